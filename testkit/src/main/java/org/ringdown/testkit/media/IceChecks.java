package org.ringdown.testkit.media;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunIntegrity;
import org.ringdown.stun.StunMessage;
import org.ringdown.stun.StunWriter;
import org.ringdown.time.Timers;
import org.ringdown.time.Timers.Timer;
import org.ringdown.wire.MalformedException;

/**
 * The page's side of ICE toward a lite agent with one address: it controls, checks until it is answered, and then goes on checking at the
 * pace of consent (RFC 8445 §7, RFC 7675 §5.1).
 */
final class IceChecks {
    private static final Duration UNANSWERED = Duration.ofMillis(50);
    private static final Duration CONSENT = Duration.ofSeconds(5);
    private static final int PRIORITY = 0x6E7F00FF; // of a peer reflexive candidate
    private static final int LONGEST = 256;

    private final Timers timers;
    private final RandomGenerator random;
    private final Consumer<ByteBuffer> send;
    private final Runnable connected;
    private final String username;
    private final StunIntegrity integrity;
    private final long tieBreaker;
    private Optional<Timer> next = Optional.empty();
    private Optional<ByteBuffer> transaction = Optional.empty();
    private boolean answered;

    /**
     * @param remoteUfrag the gateway's half of the user name
     * @param remotePassword under which checks are proved
     * @param connected run when the first check is answered
     */
    IceChecks(
            String remoteUfrag,
            String localUfrag,
            String remotePassword,
            Timers timers,
            RandomGenerator random,
            Consumer<ByteBuffer> send,
            Runnable connected) {
        this.username = remoteUfrag + ":" + localUfrag;
        this.integrity = StunIntegrity.shortTerm(remotePassword);
        this.timers = timers;
        this.random = random;
        this.send = send;
        this.connected = connected;
        this.tieBreaker = random.nextLong();
    }

    /** Checks now, and goes on. */
    void check() {
        stop();
        var id = new byte[12];
        random.nextBytes(id);
        transaction = Optional.of(ByteBuffer.wrap(id));
        var message = ByteBuffer.allocate(LONGEST);
        new StunWriter(message, Stun.BINDING_REQUEST, transaction.get())
                .text(Stun.USERNAME, username)
                .number(Stun.PRIORITY, PRIORITY)
                .number(Stun.ICE_CONTROLLING, tieBreaker)
                .attribute(Stun.USE_CANDIDATE)
                .integrity(integrity)
                .fingerprint();
        send.accept(message.flip());
        next = Optional.of(timers.after(answered ? pace() : UNANSWERED, this::check));
    }

    /** Between 0.8 and 1.2 of the interval, so that pages do not check in step. */
    private Duration pace() {
        return Duration.ofNanos((long) (CONSENT.toNanos() * random.nextDouble(0.8, 1.2)));
    }

    void hear(ByteBuffer datagram) {
        try {
            var message = StunMessage.parse(datagram);
            boolean ours =
                    message.type() == Stun.BINDING_SUCCESS
                            && transaction.filter(message.transactionId()::equals).isPresent()
                            && integrity.signed(message);
            if (!ours || answered) return;
            answered = true;
            connected.run();
        } catch (MalformedException nonsense) {
            throw new IllegalStateException("the gateway sent no STUN", nonsense);
        }
    }

    void stop() {
        next.ifPresent(Timer::cancel);
    }
}
