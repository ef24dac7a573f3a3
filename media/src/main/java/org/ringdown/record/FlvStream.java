package org.ringdown.record;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ringdown.codec.Opus;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.media.Codec;
import org.ringdown.media.StreamMessage;
import org.ringdown.media.StreamMessage.Kind;
import org.ringdown.rtmp.flv.Adts;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.flv.SoundFormat;
import org.ringdown.rtmp.flv.VideoTag;
import org.ringdown.rtp.H264Unpacker;
import org.ringdown.rtp.PictureUnpacker;
import org.ringdown.wire.MalformedException;

/**
 * Both sides of a call as one live stream of FLV's messages: their sound mixed, and the pictures of one of them, H.264 as it came. Belongs to one thread.
 *
 * <p>Timestamps of sound are counted by samples, so they have no gaps.
 */
public final class FlvStream implements SoundFile {
    /** Takes the messages one by one, each its own. */
    public interface Outlet {
        void message(StreamMessage message);
    }

    /** Of what the streams' servers know. */
    private static final Codec AAC = Codec.aac(CallSound.SAMPLE_RATE);

    private static final int AAC_FRAME = 1024;
    private static final int FRAME = CallSound.SAMPLE_RATE / 50;
    private static final int MILLI = CallSound.SAMPLE_RATE / 1000;
    private static final int LONGEST = 8192;

    /** After so long without a picture of the side that is shown the other one is, if it has any. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private final Codec codec;
    private final SoundEncoder encoder;
    private final Outlet outlet;
    private final short[] mixed = new short[FRAME];
    private final ByteBuffer encoded = ByteBuffer.allocate(LONGEST);
    private ByteBuffer configuration = ByteBuffer.allocate(0);
    private long samples;
    private long frames;
    private boolean begun;
    private int shown = -1;
    private long shownAt;

    private FlvStream(Codec codec, SoundEncoder encoder, Outlet outlet) {
        this.codec = codec;
        this.encoder = encoder;
        this.outlet = outlet;
    }

    /** Empty where there is no encoder for it. */
    public static Optional<FlvStream> of(SoundChoice sound, Outlet outlet) {
        return SoundEncoder.taking(sound.codec, CallSound.SAMPLE_RATE)
                .map(encoder -> new FlvStream(sound.codec, encoder, outlet));
    }

    /** What the sound may be streamed in. */
    public enum SoundChoice {
        /** What all servers take; needs the add-on. */
        AAC(FlvStream.AAC),
        /** By Enhanced RTMP; needs libopus. */
        OPUS(Codec.OPUS),
        PCMA(Codec.PCMA);

        private final Codec codec;

        SoundChoice(Codec codec) {
            this.codec = codec;
        }

        /** Whether this machine can encode it. */
        public boolean isKnown() {
            return this == OPUS ? Opus.isPresent() : SoundEncoder.isKnown(codec);
        }
    }

    /** Of two channels. */
    @Override
    public void write(short[] both) {
        for (int i = 0; i < FRAME; i++) mixed[i] = sum(both[2 * i], both[2 * i + 1]);
        encoder.encode(mixed, FRAME, encoded.clear());
        encoded.flip();
        if (codec.equals(AAC)) aac();
        else if (encoded.hasRemaining()) sound(samples / MILLI, tag());
        samples += FRAME;
    }

    private static short sum(short one, short other) {
        return (short) Math.clamp(one + other, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private AudioTag tag() {
        if (codec.equals(Codec.PCMA))
            return new AudioTag.Plain(
                    SoundFormat.PCMA, AudioTag.Rate.HZ_5512, true, false, encoded);
        if (!begun) sound(0, new AudioTag.Start(FourCc.OPUS, Opus.head(48_000, 1)));
        begun = true;
        return new AudioTag.Frames(FourCc.OPUS, encoded);
    }

    private void aac() {
        if (!encoded.hasRemaining()) return;
        try {
            var frame = Adts.parse(encoded);
            if (!begun) sound(0, new AudioTag.AacStart(frame.config().bytes()));
            begun = true;
            sound(frames++ * AAC_FRAME / MILLI, new AudioTag.Aac(frame.data()));
        } catch (MalformedException e) {
            throw new IllegalStateException("the encoder of AAC writes none", e);
        }
    }

    private void sound(long millis, AudioTag tag) {
        outlet.message(new StreamMessage(Kind.SOUND, (int) millis, tag.body()));
    }

    @Override
    public PictureSink pictures(int side) {
        return (kind, picture, at) -> {
            if (kind.equals(Codec.H264) && shows(side, picture, at)) picture(picture, at);
        };
    }

    /** The side that began, as long as it shows anything; another begins with a picture that stands alone. */
    private boolean shows(int side, PictureUnpacker picture, long at) {
        boolean free = shown < 0 || at - shownAt > PATIENCE;
        if (side != shown && !(free && picture.isKeyframe())) return false;
        shown = side;
        shownAt = at;
        return true;
    }

    private void picture(PictureUnpacker picture, long at) {
        int millis = (int) TimeUnit.NANOSECONDS.toMillis(at);
        boolean key = picture.isKeyframe();
        if (key && picture instanceof H264Unpacker units) configure(units, millis);
        var frame = key ? VideoTag.Frame.KEY : VideoTag.Frame.INTER;
        picture(millis, new VideoTag.Avc(frame, 0, picture.picture()));
    }

    private void configure(H264Unpacker units, int millis) {
        var said = ByteBuffer.wrap(units.configuration());
        if (said.equals(configuration)) return;
        configuration = said;
        picture(millis, new VideoTag.AvcStart(said.duplicate()));
    }

    private void picture(int millis, VideoTag tag) {
        outlet.message(new StreamMessage(Kind.PICTURE, millis, tag.body()));
    }

    @Override
    public void close() {
        encoder.close();
    }
}
