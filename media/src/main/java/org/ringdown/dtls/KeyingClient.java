package org.ringdown.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;

/** Our side of a handshake that we begin: {@code a=setup:active}. */
final class KeyingClient extends DefaultTlsClient implements Keying, TlsAuthentication {
    private final BcTlsCrypto crypto;
    private final Identity identity;
    private final List<Fingerprint> fingerprints;
    private SrtpProfile profile = PROFILES.getFirst();
    private byte[] exported = {};

    KeyingClient(BcTlsCrypto crypto, Identity identity, List<Fingerprint> fingerprints) {
        super(crypto);
        this.crypto = crypto;
        this.identity = identity;
        this.fingerprints = fingerprints;
    }

    @Override
    public DTLSTransport shakeHands(DatagramTransport datagrams) throws IOException {
        return new DTLSClientProtocol().connect(this, datagrams);
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
    public TlsAuthentication getAuthentication() {
        return this;
    }

    @Override
    public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
        Keying.believe(certificate.getCertificate(), fingerprints);
    }

    @Override
    public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        return Keying.signer(crypto, identity, context);
    }

    @Override
    public Hashtable<?, ?> getClientExtensions() throws IOException {
        var extensions = super.getClientExtensions();
        int[] profiles = PROFILES.stream().mapToInt(SrtpProfile::dtlsId).toArray();
        TlsSRTPUtils.addUseSRTPExtension(
                extensions, new UseSRTPData(profiles, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    /** One of those that we offered, exactly (RFC 5764 §4.1.1). */
    @Override
    @SuppressWarnings("rawtypes") // so is what is overridden
    public void processServerExtensions(Hashtable serverExtensions) throws IOException {
        super.processServerExtensions(serverExtensions);
        var chosen = TlsSRTPUtils.getUseSRTPExtension(serverExtensions);
        if (chosen == null || chosen.getProtectionProfiles().length != 1) throw Keying.noProfile();
        int id = chosen.getProtectionProfiles()[0];
        profile =
                PROFILES.stream()
                        .filter(ours -> ours.dtlsId() == id)
                        .findFirst()
                        .orElseThrow(Keying::noProfile);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        exported = Keying.export(context, profile);
    }
}
