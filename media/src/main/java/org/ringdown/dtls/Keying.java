package org.ringdown.dtls;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;

/** Our end of one handshake, whichever end it is (RFC 5764). */
sealed interface Keying permits KeyingServer, KeyingClient {
    int RESEND_MILLIS = 100;
    int DEADLINE_MILLIS = 10_000;

    /** In our order: the first costs no allocation per packet. */
    List<SrtpProfile> PROFILES =
            List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80, SrtpProfile.AEAD_AES_128_GCM);

    /** Shakes hands; blocks until that is done. */
    DTLSTransport shakeHands(DatagramTransport datagrams) throws IOException;

    /** What was agreed, once the handshake is complete. */
    SrtpKeys.Pair keys();

    /** Authenticated encryption with forward secrecy, which every browser has (RFC 8827 §6.5). */
    static int[] cipherSuites() {
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
        };
    }

    static TlsCredentialedSigner signer(BcTlsCrypto crypto, Identity identity, TlsContext context)
            throws IOException {
        var chain =
                new Certificate(
                        new TlsCertificate[] {
                            new BcTlsCertificate(crypto, identity.certificate())
                        });
        var algorithm =
                SignatureAndHashAlgorithm.getInstance(
                        HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), crypto, identity.privateKey(), chain, algorithm);
    }

    /** That the far end has the key of its certificate, the handshake itself proves. */
    static void believe(Certificate chain, List<Fingerprint> fingerprints) throws IOException {
        if (chain.isEmpty())
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "no certificate");
        byte[] certificate = chain.getCertificateAt(0).getEncoded();
        boolean known =
                fingerprints.stream().anyMatch(fingerprint -> fingerprint.matches(certificate));
        if (!known) throw new StrangerException();
    }

    static TlsFatalAlert noProfile() {
        return new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile in common");
    }

    static byte[] export(TlsContext context, SrtpProfile profile) {
        return context.exportKeyingMaterial(
                ExporterLabel.dtls_srtp, null, SrtpKeys.dtlsSize(profile));
    }

    /** A certificate that the far end's SDP does not vouch for. */
    final class StrangerException extends TlsFatalAlert {
        private static final long serialVersionUID = 1;

        StrangerException() {
            super(AlertDescription.bad_certificate);
        }
    }
}
