package org.ringdown.line;

import java.time.Duration;
import java.util.function.Consumer;
import org.ringdown.mailbox.Owner;
import org.ringdown.shard.SipOutcome;

/** A SIP account of a user, kept registered for as long as the gateway runs. Runs in the mailbox {@code line:<user>}, or that of a visitor. */
final class Line implements Owner {
    private final Registering registering;

    /** @param spread how long lines of the same registrar may take to begin, so that they do not all begin at once */
    Line(
            String mailbox,
            LineAccount account,
            Duration spread,
            Consumer<Registered> learn,
            Upkeep upkeep) {
        this.registering =
                new Registering(
                        new Registering.Terms(
                                mailbox,
                                account.account(),
                                account.address(),
                                account.registrar(),
                                account.proxy(),
                                account.credentials(),
                                account.expires(),
                                spread),
                        learn,
                        upkeep);
    }

    static String mailbox(String user) {
        return "line:" + user;
    }

    @Override
    public Next receive(Object message) {
        switch (message) {
            case Registering.Message own -> registering.on(own);
            case SipOutcome outcome -> registering.on(outcome);
            case Watch.Returned() -> registering.again();
            case Upkeep.Begin() -> registering.begin();
            case Upkeep.Stop() -> registering.stop();
            default -> throw new IllegalArgumentException("not for a line: " + message.getClass());
        }
        return registering.isOver() ? Next.RETIRE : Next.STAY;
    }
}
