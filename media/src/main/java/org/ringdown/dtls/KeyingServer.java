package org.ringdown.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;

/** Our side of a handshake that the far end begins: {@code a=setup:passive}. */
final class KeyingServer extends DefaultTlsServer implements Keying {
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

    @Override
    public DTLSTransport shakeHands(DatagramTransport datagrams) throws IOException {
        return new DTLSServerProtocol().accept(this, datagrams);
    }

    @Override
    public SrtpKeys.Pair keys() {
        return SrtpKeys.ofDtls(profile, exported);
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return Keying.cipherSuites();
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
        return Keying.signer(crypto, identity, context);
    }

    /** Both types can sign, so that the far end's CertificateVerify proves its key. */
    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(
                types, TlsUtils.getDefaultSupportedSignatureAlgorithms(context), null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        Keying.believe(chain, fingerprints);
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
        throw Keying.noProfile();
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        exported = Keying.export(context, profile);
    }
}
