package org.ringdown.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.ringdown.dtls.Dtls;
import org.ringdown.dtls.DtlsHandshaker;
import org.ringdown.dtls.DtlsListener;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;

/**
 * Keying for a simulated network: one datagram each way, and keys that both ends make from the page's fingerprint. It has the shape of DTLS
 * and none of its secrets.
 */
final class ScriptedDtls implements Dtls {
    static final byte HELLO = 22;
    static final byte GOODBYE = 21;

    @Override
    public String fingerprint() {
        return "sha-256 00:00";
    }

    static SrtpKeys.Pair keys(String fingerprint) {
        try {
            var profile = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
            byte[] secret =
                    MessageDigest.getInstance("SHA-512")
                            .digest(fingerprint.getBytes(StandardCharsets.UTF_8));
            return SrtpKeys.ofDtls(profile, Arrays.copyOf(secret, SrtpKeys.dtlsSize(profile)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public DtlsHandshaker begin(List<String> fingerprints, Executor worker, DtlsListener listener) {
        throw new UnsupportedOperationException("far ends begin their handshakes themselves here");
    }

    @Override
    public DtlsHandshaker expect(
            List<String> fingerprints, Executor worker, DtlsListener listener) {
        return new DtlsHandshaker() {
            private boolean done;

            @Override
            public void feed(ByteBuffer datagram, long now) {
                byte type = datagram.get(datagram.position());
                if (type == GOODBYE) worker.execute(listener::closed);
                if (type != HELLO) return;
                listener.send(ByteBuffer.wrap(new byte[] {HELLO, 0}));
                if (!done) worker.execute(() -> listener.done(keys(fingerprints.getFirst())));
                done = true;
            }

            @Override
            public void close() {
                done = true;
            }
        };
    }
}
