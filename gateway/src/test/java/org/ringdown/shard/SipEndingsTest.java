package org.ringdown.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.sip.Body;
import org.ringdown.sip.Headers;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/** The statuses and reasons of the code are those of docs/endings.md, row by row. */
class SipEndingsTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "endings.md");
    private static final Pattern STATUS = Pattern.compile("\\b[3-6]\\d\\d\\b");
    private static final Pattern WORD = Pattern.compile("`([a-z-]+)`");

    @Test
    void whatALimitOrTheOperatorEndsIsSaidInWords() {
        var limit = Ending.of(EndReason.LIMIT_REACHED, By.SYSTEM, 503, "Say \"no\\more\"\u00e4");
        assertThat(SipEndings.reasonHeader(limit))
                .isEqualTo("SIP;cause=503;text=\"Say ?no?more??\"");
        var refusal = new SipResponse(503, "Service Unavailable", Headers.NONE, Body.EMPTY);
        assertThat(SipEndings.explained(refusal, limit).headers().all("Warning"))
                .containsExactly("399 ringdown \"Say ?no?more??\"");
        var peers = Ending.of(EndReason.FORBIDDEN, By.CALLEE, 403, "not you");
        assertThat(SipEndings.reasonHeader(peers)).doesNotContain("not you");
        assertThat(SipEndings.explained(refusal, peers).headers().all("Warning")).isEmpty();
    }

    @Test
    void whatOfOursIsGoneIsSaidInWords() {
        var stream = Ending.of(EndReason.NETWORK_LOST, By.SYSTEM, 503, "the stream is gone");
        assertThat(SipEndings.reasonHeader(stream))
                .isEqualTo("Q.850;cause=41;text=\"the stream is gone\"");
        var network = Ending.of(EndReason.NETWORK_LOST, By.SYSTEM);
        assertThat(SipEndings.reasonHeader(network))
                .isEqualTo("Q.850;cause=41;text=\"Temporary failure\"");
        var peers = Ending.of(EndReason.NETWORK_LOST, By.CALLEE, 503, "no words of ours");
        assertThat(SipEndings.reasonHeader(peers)).doesNotContain("words");
    }

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

    /** RFC 3398 §7.2.4.1: a gateway to the telephone network says more by its cause than by its status. */
    @ParameterizedTest
    @CsvSource({
        "480, 17, BUSY", "503, 1, NOT_FOUND", "500, 28, NOT_FOUND", "480, 19, NO_ANSWER",
                "503, 21, DECLINED",
        "503, 34, UNAVAILABLE", "486, 19, BUSY", "404, 17, NOT_FOUND", "500, 88, CODEC_MISMATCH",
                "480, 55, FORBIDDEN"
    })
    void aVagueStatusIsReadByItsCause(int status, int cause, EndReason reason) {
        assertThat(SipEndings.reason(status, OptionalInt.of(cause))).isEqualTo(reason);
    }

    @Test
    void aRefusalPassesTheCauseOnThatItWasGiven() {
        var busy = Ending.of(EndReason.BUSY, Ending.By.CALLEE).withQ850(OptionalInt.of(17));
        var refusal = new SipResponse(486, "Busy Here", Headers.NONE, Body.EMPTY);
        assertThat(SipEndings.explained(refusal, busy).headers().first("Reason"))
                .contains("Q.850;cause=17");
    }

    @Test
    void aCancelBecauseSomebodyElseAnsweredIsNoMissedCall() {
        assertThat(SipEndings.elsewhere(cancel("SIP;cause=200;text=\"Call completed elsewhere\"")))
                .isTrue();
        assertThat(SipEndings.elsewhere(cancel("SIP ;text=\"x\"; cause=200"))).isTrue();
        assertThat(SipEndings.elsewhere(cancel("SIP;cause=487"))).isFalse();
        assertThat(SipEndings.elsewhere(cancel("Q.850;cause=200"))).isFalse();
    }

    private static SipRequest cancel(String reason) {
        var cancel = Requests.request("CANCEL", 1, "<sip:a@192.0.2.1>;tag=1", "<sip:b@192.0.2.2>");
        return cancel.withHeaders(cancel.headers().with("Reason", reason));
    }
}
