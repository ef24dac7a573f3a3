package org.ringdown.dtls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Hashtable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;

/** The page's end of an association: a DTLS client with a certificate of its own. Datagrams go in by {@link #receive}. */
public final class DtlsPage {
    private static final int MTU = 1200;

    private final BcTlsCrypto crypto;
    private final Identity identity;
    private final DatagramQueue datagrams;
    private final CompletableFuture<SrtpKeys.Pair> keys = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile boolean leaving;

    /** {@code send} is called with each datagram, from the association's thread. */
    public DtlsPage(SecureRandom random, Consumer<ByteBuffer> send) {
        this.crypto = new BcTlsCrypto(random);
        this.identity = Identity.create(random, Instant.EPOCH);
        this.datagrams = new DatagramQueue(bytes -> send.accept(ByteBuffer.wrap(bytes)));
    }

    /** As this page's SDP would write it. */
    public String fingerprint() {
        return identity.fingerprint().toString();
    }

    public void receive(ByteBuffer datagram) {
        byte[] copy = new byte[datagram.remaining()];
        datagram.get(datagram.position(), copy);
        datagrams.offer(copy);
    }

    public void begin(Executor edge, SrtpProfile profile) {
        begin(edge, profile, true, MTU);
    }

    void begin(Executor edge, SrtpProfile profile, boolean withCertificate, int mtu) {
        edge.execute(() -> run(new Client(profile, withCertificate), mtu));
    }

    /** Completes when the handshake does. */
    public CompletableFuture<SrtpKeys.Pair> keys() {
        return keys;
    }

    /** Completes when the gateway has said goodbye. */
    public CompletableFuture<Void> gone() {
        return gone;
    }

    /** Says goodbye. */
    public void leave() {
        leaving = true;
        datagrams.end();
    }

    private void run(Client client, int mtu) {
        try {
            var transport = new DTLSClientProtocol().connect(client, new Narrow(datagrams, mtu));
            keys.complete(client.exported());
            stay(transport);
        } catch (IOException e) {
            keys.completeExceptionally(e);
        }
    }

    private void stay(DTLSTransport transport) throws IOException {
        byte[] ignored = new byte[MTU];
        try {
            while (true) transport.receive(ignored, 0, ignored.length, 10_000);
        } catch (IOException _) {
            if (leaving) transport.close();
            else gone.complete(null);
        }
    }

    private record Narrow(DatagramQueue queue, int mtu) implements DatagramTransport {
        @Override
        public int getReceiveLimit() {
            return queue.getReceiveLimit();
        }

        @Override
        public int getSendLimit() {
            return mtu;
        }

        @Override
        public int receive(byte[] buffer, int offset, int length, int waitMillis)
                throws IOException {
            return queue.receive(buffer, offset, length, waitMillis);
        }

        @Override
        public void send(byte[] bytes, int offset, int length) {
            queue.send(bytes, offset, length);
        }

        @Override
        public void close() {
            queue.close();
        }
    }

    private final class Client extends DefaultTlsClient implements TlsAuthentication {
        private final SrtpProfile profile;
        private final boolean withCertificate;
        private byte[] exported;

        Client(SrtpProfile profile, boolean withCertificate) {
            super(crypto);
            this.profile = profile;
            this.withCertificate = withCertificate;
        }

        SrtpKeys.Pair exported() {
            return SrtpKeys.ofDtls(profile, exported);
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.DTLSv12.only();
        }

        @Override
        public int getHandshakeResendTimeMillis() {
            return 150;
        }

        @Override
        public Hashtable<?, ?> getClientExtensions() throws IOException {
            var extensions = super.getClientExtensions();
            TlsSRTPUtils.addUseSRTPExtension(
                    extensions,
                    new UseSRTPData(new int[] {profile.dtlsId()}, TlsUtils.EMPTY_BYTES));
            return extensions;
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return this;
        }

        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) {
            // The test compares keys, which no other server would have.
        }

        @Override
        public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
            if (!withCertificate) return null;
            var chain =
                    new Certificate(
                            new TlsCertificate[] {
                                new BcTlsCertificate(crypto, identity.certificate())
                            });
            var algorithm =
                    SignatureAndHashAlgorithm.getInstance(
                            HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);
            return new BcDefaultTlsCredentialedSigner(
                    new TlsCryptoParameters(context),
                    crypto,
                    identity.privateKey(),
                    chain,
                    algorithm);
        }

        @Override
        public void notifyHandshakeComplete() throws IOException {
            super.notifyHandshakeComplete();
            exported =
                    context.exportKeyingMaterial(
                            ExporterLabel.dtls_srtp, null, SrtpKeys.dtlsSize(profile));
        }
    }
}
