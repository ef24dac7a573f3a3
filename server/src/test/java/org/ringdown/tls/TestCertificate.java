package org.ringdown.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A self-signed certificate for 127.0.0.1, and its key. */
public record TestCertificate(X509Certificate certificate, KeyPair pair) {

    private static final GeneralName HERE = new GeneralName(GeneralName.iPAddress, "127.0.0.1");

    /** @param algorithm "RSA", "EC" or "Ed25519" */
    public static TestCertificate make(String algorithm) {
        var pair = pair(algorithm);
        var name = name(pair);
        return new TestCertificate(certificate(pair, name, name, pair, HERE), pair);
    }

    /** A self-signed one that is a CA too, for other names. */
    public static TestCertificate of(String commonName, GeneralName... alternatives) {
        var pair = pair("EC");
        var name = new X500Name("CN=" + commonName);
        return new TestCertificate(certificate(pair, name, name, pair, alternatives), pair);
    }

    /** Another certificate for other names, signed by this one's key. */
    public TestCertificate issue(String commonName, GeneralName... alternatives) {
        var fresh = pair("EC");
        var issuer = new X500Name(certificate.getSubjectX500Principal().getName());
        var subject = new X500Name("CN=" + commonName);
        return new TestCertificate(certificate(fresh, subject, issuer, pair, alternatives), fresh);
    }

    /** Another certificate, signed by this one's key. */
    TestCertificate issue(String algorithm) {
        var fresh = pair(algorithm);
        return new TestCertificate(certificate(fresh, name(fresh), name(pair), pair, HERE), fresh);
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static X500Name name(KeyPair pair) {
        return new X500Name("CN=Ringdown test " + pair.getPublic().hashCode());
    }

    private static X509Certificate certificate(
            KeyPair pair,
            X500Name subject,
            X500Name issuer,
            KeyPair signer,
            GeneralName... alternatives) {
        try {
            var now = Instant.now();
            var builder =
                    new JcaX509v3CertificateBuilder(
                            issuer,
                            BigInteger.valueOf(now.toEpochMilli()),
                            Date.from(now.minusSeconds(60)),
                            Date.from(now.plusSeconds(3600)),
                            subject,
                            pair.getPublic());
            builder.addExtension(
                    Extension.basicConstraints, true, new BasicConstraints(pair == signer));
            if (alternatives.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            }
            var signature =
                    switch (signer.getPrivate().getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> "Ed25519";
                    };
            var signing = new JcaContentSignerBuilder(signature).build(signer.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signing));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes both as PEM into a folder. */
    public KeyFiles in(Path folder) throws IOException {
        var files = new KeyFiles(folder.resolve("chain.pem"), folder.resolve("key.pem"));
        Files.writeString(files.cert(), pem(certificate));
        Files.writeString(files.key(), pem(pair));
        return files;
    }

    /** Writes the certificate alone, for those who are to trust it. */
    public TrustFile trustIn(Path folder) throws IOException {
        var file = new TrustFile(folder.resolve("ca.pem"));
        Files.writeString(file.ca(), pem(certificate));
        return file;
    }

    static String pem(X509Certificate certificate) throws IOException {
        var text = new StringWriter();
        try (var out = new JcaPEMWriter(text)) {
            out.writeObject(certificate);
        }
        return text.toString();
    }

    /** The private half, as PKCS #8. */
    static String pem(KeyPair pair) {
        var base64 = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }
}
