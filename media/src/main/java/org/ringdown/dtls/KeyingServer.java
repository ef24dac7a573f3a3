package org.ringdown.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;

/** Our side of one handshake: what we offer, what we insist on, and the keys that come of it (RFC 5764). */
final class KeyingServer extends DefaultTlsServer {
    private static final int RESEND_MILLIS = 100;
    private static final int DEADLINE_MILLIS = 10_000;

    /** Authenticated encryption with forward secrecy, which every browser has (RFC 8827 §6.5). */
    private static final int[] CIPHER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
    };

    /** In our order: the first costs no allocation per packet. */
    private static final List<SrtpProfile> PROFILES =
            List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80, SrtpProfile.AEAD_AES_128_GCM);

    private final BcTlsCrypto crypto;
    private final Identity identity;
    private final List<Fingerprint> fingerprints;
    private SrtpProfile profile = PROFILES.getFirst();
    private byte[] exported = {};

    KeyingServer(BcTlsCrypto crypto, Identity identity, List<Fingerprint> fingerprints) {
        super(crypto);
        this.crypto = crypto;
        this.identity = identity;
        this.fingerprints = fingerprints;
    }

    /** What was agreed, once the handshake is complete. */
    SrtpKeys.Pair keys() {
        return SrtpKeys.ofDtls(profile, exported);
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return CIPHER_SUITES.clone();
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return DEADLINE_MILLIS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return RESEND_MILLIS;
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        var chain =
                new Certificate(
                        new TlsCertificate[] {
                            new BcTlsCertificate(crypto, identity.certificate())
                        });
        var algorithm =
                SignatureAndHashAlgorithm.getInstance(
                        HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);
        var parameters = new TlsCryptoParameters(context);
        return new BcDefaultTlsCredentialedSigner(
                parameters, crypto, identity.privateKey(), chain, algorithm);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(
                types, TlsUtils.getDefaultSupportedSignatureAlgorithms(context), null);
    }

    /** That the page has the key of this certificate, its CertificateVerify proves afterwards: both types we ask for can sign. */
    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        if (chain.isEmpty())
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "no certificate");
        byte[] certificate = chain.getCertificateAt(0).getEncoded();
        boolean known =
                fingerprints.stream().anyMatch(fingerprint -> fingerprint.matches(certificate));
        if (!known) throw new StrangerException();
    }

    @Override
    public Hashtable<?, ?> getServerExtensions() throws IOException {
        profile = chooseProfile();
        var extensions = super.getServerExtensions();
        TlsSRTPUtils.addUseSRTPExtension(
                extensions, new UseSRTPData(new int[] {profile.dtlsId()}, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    private SrtpProfile chooseProfile() throws IOException {
        var offered = TlsSRTPUtils.getUseSRTPExtension(clientExtensions);
        if (offered != null) {
            for (var ours : PROFILES) {
                if (IntStream.of(offered.getProtectionProfiles())
                        .anyMatch(id -> id == ours.dtlsId())) return ours;
            }
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile in common");
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        exported =
                context.exportKeyingMaterial(
                        ExporterLabel.dtls_srtp, null, SrtpKeys.dtlsSize(profile));
    }

    /** A certificate that the page's SDP does not vouch for. */
    static final class StrangerException extends TlsFatalAlert {
        private static final long serialVersionUID = 1;

        StrangerException() {
            super(AlertDescription.bad_certificate);
        }
    }
}
