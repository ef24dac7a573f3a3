package org.ringdown.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of measurements: medians, ratios within a round, how many calls are borne, and the page of the documents. */
class SoundReportTest {
    private static final SoundPlan PLAN =
            new SoundPlan(List.of(50, 100), Duration.ofSeconds(5), 3, List.of("relay"), 2000);

    /** The machine is busy in the second round: both take twice as much. */
    private static final SoundReport REPORT =
            SoundReport.now(
                    PLAN,
                    List.of(
                            new SetUp("Ringdown", 200_000, 28, 9.5, 2000),
                            new SetUp("relay", 3_000, 0.1, 0.1, 2000)),
                    List.of(
                            measured("Ringdown", 50, 0, 20, 0, 1),
                            measured("relay", 50, 0, 10, 0, 1),
                            measured("Ringdown", 50, 1, 40, 0, 3),
                            measured("relay", 50, 1, 20, 0, 1),
                            measured("Ringdown", 50, 2, 21, 0.5, 2),
                            measured("relay", 50, 2, 10, 0, 1),
                            measured("Ringdown", 100, 0, 15, 0.002, 1),
                            measured("relay", 100, 0, 5, 0, 25)));

    private static Measured measured(
            String subject, int calls, int round, double micros, double loss, double p99) {
        return new Measured(
                subject, calls, round, 10, 50, 1000, micros, 0.5, 0.3, loss, 0, 0.5, p99, 2 * p99);
    }

    @Test
    void ratiosAreOfTheSameRound() {
        var ours = REPORT.lines().get(0);
        var theirs = REPORT.lines().get(1);

        assertThat(ours.micros()).isEqualTo(21);
        assertThat(ours.ratio()).isEmpty();
        assertThat(theirs.micros()).isEqualTo(10);
        assertThat(theirs.ratio()).contains(new Line.Range(2, 2, 2.1));
    }

    @Test
    void losingOrBeingLateIsNotBorne() {
        assertThat(REPORT.knee("Ringdown")).isEqualTo(50); // loses two of a thousand with 100
        assertThat(REPORT.knee("relay")).isEqualTo(50); // is 25 ms late with 100
        assertThat(REPORT.knee("nobody")).isZero();
    }

    @Test
    void isWrittenAndRead(@TempDir Path folder) throws Exception {
        var json = folder.resolve("sound.json");
        REPORT.write(json);

        assertThat(SoundReport.read(json)).isEqualTo(REPORT);
    }

    @Test
    void figuresAndPicturesGoIntoTheDocuments(@TempDir Path docs) throws Exception {
        var page = docs.resolve("performance.md");
        Files.writeString(
                page,
                """
                before
                <!-- begin: ./ringdown bench sound --docs -->
                old
                <!-- end: ./ringdown bench sound --docs -->
                after
                """);
        new SoundDocs(REPORT).write(docs);

        assertThat(Files.readString(page))
                .startsWith("before\n<!-- begin")
                .endsWith("--docs -->\nafter\n")
                .doesNotContain("old")
                .contains(
                        "| 50 | relay | 10.0 | 2.00 (2.00-2.10) | 0.000 % |",
                        "| Ringdown | 50 calls | 28.0 ms | 9.5 ms | 195 MB |", "(sound-cost.svg)");
        var cost = Files.readString(docs.resolve("sound-cost.svg"));
        assertThat(cost.split("stroke:rgb\\(31,143,255\\)")).as("a line").hasSizeGreaterThan(2);
        assertThat(cost.split("stroke:rgb\\(224,112,26\\)")).as("another").hasSizeGreaterThan(2);
        assertThat(docs.resolve("sound-delay.svg")).isNotEmptyFile();
    }

    @Test
    void aPageWithoutAPlaceForThemSaysWhatToDo() {
        assertThatThrownBy(() -> new SoundDocs(REPORT).replaced("nothing"))
                .hasMessageContaining("put these two lines where they shall stand");
    }
}
