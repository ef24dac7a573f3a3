package org.ringdown.stream;

import java.nio.ByteBuffer;
import org.ringdown.media.Codec;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.flv.MediaClock;
import org.ringdown.rtp.RtpClock;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Counted;

/** Sound of a client, on its way from messages to packets. On a thread of the edge. */
public final class IncomingSound {
    private static final FrameCutter NOTHING =
            new FrameCutter() {
                @Override
                public Codec codec() {
                    return NO_CODEC;
                }

                @Override
                public void cut(ByteBuffer data, Frames out) {}
            };

    private final StreamInlet inlet;
    private final SenderClock.Told captures;
    private final MediaClock messages = new MediaClock();
    private final AacFrames aac = new AacFrames();
    private final LinearSound linear = new LinearSound();
    private FrameCutter cutter = NOTHING;
    private FrameClock clock = new FrameClock(FrameCutter.NO_CODEC);
    private final Pacer pacer = new Pacer();
    private long cameAt;

    public IncomingSound(StreamInlet inlet, SenderClock sender) {
        this.inlet = inlet;
        this.captures = new SenderClock.Told(sender, inlet::captured);
    }

    /** @param now when it came */
    public void accept(int timestamp, ByteBuffer body, long now) {
        try {
            take(timestamp, AudioTag.parse(body), now);
        } catch (MalformedException _) {
            inlet.count(Counted.MALFORMED);
        }
        inlet.flush();
    }

    private void take(int timestamp, AudioTag tag, long now) throws MalformedException {
        switch (tag) {
            case AudioTag.Plain plain -> plain(timestamp, plain, now);
            case AudioTag.AacStart(var start) -> aac.configure(start);
            case AudioTag.Start(var kind, var start) when kind.equals(FourCc.AAC) ->
                    aac.configure(start);
            case AudioTag.Aac(var frame) -> aac(timestamp, frame, now);
            case AudioTag.Frames(var kind, var frame) when kind.equals(FourCc.AAC) ->
                    aac(timestamp, frame, now);
            case AudioTag.Frames(var kind, var data) when kind.equals(FourCc.OPUS) ->
                    cut(timestamp, Codec.OPUS, data, now);
            case AudioTag.Silence(), AudioTag.Start _, AudioTag.End _, AudioTag.Channels _ -> {}
            default -> inlet.count(Counted.NOT_UNDERSTOOD);
        }
    }

    private void plain(int timestamp, AudioTag.Plain tag, long now) {
        var data = tag.data();
        switch (tag.format()) {
            case PCMA -> cut(timestamp, Codec.PCMA, data, now);
            case PCMU -> cut(timestamp, Codec.PCMU, data, now);
            case SPEEX -> cut(timestamp, Codec.SPEEX_WIDE, data, now);
            case NELLYMOSER_8K -> cut(timestamp, Codec.nellymoser(8000), data, now);
            case NELLYMOSER_16K -> cut(timestamp, Codec.nellymoser(16_000), data, now);
            case NELLYMOSER -> cut(timestamp, Codec.nellymoser(hertz(tag.rate())), data, now);
            case LPCM, LPCM_OF_THE_SENDER, ADPCM ->
                    cut(timestamp, Codec.PCMA, linear.aLaw(tag), now);
            case MP3, MP3_8K -> mp3(timestamp, data, now);
            default -> inlet.count(Counted.NOT_UNDERSTOOD);
        }
    }

    private static int hertz(AudioTag.Rate rate) {
        return switch (rate) {
            case HZ_5512 -> 5512;
            case HZ_11025 -> 11_025;
            case HZ_22050 -> 22_050;
            case HZ_44100 -> 44_100;
        };
    }

    /** Its rate is in each frame; FLV says none above 44.1 kHz. */
    private void mp3(int timestamp, ByteBuffer data, long now) {
        int rate = Mp3Header.rate(data);
        if (rate > 0) cut(timestamp, Codec.mp3(rate), data, now);
        else inlet.count(Counted.NOT_UNDERSTOOD);
    }

    private void aac(int timestamp, ByteBuffer frame, long now) {
        var whole = aac.whole(frame);
        if (whole.isPresent()) cut(timestamp, aac.codec(), whole.get(), now);
        else inlet.count(Counted.NOT_UNDERSTOOD);
    }

    private void cut(int timestamp, Codec codec, ByteBuffer data, long now) {
        if (!cutter.codec().equals(codec)) begin(FrameCutter.of(codec));
        long millis = messages.at(timestamp);
        if (!clock.message(millis, cutter.waiting())) cutter.forget();
        captures.came(millis, inlet.ssrc(), clock.now() + cutter.waiting(), now);
        cameAt = now;
        cutter.cut(data, this::frame);
    }

    private void begin(FrameCutter next) {
        cutter = next;
        clock = new FrameClock(next.codec());
        inlet.begin(StreamFormats.of(next.codec()));
    }

    private void frame(ByteBuffer payload, int length) {
        long due = pacer.due(cameAt, RtpClock.nanos(length, cutter.codec().clockRate()));
        inlet.put(payload, clock.now(), false, due);
        clock.counted(length);
    }
}
