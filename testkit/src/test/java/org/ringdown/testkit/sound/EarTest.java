package org.ringdown.testkit.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** An ear hears who speaks, counts what is missing, and lets no break of a stream pass. */
class EarTest {
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();
    private final Ear ear = new Ear(() -> now);
    private final Voice voice = new Voice(new SplittableRandom(1), 8, 8000);

    @Test
    void hearsAnUnbrokenVoice() {
        hear(1000);
        assertThat(ear.heard(voice)).isEqualTo(1000);
        assertThat(ear.breaks() + ear.missing() + ear.fillers()).isZero();
        assertThat(ear.longestSilence()).isEqualTo(Voice.PACKET);
    }

    @Test
    void aMissingPacketIsABreak() {
        hear(10);
        voice.next(0);
        pass();
        hear(10);
        assertThat(ear.missing()).isEqualTo(1);
        assertThat(ear.breaks()).isEqualTo(1);
    }

    @Test
    void aPacketTwiceIsABreak() {
        var packet = voice.next(0);
        ear.hear(packet);
        ear.hear(packet);
        assertThat(ear.breaks()).isEqualTo(1);
    }

    @Test
    void anotherSsrcIsABreak() {
        hear(1);
        var other = voice.next(0).putInt(8, voice.ssrc() + 1);
        pass();
        ear.hear(other);
        assertThat(ear.breaks()).isEqualTo(1);
    }

    @Test
    void aTimestampOffTheClockIsABreak() {
        hear(10);
        now += Duration.ofSeconds(1).toNanos();
        hear(1);
        assertThat(ear.breaks()).isEqualTo(1);
    }

    /** What a stream does whose source was away and came back. */
    @Test
    void silenceIsNoBreakAsLongAsTheTimestampKnowsOfIt() {
        hear(10);
        now += Duration.ofSeconds(1).toNanos();
        var packet = voice.next(0);
        packet.putInt(4, packet.getInt(4) + 8000);
        ear.hear(packet);
        assertThat(ear.breaks()).isZero();
        assertThat(ear.longestSilence()).isEqualTo(Duration.ofMillis(1020));
    }

    @Test
    void noiseIsNobodysVoice() {
        var noise = ByteBuffer.allocate(172).put(0, (byte) 0x80).put(1, (byte) 8);
        ear.hear(noise);
        assertThat(ear.packets()).isEqualTo(1);
        assertThat(ear.fillers()).isEqualTo(1);
        assertThat(ear.heard(voice)).isZero();
    }

    @Test
    void reportsAreNoSound() {
        assertThat(Ear.isRtp(voice.next(0))).isTrue();
        assertThat(Ear.isRtp(ByteBuffer.wrap(new byte[] {(byte) 0x80, (byte) 200}))).isFalse();
    }

    private void hear(int packets) {
        for (int i = 0; i < packets; i++) {
            ear.hear(voice.next(0));
            pass();
        }
    }

    private void pass() {
        now += Voice.PACKET.toNanos();
    }
}
