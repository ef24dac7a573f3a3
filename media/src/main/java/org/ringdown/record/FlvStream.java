package org.ringdown.record;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.codec.Opus;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.media.Codec;
import org.ringdown.media.StreamMessage;
import org.ringdown.media.StreamMessage.Kind;
import org.ringdown.rtmp.flv.Adts;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.flv.SoundFormat;
import org.ringdown.rtmp.message.Metadata;
import org.ringdown.wire.MalformedException;

/**
 * Both sides of a call as one live stream of FLV's messages: their sound mixed, and the pictures of one of them. Belongs to one thread.
 *
 * <p>Timestamps of sound are counted by samples, so they have no gaps.
 */
public final class FlvStream implements SoundFile {
    public interface Outlet {
        /** Takes a message, which is its own; false where too much waits. Of pictures the next comes that needs none before it. */
        boolean message(StreamMessage message);

        /** What the stream consists of from now on. */
        void metadata(Metadata metadata);
    }

    /** Of what the streams' servers know. */
    private static final Codec AAC = Codec.aac(CallSound.SAMPLE_RATE);

    private static final int AAC_FRAME = 1024;
    private static final int FRAME = CallSound.SAMPLE_RATE / 50;
    private static final int MILLI = CallSound.SAMPLE_RATE / 1000;
    private static final int LONGEST = 8192;

    private final Codec codec;
    private final SoundEncoder encoder;
    private final Outlet outlet;
    private final short[] mixed = new short[FRAME];
    private final ByteBuffer encoded = ByteBuffer.allocate(LONGEST);
    private final FlvPictures pictures;
    private long samples;
    private long frames;
    private boolean begun;

    private FlvStream(Codec codec, SoundEncoder encoder, Outlet outlet) {
        this.codec = codec;
        this.encoder = encoder;
        this.outlet = outlet;
        var described = described(codec);
        this.pictures = new FlvPictures(outlet, described);
        outlet.metadata(described);
    }

    private static Metadata described(Codec codec) {
        if (codec.equals(AAC))
            return Metadata.ofSound(SoundFormat.AAC.code(), CallSound.SAMPLE_RATE);
        return codec.equals(Codec.OPUS)
                ? Metadata.ofSound(FourCc.OPUS.value(), codec.clockRate())
                : Metadata.ofSound(SoundFormat.PCMA.code(), codec.clockRate());
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
        return pictures.of(side);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
