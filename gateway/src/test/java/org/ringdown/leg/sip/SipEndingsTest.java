package org.ringdown.leg.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;

/** The statuses and reasons of the code are those of docs/endings.md, row by row. */
class SipEndingsTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "endings.md");
    private static final Pattern STATUS = Pattern.compile("\\b[3-6]\\d\\d\\b");
    private static final Pattern WORD = Pattern.compile("`([a-z-]+)`");

    @TestFactory
    Stream<DynamicTest> whatAFarEndSays() throws IOException {
        return rows("| received | reason |").stream()
                .flatMap(row ->
                        STATUS.matcher(row.getFirst())
                                .results()
                                .map(found -> Integer.parseInt(found.group()))
                                .map(status ->
                                        DynamicTest.dynamicTest(
                                                status + " is " + row.getLast(),
                                                () ->
                                                        assertThat(SipEndings.reason(status))
                                                                .isEqualTo(
                                                                        reason(row.getLast())))));
    }

    @TestFactory
    Stream<DynamicTest> whatACallerIsTold() throws IOException {
        return rows("| reason | sent |").stream()
                .map(row ->
                        DynamicTest.dynamicTest(
                                row.getFirst(),
                                () -> {
                                    var told =
                                            SipEndings.status(
                                                    Ending.of(reason(row.getFirst()), By.SYSTEM));
                                    assertThat(told.code() + " " + told.reason())
                                            .isEqualTo(row.getLast());
                                }));
    }

    @Test
    void theTablesAreThere() throws IOException {
        assertThat(rows("| received | reason |")).hasSizeGreaterThan(8);
        assertThat(rows("| reason | sent |")).hasSizeGreaterThan(8);
    }

    @Test
    void otherRefusalsAreErrorsAndOtherFailuresMeanUnavailable() {
        assertThat(SipEndings.reason(499)).isEqualTo(EndReason.ERROR);
        assertThat(SipEndings.reason(599)).isEqualTo(EndReason.UNAVAILABLE);
        assertThat(SipEndings.reason(699)).isEqualTo(EndReason.ERROR);
    }

    private static EndReason reason(String cell) {
        var word = WORD.matcher(cell);
        assertThat(word.find()).isTrue();
        return EndReason.valueOf(word.group(1).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static List<List<String>> rows(String head) throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).toList())
                .toList();
    }
}
