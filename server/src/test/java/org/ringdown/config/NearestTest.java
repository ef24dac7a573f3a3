package org.ringdown.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guesses what was meant, and does not guess where nothing is near. */
class NearestTest {
    @ParameterizedTest
    @CsvSource({"prot, port", "hots, host", "orgins, origins", "behindproxy, behind-proxy"})
    void findsTheKeyThatWasMeant(String written, String meant) {
        assertThat(Nearest.to(written, List.of("host", "port", "tls", "behind-proxy", "origins")))
                .contains(meant);
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(Nearest.to("colour", List.of("host", "port"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "a, '', 1", "ab, ba, 1", "kitten, sitting, 3", "abc, abc, 0"})
    void countsEdits(String a, String b, int edits) {
        assertThat(Nearest.distance(a, b)).isEqualTo(edits);
    }
}
