package org.ringdown.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ringdown.live.LiveStreams.Outcome;
import org.ringdown.record.FlvStream.SoundChoice;

/** A call is sent to a server that comes and goes. Real sockets, and a server's session of ours. */
class LiveStreamsTest extends StreamedToUs {
    @Test
    void soundGoesOnByTwentyMillisecondsUnderTheName() throws Exception {
        var stream = begin();
        try (var ingest = accept(false)) {
            assertThat(ingest.reads(50)).isTrue();
            assertThat(ingest.names).containsExactly("key?t=1");
            for (int i = 0; i < 50; i++) assertThat(ingest.sounds.get(i)).isEqualTo(20 * i);
            assertThat(stream.seen().state()).isEqualTo(LiveStream.State.LIVE);
        }
    }

    @Test
    void aServerThatWentIsConnectedToAnewAndTheCallTappedAnew() throws Exception {
        var stream = begin();
        try (var first = accept(false)) {
            assertThat(first.reads(5)).isTrue();
        }
        var tape = house.listeners.take();
        assertThat(house.left.take()).isSameAs(tape);
        try (var second = accept(false)) {
            assertThat(second.reads(5)).isTrue();
            assertThat(second.sounds.getFirst()).isZero();
            assertThat(house.listeners.take()).isNotSameAs(tape);
            assertThat(stream.seen().state()).isEqualTo(LiveStream.State.LIVE);
        }
    }

    @Test
    void aServerThatRefusesIsTriedAgainAndTheReasonTold() throws Exception {
        var stream = begin();
        try (var ingest = accept(true)) {
            assertThat(ingest.reads(1)).isFalse();
        }
        try (var again = accept(false)) {
            assertThat(stream.seen().reason().orElseThrow()).contains("refuses the stream");
            assertThat(again.reads(1)).isTrue();
        }
    }

    @Test
    void theEndOfTheCallIsTheEndOfTheStream() throws Exception {
        begin();
        try (var ingest = accept(false)) {
            assertThat(ingest.reads(5)).isTrue();
            house.listeners.take().end();
            assertThat(ingest.reads(Integer.MAX_VALUE)).isFalse();
        }
    }

    @Test
    void itIsEndedWhereNobodyWantsItAnyMore() throws Exception {
        var stream = begin();
        try (var ingest = accept(false)) {
            assertThat(ingest.reads(5)).isTrue();
            assertThat(streams.end("other", stream.id())).isFalse();
            assertThat(streams.end(CALL, stream.id())).isTrue();
            assertThat(ingest.reads(Integer.MAX_VALUE)).isFalse();
        }
    }

    @Test
    void aCallThatHasEndedIsNotStreamed() {
        house.open = false;
        var url = LiveUrl.parse("rtmp://127.0.0.1:1/live/key").orElseThrow();
        assertThat(streams.begin(CALL, url, SoundChoice.PCMA))
                .isInstanceOf(Outcome.NoSuchCall.class);
    }
}
