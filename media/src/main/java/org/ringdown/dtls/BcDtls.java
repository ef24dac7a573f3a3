package org.ringdown.dtls;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.ringdown.time.Clock;

/** DTLS 1.2 by BouncyCastle, under a certificate made at the start. One serves all workers. */
public final class BcDtls implements Dtls {
    /** What the node can bear at once; a handshake costs about a millisecond of a core. */
    public static final int HANDSHAKES_IN_FLIGHT = 200;

    private final BcTlsCrypto crypto;
    private final Identity identity;
    private final Clock clock;
    private final Executor edge;
    private final Semaphore inFlight;

    /**
     * @param edge runs each association's blocking code, on a virtual thread of its own
     * @param mostInFlight handshakes at once; whoever comes later is dropped until one is done
     */
    public BcDtls(SecureRandom random, Clock clock, Executor edge, int mostInFlight) {
        this.crypto = new GuardedCrypto(random);
        this.identity = Identity.create(random, clock.wall());
        this.clock = clock;
        this.edge = edge;
        this.inFlight = new Semaphore(mostInFlight);
    }

    @Override
    public String fingerprint() {
        return identity.fingerprint().toString();
    }

    @Override
    public DtlsHandshaker expect(
            List<String> fingerprints, Executor worker, DtlsListener listener) {
        var server = new KeyingServer(crypto, identity, believed(fingerprints));
        return handshaker(server, worker, listener);
    }

    /** Where there is no room for it, the listener is told. */
    @Override
    public DtlsHandshaker begin(List<String> fingerprints, Executor worker, DtlsListener listener) {
        var client = new KeyingClient(crypto, identity, believed(fingerprints));
        var handshaker = handshaker(client, worker, listener);
        handshaker.begin();
        return handshaker;
    }

    private BcDtlsHandshaker handshaker(Keying keying, Executor worker, DtlsListener listener) {
        return new BcDtlsHandshaker(keying, clock, edge, inFlight, worker, listener);
    }

    private static List<Fingerprint> believed(List<String> fingerprints) {
        return fingerprints.stream().map(Fingerprint::parse).flatMap(Optional::stream).toList();
    }
}
