package org.ringdown.flash;

import java.util.Optional;

/** Which commands a client has, by what it says first. */
final class CommandSets {
    private CommandSets() {}

    static Optional<CommandSet<?>> of(Greeting greeting) {
        var app = greeting.app();
        if (Address.isApp(app)) return Optional.of(new ByUrl());
        if (app.equals(ModRtmp.APP)) return Optional.of(new ModRtmp());
        if (app.startsWith(SipRtmp.APP) && app.length() > SipRtmp.APP.length())
            return Optional.of(new SipRtmp());
        return Optional.empty();
    }
}
