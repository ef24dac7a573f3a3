package org.ringdown.interop.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.process.Program;

/**
 * A self-signed certificate for localhost and 127.0.0.1, as PEM files: made once a run, and trusted by everybody in the lab.
 *
 * @param chain the certificate
 * @param key its private key, without a passphrase
 * @param both the two in one file, as some programs want them
 */
public record Certificate(Path chain, Path key, Path both) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PASSWORD = "changeit";

    /** What has a program in Java trust it, and nobody else. */
    public String javaOptions() {
        var file = chain.resolveSibling("trusted.p12").toAbsolutePath();
        try (var in = Files.newInputStream(chain);
                var out = Files.newOutputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "lab", CertificateFactory.getInstance("X.509").generateCertificate(in));
            store.store(out, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                .formatted(file, PASSWORD);
    }

    public static Certificate make(Path folder) {
        var chain = folder.resolve("chain.pem");
        var key = folder.resolve("key.pem");
        var both = folder.resolve("both.pem");
        var command =
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "3",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost,IP:127.0.0.1,URI:sip:127.0.0.1",
                        "-keyout",
                        key.toString(),
                        "-out",
                        chain.toString());
        try (var openssl = Program.start("openssl", folder, Map.of(), command)) {
            if (openssl.awaitExit(PATIENCE) != 0) throw new AssertionError(openssl.tail());
            Files.writeString(both, Files.readString(key) + Files.readString(chain));
            return new Certificate(chain, key, both);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
