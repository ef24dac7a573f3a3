package org.ringdown.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A certificate chain and its private key, in two PEM files.
 *
 * @param cert the chain, our own certificate first
 * @param key PKCS #8, or what OpenSSL wrote before it; without a passphrase
 */
public record KeyFiles(Path cert, Path key) {
    /** The kind of a name, as {@link X509Certificate#getSubjectAlternativeNames} numbers them. */
    private static final Integer DNS_NAME = 2;

    private static final int MAX_SIZE = 256 * 1024;
    private static final byte[] PROBE = {1, 2, 3};

    /** Nothing of it is ever written: PKCS #12 would encrypt the key ten thousand times over, at each start. */
    private static final String IN_MEMORY = "JKS";

    /** How a key of each kind signs: enough to see whether a certificate is its own. */
    private static final Map<String, String> SIGNATURES =
            Map.of(
                    "RSA", "SHA256withRSA",
                    "EC", "SHA256withECDSA",
                    "Ed25519", "Ed25519",
                    "EdDSA", "Ed25519");

    /**
     * Both files as a key store without a password.
     *
     * @throws UnusableException whose message is one sentence for the operator
     */
    public KeyStore load() throws UnusableException {
        var chain = chain();
        var secret = secret();
        try {
            if (!belongs(chain[0], secret)) {
                throw new UnusableException(key + " is not the key of the certificate in " + cert);
            }
            var store = KeyStore.getInstance(IN_MEMORY);
            store.load(null, null);
            store.setKeyEntry("ringdown", secret, new char[0], chain);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableException(cert + " and " + key + " cannot be used together");
        }
    }

    /** The hosts that the certificate is for (RFC 5280 §4.2.1.6), but for wildcards; none where it cannot be read. */
    public Set<String> names() {
        try {
            var entries = ((X509Certificate) chain()[0]).getSubjectAlternativeNames();
            if (entries == null) return Set.of();
            return entries.stream()
                    .filter(entry -> entry.get(0).equals(DNS_NAME))
                    .map(entry -> (String) entry.get(1))
                    .filter(name -> name.indexOf('*') < 0)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (UnusableException | CertificateParsingException e) {
            return Set.of(); // said elsewhere, by whoever needs it
        }
    }

    /** When either was last written: a renewed certificate is noticed by it. */
    public FileTime written() throws IOException {
        var first = Files.getLastModifiedTime(cert);
        var second = Files.getLastModifiedTime(key);
        return first.compareTo(second) > 0 ? first : second;
    }

    private Certificate[] chain() throws UnusableException {
        try {
            var chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(
                                            text(cert).getBytes(StandardCharsets.UTF_8)));
            if (chain.isEmpty()) throw new UnusableException(cert + " holds no certificate");
            return chain.toArray(Certificate[]::new);
        } catch (GeneralSecurityException e) {
            throw new UnusableException(cert + " holds no certificate in PEM");
        }
    }

    private PrivateKey secret() throws UnusableException {
        try (var pem = new PEMParser(new StringReader(text(key)))) {
            var converter = new JcaPEMKeyConverter();
            converter.setAlgorithmMapping(
                    X9ObjectIdentifiers.id_ecPublicKey, "EC"); // the JDK's name
            for (var found = pem.readObject(); found != null; found = pem.readObject()) {
                if (found instanceof PrivateKeyInfo info) return converter.getPrivateKey(info);
                if (found instanceof PEMKeyPair pair)
                    return converter.getKeyPair(pair).getPrivate();
            }
        } catch (PEMException e) {
            throw new UnusableException(key + " holds a key that cannot be read");
        } catch (IOException e) {
            throw new UnusableException(key + " is not PEM");
        }
        throw new UnusableException(
                key + " holds no private key in PEM (or one with a passphrase)");
    }

    private static String text(Path file) throws UnusableException {
        try {
            if (Files.size(file) > MAX_SIZE) throw new UnusableException(file + " is too long");
            return Files.readString(file);
        } catch (IOException e) {
            throw new UnusableException(file + " cannot be read");
        }
    }

    private static boolean belongs(Certificate certificate, PrivateKey secret)
            throws GeneralSecurityException {
        var algorithm = SIGNATURES.get(secret.getAlgorithm());
        if (algorithm == null) return false;
        var signing = Signature.getInstance(algorithm);
        signing.initSign(secret);
        signing.update(PROBE);
        byte[] signature = signing.sign();
        try {
            var verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(PROBE);
            return verifying.verify(signature);
        } catch (GeneralSecurityException anotherKindOfKey) {
            return false;
        }
    }

    /** Files that cannot be used. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String sentence) {
            super(sentence, null, false, false);
        }
    }
}
