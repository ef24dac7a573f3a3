package org.ringdown.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** EdDSA over Ed25519 (RFC 8037) by the JDK's own implementation. */
final class Ed25519 implements JWSSigner, JWSVerifier {
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.EdDSA;
    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN (PRIVATE|PUBLIC) KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1 KEY-----");
    private static final byte[] SUBJECT_PUBLIC_KEY_INFO =
            HexFormat.of()
                    .parseHex(
                            "302a300506032b6570032100"); // what precedes the 32 bytes, RFC 8410 §4
    private static final int SIGNATURE_LENGTH = 64;

    private final JCAContext context = new JCAContext();
    private final Optional<PrivateKey> privateKey;
    private final PublicKey publicKey;

    private Ed25519(Optional<PrivateKey> privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** Reads "PRIVATE KEY" (PKCS #8), which can sign, or "PUBLIC KEY", which cannot. */
    static Ed25519 fromPem(String pem) {
        var block = PEM.matcher(pem.strip());
        if (!block.matches()) {
            throw new IllegalArgumentException("the PEM must hold one PRIVATE KEY or PUBLIC KEY");
        }
        try {
            var keys = KeyFactory.getInstance("Ed25519");
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            if (block.group(1).equals("PUBLIC")) {
                return new Ed25519(
                        Optional.empty(), keys.generatePublic(new X509EncodedKeySpec(der)));
            }
            var secret = (EdECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(der));
            return new Ed25519(Optional.of(secret), publicHalf(secret, keys));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the PEM holds no Ed25519 key", e);
        }
    }

    /** The JDK does not compute it (RFC 8032 §5.1.5). */
    private static PublicKey publicHalf(EdECPrivateKey secret, KeyFactory keys)
            throws GeneralSecurityException {
        byte[] seed = secret.getBytes().orElseThrow(IllegalArgumentException::new);
        byte[] point = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
        byte[] der = new byte[SUBJECT_PUBLIC_KEY_INFO.length + point.length];
        System.arraycopy(SUBJECT_PUBLIC_KEY_INFO, 0, der, 0, SUBJECT_PUBLIC_KEY_INFO.length);
        System.arraycopy(point, 0, der, SUBJECT_PUBLIC_KEY_INFO.length, point.length);
        return keys.generatePublic(new X509EncodedKeySpec(der));
    }

    boolean canSign() {
        return privateKey.isPresent();
    }

    @Override
    public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey.orElseThrow());
            signature.update(signingInput);
            return Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new JOSEException("signing failed", e);
        }
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signed)
            throws JOSEException {
        byte[] bytes = signed.decode();
        if (bytes.length != SIGNATURE_LENGTH) return false;
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey);
            signature.update(signingInput);
            return signature.verify(bytes);
        } catch (GeneralSecurityException e) {
            return false; // the JDK throws where the bytes are no point on the curve
        }
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return Set.of(ALGORITHM);
    }

    @Override
    public JCAContext getJCAContext() {
        return context;
    }
}
