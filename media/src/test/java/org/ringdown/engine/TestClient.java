package org.ringdown.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.SoundDecoder;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.codec.Tone;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.MediaEngine;
import org.ringdown.media.StreamListener;
import org.ringdown.media.StreamMedia;
import org.ringdown.media.StreamMessage;
import org.ringdown.worker.VirtualLoop;

/** A client of messages: it sings a tone in messages as long as it likes, and takes what there is whenever it is woken. */
final class TestClient implements StreamListener {
    private final VirtualLoop loop;
    private final StreamMedia media;
    private final List<String> news = new ArrayList<>();
    private final List<StreamMessage> messages = new ArrayList<>();
    private boolean slow;

    TestClient(MediaEngine engine, int worker, VirtualLoop loop, Codec... plays) {
        this.loop = loop;
        this.media = engine.openStream(worker, "client", Filler.COMFORT_NOISE, this);
        media.plays(List.of(plays), List.of());
    }

    /** One that is heard in another's place, and plays nothing. */
    TestClient(StreamMedia voice, VirtualLoop loop) {
        this.loop = loop;
        this.media = voice;
    }

    StreamMedia media() {
        return media;
    }

    List<String> news() {
        return news;
    }

    List<StreamMessage> messages() {
        return messages;
    }

    /** Takes nothing any more. */
    void stopReading() {
        slow = true;
    }

    void readOn() {
        slow = false;
        readAll();
    }

    @Override
    public void connected() {
        news.add("connected");
    }

    @Override
    public void keyframeWanted() {
        news.add("keyframe wanted");
    }

    @Override
    public void waiting() {
        news.add("waiting");
        if (!slow) loop.execute(this::readAll);
    }

    private void readAll() {
        for (var next = media.take(); next.isPresent(); next = media.take())
            messages.add(next.get());
    }

    /** Sings in G.711, in messages of so many bytes, one whenever it is whole; each stamped with when its first sample was made. */
    void sing(double frequency, Codec codec, int bytes, Duration length) {
        var encoder = SoundEncoder.of(codec).orElseThrow();
        var tone = new Tone(encoder.sampleRate(), 0.5, frequency);
        var samples = new short[bytes];
        int head = codec.equals(Codec.PCMA) ? 0x72 : 0x82;
        for (long sung = 0; sung + bytes <= length.toMillis() * 8; sung += bytes) {
            loop.pass(Duration.ofNanos(bytes * 125_000L));
            tone.fill(samples, bytes);
            var body = ByteBuffer.allocate(1 + bytes).put((byte) head);
            encoder.encode(samples, bytes, body);
            media.sound((int) (sung / 8), body.flip());
        }
    }

    /** The share of a tone in the last {@code count} messages of G.711. */
    double share(double frequency, Codec codec, int count) {
        var decoder = SoundDecoder.of(codec).orElseThrow();
        var last = messages.subList(Math.max(0, messages.size() - count), messages.size());
        var samples = new short[last.size() * 160];
        var decoded = new short[160];
        int at = 0;
        for (var message : last) {
            int length = decoder.decode(message.body().duplicate().position(1), decoded);
            System.arraycopy(decoded, 0, samples, at, length);
            at += length;
        }
        return Goertzel.share(samples, 0, at, 8000, frequency);
    }
}
