package org.ringdown.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.tls.KeyFiles;
import org.ringdown.tls.TestCertificate;

class CertificateCheckTest {
    @TempDir Path folder;

    @Test
    void oneThatVouchesForItselfIsWarnedOf() throws Exception {
        var files = TestCertificate.make("EC").in(folder);

        assertThat(names(files, Optional.empty(), Instant.now()))
                .contains("certificate-self-signed");
    }

    @Test
    void itsTimeIsJudgedByTheClock() throws Exception {
        var certificate = TestCertificate.make("EC");
        var files = certificate.in(folder);
        var last = certificate.certificate().getNotAfter().toInstant();
        var first = certificate.certificate().getNotBefore().toInstant();

        assertThat(names(files, Optional.empty(), last.plusSeconds(1)))
                .containsExactly("certificate-expired");
        assertThat(names(files, Optional.empty(), first.minusSeconds(1)))
                .containsExactly("certificate-not-yet-valid");
        assertThat(names(files, Optional.empty(), last.minus(Duration.ofHours(1))))
                .startsWith("certificate-expires-soon");
    }

    @ParameterizedTest
    @CsvSource({
        "phone.example.com, true",
        "PHONE.example.com, true",
        "a.calls.example.com, true",
        "calls.example.com, false",
        "a.b.calls.example.com, false",
        "example.com, false"
    })
    void itIsForTheNamesThatItSays(String name, boolean fits) throws Exception {
        var files =
                TestCertificate.of(
                                "any",
                                new GeneralName(GeneralName.dNSName, "phone.example.com"),
                                new GeneralName(GeneralName.dNSName, "*.calls.example.com"))
                        .in(folder);

        assertThat(names(files, Optional.of(name), Instant.now()))
                .contains(fits ? "certificate-self-signed" : "certificate-of-another-name");
    }

    private static List<String> names(KeyFiles files, Optional<String> name, Instant now) {
        var found = new ArrayList<Finding>();
        new CertificateCheck("http.tls", files, name, () -> now)
                .look(new Report("certificate", found::add));
        return found.stream().map(Finding::name).toList();
    }
}
