package org.ringdown.transport;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.ringdown.dtls.Dtls;
import org.ringdown.dtls.DtlsHandshaker;
import org.ringdown.dtls.DtlsListener;

/** Handshakes that end when a test says so. */
final class HandDtls implements Dtls {
    /** Those begun, oldest first. */
    final List<Handshake> handshakes = new ArrayList<>();

    /** One of them, and what was fed to it. */
    static final class Handshake implements DtlsHandshaker {
        final List<String> fingerprints;
        final DtlsListener listener;
        int fed;
        boolean closed;

        Handshake(List<String> fingerprints, DtlsListener listener) {
            this.fingerprints = fingerprints;
            this.listener = listener;
        }

        @Override
        public void feed(ByteBuffer datagram, long now) {
            fed++;
            listener.send(ByteBuffer.wrap(new byte[] {22, 9}));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Override
    public String fingerprint() {
        return "sha-256 00:00";
    }

    @Override
    public DtlsHandshaker expect(
            List<String> fingerprints, Executor worker, DtlsListener listener) {
        handshakes.add(new Handshake(fingerprints, listener));
        return handshakes.getLast();
    }

    @Override
    public DtlsHandshaker begin(List<String> fingerprints, Executor worker, DtlsListener listener) {
        worker.execute(() -> listener.send(ByteBuffer.wrap(new byte[] {22, 1})));
        return expect(fingerprints, worker, listener);
    }
}
