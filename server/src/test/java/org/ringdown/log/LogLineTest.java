package org.ringdown.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes one line a record, whatever the wire put into it. */
class LogLineTest {
    private final LoggerContext context = new LoggerContext();
    private final LogLine layout = new LogLine();

    @Test
    void isOneLineWithTimeLevelAndPlace() {
        assertThat(line("ready", null))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z INFO  http\\.Router  ready\n");
    }

    @ParameterizedTest
    @MethodSource
    void whatTheWirePutThereIsShownNotObeyed(String hostile, String shown) {
        assertThat(line(hostile, null)).endsWith("  " + shown + "\n");
    }

    static Stream<Arguments> whatTheWirePutThereIsShownNotObeyed() {
        return Stream.of(
                Arguments.of("a\nb", "a\\nb"),
                Arguments.of("a\r\nINFO b", "a\\r\\nINFO b"),
                Arguments.of("a\tb", "a\\tb"),
                Arguments.of((char) 0x1b + "[31m", "\\" + "u001b[31m"),
                Arguments.of("" + (char) 0, "\\" + "u0000"),
                Arguments.of("" + (char) 0x7f, "\\" + "u007f"),
                Arguments.of("" + (char) 0x85, "\\" + "u0085"),
                Arguments.of("" + (char) 0x2028, "\\" + "u2028"),
                Arguments.of("" + (char) 0x202e, "\\" + "u202e"),
                Arguments.of("" + (char) 0xd800, "\\" + "ud800"),
                Arguments.of("é€😀", "é€😀"),
                Arguments.of("${jndi:ldap://x}", "${jndi:ldap://x}"));
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(line("x".repeat(10_000), null)).contains("… (6100 more)");
        for (var text : List.of("x", "\u001b", "é", "€", "😀", "\ud800"))
            assertThat(line(text.repeat(10_000), null).getBytes(StandardCharsets.UTF_8))
                    .as(text)
                    .hasSizeLessThanOrEqualTo(4096);
    }

    @Test
    void anExceptionKeepsItsFramesAndItsMessageIsEscaped() {
        var cause = new IllegalStateException("one\n\tat evil.Frame(Evil.java:1)");
        var text = line("failed", new RuntimeException("two\r\n2026 ERROR forged", cause));

        assertThat(text.lines().toList().get(1))
                .isEqualTo("    java.lang.RuntimeException: two\\r\\n2026 ERROR forged");
        assertThat(text)
                .contains("    caused by java.lang.IllegalStateException: one\\n\\tat evil")
                .contains("LogLineTest.java");
    }

    private String line(String message, Throwable thrown) {
        var event =
                new LoggingEvent(
                        "x",
                        context.getLogger("org.ringdown.http.Router"),
                        Level.INFO,
                        "{}",
                        thrown,
                        new Object[] {message});
        return layout.doLayout(event);
    }
}
