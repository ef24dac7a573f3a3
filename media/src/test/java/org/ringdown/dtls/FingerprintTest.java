package org.ringdown.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
    private static final byte[] CERTIFICATE =
            Identity.create(new SecureRandom(), Instant.EPOCH).certificate();

    @ParameterizedTest
    @ValueSource(strings = {"sha-256", "sha-384", "sha-512"})
    void readsWhatItWrites(String algorithm) {
        var written = Fingerprint.of(algorithm, CERTIFICATE).toString();

        assertThat(written).matches(algorithm + " ([0-9A-F]{2}:)+[0-9A-F]{2}");
        assertThat(Fingerprint.parse(written).orElseThrow().matches(CERTIFICATE)).isTrue();
        assertThat(
                        Fingerprint.parse(written.toLowerCase().replace("sha", "SHA"))
                                .orElseThrow()
                                .matches(CERTIFICATE))
                .isTrue();
    }

    @Test
    void isNotThatOfAnotherCertificate() {
        var other = Identity.create(new SecureRandom(), Instant.EPOCH).certificate();

        assertThat(Fingerprint.of("sha-256", CERTIFICATE).matches(other)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha-256",
                "sha-256 AB",
                "sha-256 AB:C",
                "sha-256 AB CD",
                "sha-1 AB:CD",
                "md5 AB:CD",
                "sha-256 AB:XY"
            })
    void believesNothingElse(String text) {
        assertThat(Fingerprint.parse(text).filter(fingerprint -> fingerprint.matches(CERTIFICATE)))
                .isEmpty();
    }
}
