package org.ringdown.testkit.media;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.time.Timers;
import org.ringdown.time.Timers.Timer;

/** The page's side of {@link ScriptedDtls}: it greets and confirms, again and again until it is answered. */
final class KeyingClient {
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final String fingerprint;
    private final Timers timers;
    private final Consumer<ByteBuffer> send;
    private final Listener listener;
    private final byte[] chance = new byte[Keying.RANDOM];
    private Optional<SrtpKeys.Pair> keys = Optional.empty();
    private Optional<Timer> next = Optional.empty();
    private boolean done;

    interface Listener {
        /** The gateway may use its half of the keys from now on. */
        void agreed(SrtpKeys.Pair keys);

        /** The page may, too. */
        void done(SrtpKeys.Pair keys);

        /** The gateway is going. */
        void goodbye();
    }

    KeyingClient(
            String fingerprint,
            Timers timers,
            RandomGenerator random,
            Consumer<ByteBuffer> send,
            Listener listener) {
        this.fingerprint = fingerprint;
        this.timers = timers;
        this.send = send;
        this.listener = listener;
        random.nextBytes(chance);
    }

    void begin() {
        repeat(Keying.greeting(chance, fingerprint));
    }

    private void repeat(ByteBuffer flight) {
        stop();
        send.accept(flight.duplicate());
        next = Optional.of(timers.after(AGAIN, () -> repeat(flight)));
    }

    void hear(ByteBuffer bytes) {
        switch (Keying.kind(bytes)) {
            case Keying.ANSWER -> answered(Keying.answer(bytes));
            case Keying.DONE -> finish();
            case Keying.GOODBYE -> listener.goodbye();
            default -> throw new IllegalStateException("not of the gateway's half of keying");
        }
    }

    private void answered(byte[] gatewaysChance) {
        if (keys.isPresent()) return;
        keys = Optional.of(Keying.keys(chance, gatewaysChance));
        listener.agreed(keys.get());
        repeat(Keying.confirmation());
    }

    private void finish() {
        if (done) return;
        done = true;
        stop();
        listener.done(keys.orElseThrow());
    }

    void stop() {
        next.ifPresent(Timer::cancel);
    }
}
