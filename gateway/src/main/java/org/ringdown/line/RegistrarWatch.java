package org.ringdown.line;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringdown.mailbox.Owner;
import org.ringdown.shard.SipOutcome;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;
import org.ringdown.way.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the lines of one registrar that it was away: it may have forgotten them. Runs in a mailbox {@code registrar:<n>}. */
final class RegistrarWatch implements Owner {
    /** A registrar that is away for longer than this and {@link org.ringdown.shard.SipOutcome}'s patience is missed. */
    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(RegistrarWatch.class);

    private final SipUri registrar;
    private final Watch watch;
    private final List<String> lines;
    private final Upkeep upkeep;
    private boolean away;

    RegistrarWatch(
            String mailbox,
            SipUri registrar,
            Optional<SipUri> proxy,
            List<String> lines,
            Upkeep upkeep) {
        this.registrar = registrar;
        this.lines = List.copyOf(lines);
        this.upkeep = upkeep;
        var way = Way.through(proxy.map(uri -> NameAddr.of(uri.withParam("lr"))).stream().toList());
        this.watch = new Watch(mailbox, registrar, way, EVERY, this::isThere, upkeep);
    }

    @Override
    public Next receive(Object message) {
        switch (message) {
            case Upkeep.Begin(), Watch.Ask() -> watch.ask();
            case SipOutcome outcome -> watch.on(outcome);
            case Upkeep.Stop() -> {
                watch.stop();
                return Next.RETIRE;
            }
            default ->
                    throw new IllegalArgumentException(
                            "not for a registrar's watch: " + message.getClass());
        }
        return Next.STAY;
    }

    private void isThere(boolean now) {
        if (!now)
            log.warn("{} does not answer: nobody can be called by the lines there", registrar);
        if (now && away) log.info("{} answers again", registrar);
        if (now && away) lines.forEach(line -> upkeep.post().send(line, new Watch.Returned()));
        away = !now;
    }
}
