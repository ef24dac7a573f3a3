package org.ringdown.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.codec.Tone;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;

/** What two sides say goes into a file, each in its channel, both on one clock, whatever becomes of their legs. */
class CallSoundTest {
    private static final long FRAME = 20_000_000;
    private static final int RATE = CallSound.SAMPLE_RATE;

    // Close to where a real clock wraps, so that every comparison meets it.
    private static final long BEGIN = Long.MAX_VALUE - 50 * FRAME;

    private final Kept stereo = new Kept();
    private final CallSound sound = new CallSound(List.of(stereo), new Random(3), BEGIN);
    private long now = BEGIN;

    private static final class Kept implements SoundFile {
        final List<short[]> frames = new ArrayList<>();
        boolean closed;

        @Override
        public void write(short[] samples) {
            frames.add(samples.clone());
        }

        @Override
        public void close() {
            closed = true;
        }

        /** How much of a channel is a tone, from one frame to another. */
        double share(int channel, int channels, int from, int to, double frequency) {
            int size = frames.getFirst().length / channels;
            var samples = new short[(to - from) * size];
            for (int i = 0; i < samples.length; i++)
                samples[i] = frames.get(from + i / size)[i % size * channels + channel];
            return Goertzel.share(samples, RATE, frequency);
        }
    }

    /** A leg whose far end says a tone. */
    private static final class Speaker {
        final TapRing ring = new TapRing();
        final List<Format> formats;
        private final SoundEncoder encoder;
        private final Tone tone;
        private final short[] samples = new short[RATE / 50];
        private final ByteBuffer buffer = ByteBuffer.allocate(1500);
        private final RtpPacket packet = new RtpPacket();
        private int sequence;

        Speaker(int payloadType, Codec codec, double frequency) {
            formats = List.of(new Format(payloadType, codec));
            encoder = SoundEncoder.taking(codec, RATE).orElseThrow();
            tone = new Tone(RATE, 0.3, frequency);
        }

        void speak(long now) {
            var format = formats.getFirst();
            tone.fill(samples, samples.length);
            int at =
                    RtpWriter.header(
                            buffer.clear(),
                            0,
                            format.payloadType(),
                            false,
                            sequence,
                            sequence++ * format.codec().clockRate() / 50,
                            7);
            encoder.encode(samples, samples.length, buffer.position(at));
            int length = buffer.position();
            packet.wrap(buffer.limit(length), 0, length);
            ring.heard(formats, packet, now);
        }
    }

    private void talk(int frames, Speaker... speakers) throws IOException {
        for (int i = 0; i < frames; i++) {
            now += FRAME;
            for (var speaker : speakers) speaker.speak(now);
            if (i % 10 == 9) sound.writeUntil(now);
        }
        sound.writeUntil(now);
    }

    @Test
    void eachSideIsInItsChannel() throws IOException {
        var caller = new Speaker(8, Codec.PCMA, 400);
        var callee = new Speaker(111, Codec.OPUS, 1500);
        sound.caller(caller.ring);
        sound.callee(callee.ring);
        talk(150, caller, callee);
        sound.close();

        assertThat(stereo.closed).isTrue();
        assertThat(stereo.frames).hasSize(150);
        assertThat(stereo.share(0, 2, 50, 150, 400)).isGreaterThan(0.95);
        assertThat(stereo.share(1, 2, 50, 150, 1500)).isGreaterThan(0.95);
        assertThat(stereo.share(0, 2, 50, 150, 1500)).isLessThan(0.001);
        assertThat(stereo.share(1, 2, 50, 150, 400)).isLessThan(0.001);
        assertThat(sound.lost()).isZero();
    }

    @Test
    void eachSideMayHaveAFileOfItsOwn() throws IOException {
        var left = new Kept();
        var right = new Kept();
        try (var apart = new CallSound(List.of(left, right), new Random(3), BEGIN)) {
            var caller = new Speaker(0, Codec.PCMU, 700);
            apart.caller(caller.ring);
            for (int i = 0; i < 100; i++) caller.speak(now += FRAME);
            apart.writeUntil(now);
        }
        assertThat(left.share(0, 1, 50, 100, 700)).isGreaterThan(0.95);
        assertThat(right.frames).hasSize(100).allMatch(frame -> frame[0] == 0 && frame[319] == 0);
        assertThat(left.closed && right.closed).isTrue();
    }

    /** Another page, another codec, another meaning of the same payload type; and a while with nobody. */
    @Test
    void theSoundGoesOnWithWhoeverSpeaksForASide() throws IOException {
        var first = new Speaker(96, Codec.OPUS, 400);
        var second = new Speaker(96, Codec.G722, 900);
        sound.caller(first.ring);
        talk(100, first);
        talk(50);
        sound.caller(second.ring);
        talk(100, second);

        assertThat(stereo.frames).hasSize(250);
        assertThat(stereo.share(0, 2, 40, 95, 400)).isGreaterThan(0.95);
        assertThat(stereo.frames.get(148)).containsOnly(0);
        assertThat(stereo.share(0, 2, 190, 250, 900)).isGreaterThan(0.95);
    }

    /** A disk that pauses for longer than a ring holds costs sound in the file, and is counted; the worker notices nothing. */
    @Test
    void aFullRingMarksAGap() throws IOException {
        var caller = new Speaker(8, Codec.PCMA, 400);
        sound.caller(caller.ring);
        for (int i = 0; i < 300; i++) caller.speak(now += FRAME);
        sound.writeUntil(now);
        assertThat(sound.lost()).isEqualTo(300 - 256);
        talk(100, caller);

        assertThat(sound.lost()).isEqualTo(300 - 256);
        assertThat(stereo.frames).hasSize(400);
        assertThat(stereo.share(0, 2, 100, 250, 400)).isGreaterThan(0.95);
        assertThat(stereo.share(0, 2, 340, 400, 400)).isGreaterThan(0.95);
    }

    @Test
    void aTapLeavesNoGarbage() throws IOException {
        var caller = new Speaker(8, Codec.PCMA, 400);
        sound.caller(caller.ring);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        talk(5000, caller);
        long garbage = 0;
        for (int i = 0; i < 5000; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            caller.speak(now += FRAME);
            garbage += threads.getCurrentThreadAllocatedBytes() - before;
            if (i % 100 == 99) sound.writeUntil(now);
        }
        assertThat(garbage).isZero();
    }
}
