package org.ringdown.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads keys and certificates in every form that operators have, and says in one sentence what will not do. */
class KeyFilesTest {
    /** Of "openssl ecparam -genkey": the parameters in a block of their own, then the form before PKCS #8. */
    private static final String OPENSSL_EC_KEY =
            """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIHQsuCpIl8y61c50yoE4xWR7Z++kqwLIqVaWKoIDXsTtoAoGCCqGSM49
            AwEHoUQDQgAEpMoMhYOkRjEuRNkyrre6QTGhFLzV8rKKIJLhcrmXgdEwLLWHLiSg
            bpocmq+oxJRB+14UAJDvfu6D1PnXlYKUyA==
            -----END EC PRIVATE KEY-----
            """;

    private static final String ITS_CERTIFICATE =
            """
            -----BEGIN CERTIFICATE-----
            MIIBhzCCAS2gAwIBAgIUOSAJD9IZOsF4eKFiwW1FEQod4UAwCgYIKoZIzj0EAwIw
            GDEWMBQGA1UEAwwNUmluZ2Rvd24gdGVzdDAgFw0yNjExMjMwMjE0MDFaGA8yMTI2
            MTAzMDAyMTQwMVowGDEWMBQGA1UEAwwNUmluZ2Rvd24gdGVzdDBZMBMGByqGSM49
            AgEGCCqGSM49AwEHA0IABKTKDIWDpEYxLkTZMq63ukExoRS81fKyiiCS4XK5l4HR
            MCy1hy4koG6aHJqvqMSUQfteFACQ737ug9T515WClMijUzBRMB0GA1UdDgQWBBQu
            5Z8Sbv2hQ73wemyAvFwjRrg1fDAfBgNVHSMEGDAWgBQu5Z8Sbv2hQ73wemyAvFwj
            Rrg1fDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQD5SflOqAjT
            GVe9QOrqPqbAnXU7vVUibk6iLW9NDxNzxAIgEi7NW1+nrBkmZ3WS1ahTmQW8HkBe
            7aZCpClUxEMPDqw=
            -----END CERTIFICATE-----
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsACertificateAndItsKey(String algorithm) throws Exception {
        var made = TestCertificate.make(algorithm);

        var store = made.in(folder).load();

        assertThat(store.getCertificate("ringdown")).isEqualTo(made.certificate());
    }

    @Test
    void readsWhatOpensslWritesForEllipticCurves() throws Exception {
        var files = new KeyFiles(folder.resolve("c"), folder.resolve("k"));
        Files.writeString(files.cert(), ITS_CERTIFICATE);
        Files.writeString(files.key(), OPENSSL_EC_KEY);

        assertThat(files.load().isKeyEntry("ringdown")).isTrue();
    }

    @Test
    void tellsTheHostsThatACertificateIsFor() throws Exception {
        var made =
                TestCertificate.of(
                        "Example",
                        new GeneralName(GeneralName.dNSName, "phone.example.com"),
                        new GeneralName(GeneralName.dNSName, "*.example.com"),
                        new GeneralName(GeneralName.iPAddress, "192.0.2.1"));

        assertThat(made.in(folder).names()).containsExactly("phone.example.com");
        assertThat(new KeyFiles(folder.resolve("none"), folder.resolve("none")).names()).isEmpty();
    }

    @Test
    void keepsTheWholeChain() throws Exception {
        var issuer = TestCertificate.make("EC");
        var files = issuer.issue("RSA").in(folder);
        var both = Files.readString(files.cert()) + TestCertificate.pem(issuer.certificate());
        Files.writeString(files.cert(), both);

        assertThat(files.load().getCertificateChain("ringdown")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aKeyOfAnotherCertificateIsRefused(String algorithm) throws IOException {
        var files = TestCertificate.make("EC").in(folder);
        Files.writeString(files.key(), TestCertificate.pem(TestCertificate.make(algorithm).pair()));

        assertThatThrownBy(files::load)
                .hasMessageContaining("is not the key of the certificate in");
    }

    @Test
    void whatIsMissingOrNoPemIsSaid() throws IOException {
        var files = TestCertificate.make("EC").in(folder);
        var key = Files.readString(files.key());

        Files.writeString(files.key(), "hello");
        assertThatThrownBy(files::load)
                .hasMessageEndingWith(
                        "key.pem holds no private key in PEM (or one with a passphrase)");
        Files.writeString(files.key(), key.substring(0, 60));
        assertThatThrownBy(files::load).hasMessageContaining("key.pem");
        Files.writeString(files.key(), key);
        Files.writeString(files.cert(), "hello");
        assertThatThrownBy(files::load).hasMessageContaining("chain.pem holds no certificate");
        Files.delete(files.cert());
        assertThatThrownBy(files::load).hasMessageEndingWith("chain.pem cannot be read");
    }
}
