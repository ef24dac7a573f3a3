package org.ringdown.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.bc.BcX509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/**
 * A key on P-256 and a certificate that it signed itself, made afresh at every start: its fingerprint in SDP is all that vouches for it.
 *
 * @param certificate in DER
 */
record Identity(AsymmetricKeyParameter privateKey, byte[] certificate) {
    /** Nobody checks the dates of such a certificate; they only must not surprise anybody. */
    private static final Duration BEFORE = Duration.ofDays(1);

    private static final Duration AFTER = Duration.ofDays(3650);

    static Identity create(SecureRandom random, Instant now) {
        try {
            var keys = keyPair(random);
            var name = new X500Name("CN=Ringdown");
            var builder =
                    new BcX509v3CertificateBuilder(
                            name,
                            new BigInteger(64, random).setBit(63),
                            Date.from(now.minus(BEFORE)),
                            Date.from(now.plus(AFTER)),
                            name,
                            keys.getPublic());
            var signature = new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");
            var digest = new DefaultDigestAlgorithmIdentifierFinder().find(signature);
            var signer =
                    new BcECContentSignerBuilder(signature, digest)
                            .setSecureRandom(random)
                            .build(keys.getPrivate());
            return new Identity(keys.getPrivate(), builder.build(signer).getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    Fingerprint fingerprint() {
        return Fingerprint.of("sha-256", certificate);
    }

    private static AsymmetricCipherKeyPair keyPair(SecureRandom random) {
        var curve = ECNamedDomainParameters.lookup(SECObjectIdentifiers.secp256r1);
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(curve, random));
        return generator.generateKeyPair();
    }
}
