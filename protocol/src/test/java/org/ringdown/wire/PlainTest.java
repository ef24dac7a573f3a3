package org.ringdown.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lets through what people write, and nothing that programs obey. */
class PlainTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "Ann", "Зоя", "علی‌رضا", "👩‍💻", "<b>", "' OR 1=1", "${x}"})
    void whatPeopleWriteStays(String text) {
        assertThat(Plain.text(text)).isSameAs(text);
        assertThat(Plain.lines(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0", "7", "A", "D", "1B", "7F", "85", "9B", "AD", "200B", "2028", "2029", "202E", "2066",
        "FEFF", "D800", "DFFF", "E0041"
    })
    void whatProgramsObeyDoesNot(String hex) {
        assertThat(Plain.text("a" + Character.toString(Integer.parseInt(hex, 16)) + "b"))
                .isEqualTo("a?b");
    }

    @Test
    void linesStayWhereThereMayBeSome() {
        assertThat(Plain.lines("a\r\n\tb\n\u001b[31m\u2028")).isEqualTo("a\r\n\tb\n?[31m?");
    }

    @Test
    void tooMuchIsCutBetweenCharacters() {
        assertThat(Plain.text("abcd", 4)).isEqualTo("abcd");
        assertThat(Plain.text("abcde", 4)).isEqualTo("abc…");
        assertThat(Plain.text("ab😀de", 4)).isEqualTo("ab…");
    }
}
