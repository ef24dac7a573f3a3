package org.ringdown.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import org.ringdown.tls.KeyFiles.UnusableException;

/** The certificates of those who may vouch for others, in one PEM file. */
public record TrustFile(Path ca) {
    private static final int MAX_SIZE = 1024 * 1024;

    /**
     * The file as a key store.
     *
     * @throws UnusableException whose message is one sentence for the operator
     */
    public KeyStore load() throws UnusableException {
        try {
            if (Files.size(ca) > MAX_SIZE) throw new UnusableException(ca + " is too long");
            var certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(ca)));
            if (certificates.isEmpty()) throw new UnusableException(ca + " holds no certificate");
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (var certificate : certificates) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new UnusableException(ca + " holds no certificate in PEM");
        } catch (IOException e) {
            throw new UnusableException(ca + " cannot be read");
        }
    }

    /** When it was last written. */
    public FileTime written() throws IOException {
        return Files.getLastModifiedTime(ca);
    }
}
