package org.ringdown.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.live.LiveStreams.Outcome;
import org.ringdown.record.FlvStream.SoundChoice;

/** How many streams there may be, and what is told of one that cannot be. */
class LiveLimitsTest extends StreamedToUs {
    private static final int PER_CALL = 4;
    private static final int AT_A_TIME = 50;
    private static final LiveUrl URL =
            LiveUrl.parse("rtmp://live.example.com/live/key").orElseThrow();

    private LiveStreams by(LiveDestinations.Names names) {
        return new LiveStreams(
                new LiveDestinations(List.of()),
                new LiveStreams.Around(
                        house, names, around.clock(), around.timers(), around.random()));
    }

    /** Streams wait for a name that is not known, and count. */
    private LiveStreams waiting() {
        return by(host -> {
            throw new UnknownHostException(host);
        });
    }

    private static Outcome begin(LiveStreams in, String call) {
        return in.begin(call, URL, SoundChoice.PCMA);
    }

    @Test
    void aCallHasFour() {
        try (var all = waiting()) {
            for (int i = 0; i < PER_CALL; i++)
                assertThat(begin(all, "c1")).isInstanceOf(Outcome.Begun.class);
            assertThat(begin(all, "c1")).isInstanceOf(Outcome.TooMany.class);
            assertThat(begin(all, "c2")).isInstanceOf(Outcome.Begun.class);
        }
    }

    @Test
    void allCallsTogetherHaveFifty() {
        try (var all = waiting()) {
            for (int i = 0; i < AT_A_TIME; i++)
                assertThat(begin(all, "c" + i / PER_CALL)).isInstanceOf(Outcome.Begun.class);
            assertThat(begin(all, "another")).isInstanceOf(Outcome.TooMany.class);
        }
    }

    @Test
    void anErrorOfOursIsToldInWordsAndNothingTriedAgain() throws Exception {
        try (var all =
                by(_ -> {
                    throw new IllegalStateException("boom");
                })) {
            var stream = ((Outcome.Begun) begin(all, CALL)).stream();
            house.left.take();
            assertThat(awaitReason(stream))
                    .isEqualTo("an error in this gateway; its log describes it");
            assertThat(stream.seen().state()).isEqualTo(LiveStream.State.FAILED);
            assertThat(all.of(CALL)).containsExactly(stream);
        }
    }

    private static String awaitReason(LiveStream stream) {
        while (stream.seen().reason().isEmpty()) Thread.onSpinWait();
        return stream.seen().reason().get();
    }
}
