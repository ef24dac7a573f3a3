package org.ringdown.testkit.media;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.ringdown.dtls.Dtls;
import org.ringdown.dtls.DtlsHandshaker;
import org.ringdown.dtls.DtlsListener;
import org.ringdown.testkit.media.Keying.Greeting;
import org.ringdown.worker.Counted;

/**
 * Keying as DTLS would do it, in four datagrams and without cryptography: the page greets, the gateway answers, the page confirms, the
 * gateway has the keys and says so. It can be lost, repeated and refused like the real one, and reads no clock.
 */
public final class ScriptedDtls implements Dtls {
    static final String FINGERPRINT = "sha-256 " + "5E:".repeat(31) + "5E";

    private final RandomGenerator random;

    public ScriptedDtls(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String fingerprint() {
        return FINGERPRINT;
    }

    /** Of no use here: simulated far ends begin their handshakes themselves. */
    @Override
    public DtlsHandshaker begin(List<String> fingerprints, Executor worker, DtlsListener listener) {
        throw new UnsupportedOperationException("simulated far ends begin their handshakes");
    }

    @Override
    public DtlsHandshaker expect(
            List<String> fingerprints, Executor worker, DtlsListener listener) {
        return new Handshaker(fingerprints, worker, listener);
    }

    private final class Handshaker implements DtlsHandshaker {
        private final List<String> fingerprints;
        private final Executor worker;
        private final DtlsListener listener;
        private final byte[] salt = new byte[Keying.RANDOM];
        private Optional<Greeting> greeting = Optional.empty();
        private boolean done;
        private boolean closed;

        Handshaker(List<String> fingerprints, Executor worker, DtlsListener listener) {
            this.fingerprints = fingerprints;
            this.worker = worker;
            this.listener = listener;
            random.nextBytes(salt);
        }

        /** The real one thinks elsewhere and comes back to its worker; so does this. */
        @Override
        public void feed(ByteBuffer datagram, long now) {
            var bytes = ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate()).flip();
            worker.execute(() -> {
                if (!closed) take(bytes);
            });
        }

        private void take(ByteBuffer bytes) {
            switch (Keying.kind(bytes)) {
                case Keying.GREETING -> greeted(Keying.greeting(bytes));
                case Keying.CONFIRMATION -> confirmed();
                case Keying.GOODBYE -> {
                    if (done) listener.closed();
                }
                default -> listener.dropped(Counted.MALFORMED);
            }
        }

        private void greeted(Greeting by) {
            if (!fingerprints.contains(by.fingerprint())) {
                listener.failed("The page's certificate is not the one that its offer named.");
                return;
            }
            greeting = Optional.of(by);
            listener.send(Keying.answer(salt));
        }

        private void confirmed() {
            if (greeting.isEmpty()) return;
            listener.send(Keying.done());
            if (done) return;
            done = true;
            listener.done(Keying.keys(greeting.get().random(), salt));
        }

        @Override
        public void close() {
            if (done && !closed) listener.send(Keying.goodbye());
            closed = true;
        }
    }
}
