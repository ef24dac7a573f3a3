package org.ringdown.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.ringdown.net.TurnClient.Outcome;
import org.ringdown.sip.HostPort;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our address as a STUN server sees it, asked for again and again: a router may be given another one while we run. */
public final class ExternalAddress implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ExternalAddress.class);
    private static final int STUN_PORT = 3478;

    /** For the first answer: twice what is waited for it, as the server's name may have to be looked up, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static final Duration AGAIN = Duration.ofMinutes(2);
    static final Duration AFTER_A_FAILURE = Duration.ofSeconds(30);

    private final HostPort server;
    private final InetAddress own;
    private final InetAddress from;
    private final TurnClient client;
    private final Timers timers;
    private volatile Optional<InetAddress> known = Optional.empty();
    private volatile boolean closed;

    /** Why there was no answer the last time, which is said once; of the asking thread, of which there is one at a time. */
    private volatile Optional<String> failure = Optional.empty();

    private ExternalAddress(
            HostPort server, InetAddress listening, TurnClient client, Timers timers) {
        this.server = server;
        this.own = OwnAddress.of(listening);
        this.from = listening;
        this.client = client;
        this.timers = timers;
    }

    /**
     * Asks, and returns when the server has answered or has been waited for long enough; who does not answer is asked again later.
     *
     * @param random beyond prediction
     */
    public static ExternalAddress ask(
            HostPort server,
            InetAddress listening,
            Timers timers,
            Clock clock,
            RandomGenerator random) {
        var address = new ExternalAddress(server, listening, new TurnClient(clock, random), timers);
        var first = new CountDownLatch(1);
        Thread.ofVirtual()
                .name("stun")
                .start(() -> {
                    address.ask();
                    first.countDown();
                });
        try {
            first.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return address;
    }

    /** What is known now. */
    public Optional<InetAddress> now() {
        return known;
    }

    private void ask() {
        if (closed) return;
        var reason = answer();
        reason.ifPresent(this::failed);
        timers.after(
                reason.isPresent() ? AFTER_A_FAILURE : AGAIN,
                () -> Thread.ofVirtual().name("stun").start(this::ask));
    }

    /** Asks once; why nothing came of it, if that is so. */
    private Optional<String> answer() {
        try {
            return switch (client.seen(address(), from)) {
                case Outcome.Served(var seen) when isUsable(seen.getAddress()) -> {
                    learned(seen.getAddress());
                    yield Optional.empty();
                }
                case Outcome.Served(var seen) ->
                        Optional.of("it says " + text(seen.getAddress()) + ", which cannot be");
                case Outcome.Refused(var code) -> Optional.of("it refuses to, with " + code);
                case Outcome.Unreachable(var why) -> Optional.of(why);
            };
        } catch (IOException unknown) {
            return Optional.of(String.valueOf(unknown.getMessage()));
        }
    }

    /** Nobody is seen under the others: telling them to far ends would end every call. */
    private static boolean isUsable(InetAddress seen) {
        return !seen.isAnyLocalAddress() && !seen.isLoopbackAddress() && !seen.isMulticastAddress();
    }

    private void learned(InetAddress address) {
        var before = known;
        boolean changed = !before.equals(Optional.of(address));
        boolean news = changed || failure.isPresent();
        known = Optional.of(address);
        failure = Optional.empty();
        if (news)
            log.info(
                    "the STUN server {} sees us as {}: far ends outside sip.local-nets are told that{}",
                    server,
                    text(address),
                    changed
                            ? before.map(one -> " from now on, and no more " + text(one)).orElse("")
                            : "");
    }

    private void failed(String why) {
        if (failure.equals(Optional.of(why))) return;
        failure = Optional.of(why);
        log.warn(
                "the STUN server {} does not say how it sees us: {}. Far ends are told {}; if that is not how they reach us,"
                        + " let UDP to it pass, or write our address as sip.external and media.external",
                server,
                why,
                text(known.orElse(own)));
    }

    /** Only one of the family that we lead out by ourselves can see where that leads. */
    private InetSocketAddress address() throws IOException {
        var port = server.port().orElse(STUN_PORT);
        return Arrays.stream(InetAddress.getAllByName(server.host()))
                .filter(one -> one.getAddress().length == own.getAddress().length)
                .findFirst()
                .map(one -> new InetSocketAddress(one, port))
                .orElseThrow(
                        () -> new IOException("it has no address that " + text(own) + " leads to"));
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }

    @Override
    public void close() {
        closed = true;
    }
}
