package org.ringdown.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallRecord;
import org.ringdown.call.CallRecords;
import org.ringdown.call.CallRoute;
import org.ringdown.call.CallSetup;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Opinion;
import org.ringdown.call.Party;
import org.ringdown.media.MediaNote;
import org.ringdown.media.MediaWatch;
import org.ringdown.media.Quality;

/** What is counted, and under which names it is read. */
class MetricsTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    private final Metrics metrics = new Metrics("1.2.3");

    @Test
    void callsAreCountedByWhereTheyWentAndWhyTheyEnded() throws IOException {
        var kept = new java.util.ArrayList<String>();
        CallRecords records = metrics.watch((CallRecords) call -> kept.add(call.id()));
        records.ended(call("1", EndReason.HANGUP, Optional.of(NOON.plusSeconds(4))));
        records.ended(call("2", EndReason.HANGUP, Optional.of(NOON.plusSeconds(1))));
        records.ended(call("3", EndReason.BUSY, Optional.empty()));

        assertThat(read())
                .contains(
                        "ringdown_calls_total{answered=\"true\",from=\"page\",result=\"hangup\",to=\"trunk\",trunk=\"pbx\"} 2",
                        "ringdown_calls_total{answered=\"false\",from=\"page\",result=\"busy\",to=\"trunk\",trunk=\"pbx\"} 1",
                        "ringdown_call_answer_seconds_bucket{le=\"1.0\"} 1",
                        "ringdown_call_answer_seconds_sum 5",
                        "ringdown_call_duration_seconds_count 2");
        assertThat(kept).containsExactly("1", "2", "3");
    }

    @Test
    void whatUsersSayOfTheirCallsIsCountedAndPassedOn() throws IOException {
        var said = new java.util.ArrayList<Opinion>();
        var records =
                metrics.watch(
                        new CallRecords() {
                            @Override
                            public void ended(CallRecord call) {}

                            @Override
                            public void rated(Opinion opinion) {
                                said.add(opinion);
                            }
                        });
        var bad = new Opinion("1", "alice", NOON, 2, Optional.of("echo"));
        records.rated(bad);

        assertThat(read()).contains("ringdown_call_opinions_total{score=\"2\"} 1");
        assertThat(said).containsExactly(bad);
    }

    @Test
    void aClockThatWasSetBackBreaksNothing() throws IOException {
        metrics.watch((CallRecords) _ -> {})
                .ended(call("1", EndReason.HANGUP, Optional.of(NOON.minusSeconds(60))));
        assertThat(read()).contains("ringdown_call_answer_seconds_sum 0");
    }

    @Test
    void theSoundOfALegIsToldWhenItEnds() throws IOException {
        var far = new Quality.Far(0, 0, OptionalLong.of(40_000_000));
        close(new MediaNote.Closed(990, 1000, 10, new Quality(4_000_000, Optional.of(far))));

        assertThat(read())
                .contains(
                        "ringdown_rtp_packets_lost_total 10",
                        "ringdown_leg_jitter_seconds_sum 0.004",
                        "ringdown_leg_round_trip_seconds_sum 0.04",
                        "ringdown_leg_mos_count 1",
                        "ringdown_one_way_legs_total 0");
    }

    @Test
    void aLegThatWasSpokenToAndNeverHeardIsOneWay() throws IOException {
        close(new MediaNote.Closed(0, 500, 0, Quality.UNKNOWN));
        close(new MediaNote.Closed(0, 3, 0, Quality.UNKNOWN)); // it had no time to
        assertThat(read()).contains("ringdown_one_way_legs_total 1", "ringdown_leg_mos_count 0");
    }

    @Test
    void whatTheNodeHasIsToldAtTheMomentOfAsking() throws IOException {
        metrics.follow(new Quiet());
        assertThat(read())
                .contains(
                        "ringdown_calls_active 3",
                        "ringdown_trunk_up{trunk=\"pbx\"} 1",
                        "ringdown_trunk_up{trunk=\"spare\"} 0",
                        "ringdown_rtp_packets_repaired_total 7",
                        "ringdown_rtp_packets_total{direction=\"in\"} 100",
                        "ringdown_media_oddities_total{what=\"late\"} 7");
    }

    private void close(MediaNote.Closed leg) {
        metrics.watch(MediaWatch.NOBODY).noted("leg", 20000, leg);
    }

    private List<String> read() throws IOException {
        var page = metrics.read("");
        return new String(page.body(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("\\.0$", ""))
                .toList();
    }

    private static CallRecord call(String id, EndReason reason, Optional<Instant> answered) {
        return new CallRecord(
                id,
                "100",
                Party.ANONYMOUS,
                "page",
                answered.map(_ -> Party.ANONYMOUS),
                answered.map(_ -> "sip"),
                NOON,
                answered,
                NOON.plusSeconds(10),
                Ending.of(reason, Ending.By.CALLER),
                List.of(),
                new CallSetup(
                        Optional.of("alice"),
                        false,
                        CallRoute.to("trunk").over(List.of("pbx", "spare"))),
                List.of());
    }

    private static final class Quiet implements Node {
        @Override
        public int calls() {
            return 3;
        }

        @Override
        public int pages() {
            return 2;
        }

        @Override
        public int legs() {
            return 6;
        }

        @Override
        public int linesRegistered() {
            return 1;
        }

        @Override
        public Map<String, Boolean> trunks() {
            return Map.of("pbx", true, "spare", false);
        }

        @Override
        public long packetsHeard() {
            return 100;
        }

        @Override
        public long packetsRepaired() {
            return 7;
        }

        @Override
        public long packetsSpoken() {
            return 90;
        }

        @Override
        public Map<String, Long> oddities() {
            return Map.of("late", 7L);
        }

        @Override
        public long mistakes() {
            return 0;
        }
    }
}
