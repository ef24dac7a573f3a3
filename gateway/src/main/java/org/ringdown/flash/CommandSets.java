package org.ringdown.flash;

import java.util.Optional;

/** Which commands a client has, by what it says first. */
final class CommandSets {
    private CommandSets() {}

    static Optional<CommandSet<?>> of(Greeting greeting) {
        var app = greeting.app();
        if (Address.isApp(app)) return Optional.of(new ByUrl());
        if (Flashphoner.isMeant(greeting)) return Optional.of(new Flashphoner());
        if (app.equals(ModRtmp.APP)) return Optional.of(new ModRtmp());
        if (app.startsWith(SipRtmp.APP) && app.length() > SipRtmp.APP.length())
            return Optional.of(new SipRtmp());
        if (app.equals(Red5Phone.APP)) return Optional.of(new Red5Phone());
        return Optional.empty();
    }
}
