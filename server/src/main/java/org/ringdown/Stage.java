package org.ringdown;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.ringdown.cli.CannotStart;
import org.ringdown.config.Configuration;
import org.ringdown.config.Configuration.MediaLoop;
import org.ringdown.config.ConfigurationReader;
import org.ringdown.rehearsal.Rehearsal;
import org.ringdown.token.TokenMint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up a rehearsal: two small gateways, one for the page and one for the phone that it calls, on this machine's own addresses and on ports
 * that nobody knows. Neither has a web server, and no record is kept.
 */
final class Stage implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
    private static final List<String> SETTINGS =
            List.of(
                    "http.port=off",
                    "sip.port=0",
                    "media.webrtc-port=0",
                    "media.workers=1",
                    "rtmp.port=off",
                    "rtmfp.port=off",
                    "ladder.calls=off");

    private final Assembly assembly;
    private final MediaLoop loop;

    /** @param loop what carries media, that it may be warm for the same */
    Stage(Assembly assembly, MediaLoop loop) {
        this.assembly = assembly;
        this.loop = loop;
    }

    /** Puts a gateway together; {@link Main} knows how. */
    interface Assembly {
        Parts of(Configuration configuration, SystemTimers timers, Kept kept, Opened opened)
                throws IOException, CannotStart;
    }

    /** That it fails is no reason not to serve. */
    @Override
    public void run() {
        try {
            LOG.debug("rehearsed: {}", rehearse(Rehearsal.CALLS));
        } catch (IOException | CannotStart | TimeoutException | RuntimeException e) {
            LOG.warn(
                    "no rehearsal ({}): the first calls will take longer to set up",
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Rehearsal.Times rehearse(int calls)
            throws IOException, CannotStart, InterruptedException, TimeoutException {
        var opened = new Opened();
        try {
            var here = assemble(opened);
            var there = assemble(opened);
            var order =
                    new TokenMint.Order(
                            "guest", List.of(), Optional.empty(), Duration.ofMinutes(5));
            int port = there.sip().orElseThrow().local().getPort();
            return new Rehearsal(
                            here.gateway().pages(),
                            here.entry().mint().mint(order),
                            "sip:600@127.0.0.1:" + port)
                    .play(calls);
        } finally {
            opened.close();
        }
    }

    private Parts assemble(Opened opened) throws IOException, CannotStart {
        var timers = opened.add(new SystemTimers());
        return assembly.of(configuration(), timers, Kept.NOTHING, opened);
    }

    private Configuration configuration() {
        var settings = new ArrayList<>(SETTINGS);
        settings.add("media.loop=" + loop.name().toLowerCase(Locale.ROOT));
        var sources = new ConfigurationReader.Sources(Optional.empty(), Map.of(), settings);
        return switch (ConfigurationReader.read(sources)) {
            case ConfigurationReader.Outcome.Good(var good) -> good;
            case ConfigurationReader.Outcome.Bad(var mistakes) ->
                    throw new IllegalStateException("our own configuration: " + mistakes);
        };
    }
}
