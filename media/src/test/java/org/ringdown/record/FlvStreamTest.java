package org.ringdown.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.codec.G711;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.Tone;
import org.ringdown.media.StreamMessage;
import org.ringdown.record.FlvStream.SoundChoice;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.SoundFormat;

/** What two sides say is heard in one stream, whose timestamps have no gaps. */
class FlvStreamTest {
    private static final int RATE = CallSound.SAMPLE_RATE;
    private static final int FRAMES = 50;

    private final FlvMessages sent = new FlvMessages();
    private final List<StreamMessage> messages = sent.messages;

    @Test
    void bothSidesAreMixed() throws Exception {
        speak(new Tone(RATE, 0.3, 700), new Tone(RATE, 0.3, 1500));

        var heard = new short[FRAMES * 160];
        int at = 0;
        for (var message : messages) {
            var tag = (AudioTag.Plain) AudioTag.parse(message.body());
            assertThat(tag.format()).isEqualTo(SoundFormat.PCMA);
            at = decode(tag.data(), heard, at);
        }
        assertThat(at).isEqualTo(heard.length);
        assertThat(Goertzel.share(heard, 8000, 700)).isBetween(0.4, 0.6);
        assertThat(Goertzel.share(heard, 8000, 1500)).isBetween(0.4, 0.6);
    }

    private static int decode(ByteBuffer data, short[] to, int at) {
        int next = at;
        while (data.hasRemaining()) to[next++] = G711.A_LAW.decode(data.get());
        return next;
    }

    @Test
    void timestampsGoOnByTwentyMilliseconds() {
        speak(new Tone(RATE, 0.3, 700), new Tone(RATE, 0.3, 1500));
        for (int i = 0; i < FRAMES; i++) assertThat(messages.get(i).timestamp()).isEqualTo(20 * i);
    }

    @Test
    void whoeverIsLoudWithTheOtherIsCutOffAndNotWrapped() throws Exception {
        speak(new Tone(RATE, 0.9, 700), new Tone(RATE, 0.9, 700));
        var heard = new short[FRAMES * 160];
        int at = 0;
        for (var message : messages)
            at = decode(((AudioTag.Plain) AudioTag.parse(message.body())).data(), heard, at);
        assertThat(Goertzel.share(heard, 8000, 700)).isGreaterThan(0.8);
    }

    @Test
    void whatItConsistsOfIsSaidFirst() {
        speak(new Tone(RATE, 0.3, 700), new Tone(RATE, 0.3, 1500));
        var fields = sent.metadata.getFirst().fields();
        assertThat(fields.get("audiocodecid")).contains(AmfValue.of(7));
        assertThat(fields.get("audiosamplerate")).contains(AmfValue.of(8000));
        assertThat(fields.get("videocodecid")).isEmpty();
    }

    private void speak(Tone one, Tone other) {
        var left = new short[RATE / 50];
        var right = new short[RATE / 50];
        var both = new short[2 * left.length];
        try (var stream = FlvStream.of(SoundChoice.PCMA, sent).orElseThrow()) {
            for (int frame = 0; frame < FRAMES; frame++) {
                one.fill(left, left.length);
                other.fill(right, right.length);
                for (int i = 0; i < left.length; i++) {
                    both[2 * i] = left[i];
                    both[2 * i + 1] = right[i];
                }
                stream.write(both);
            }
        }
    }
}
