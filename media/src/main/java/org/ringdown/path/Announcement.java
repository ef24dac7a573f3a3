package org.ringdown.path;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.ringdown.codec.ComfortNoise;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.codec.SoundSource;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.worker.DatagramHandler;

/** Sound of our own as RTP packets, 20 ms each. It numbers and stamps them from 0, as a source of an {@link Egress} may. */
public final class Announcement {
    /** From one packet to the next, in nanoseconds. */
    public static final long INTERVAL = 20_000_000;

    private static final int FRAMES_PER_SECOND = 50;
    private static final int LONGEST_FRAME = 640;

    /** One frame of Opus that says nothing: 20 ms of the full band, in one channel (RFC 6716 §3.1). */
    private static final byte[] OPUS_SILENCE = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};

    private interface Frames {
        void next(ByteBuffer payload);
    }

    private final Format format;
    private final Frames frames;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(RtpPacket.HEADER + LONGEST_FRAME + DatagramHandler.TAIL);
    private final RtpPacket packet = new RtpPacket();
    private int sequence;
    private int timestamp;

    private Announcement(Format format, Frames frames) {
        this.format = format;
        this.frames = frames;
    }

    /** Any sound, where we have an encoder; {@code sound} is asked for it at the sample rate that the encoder takes. */
    public static Optional<Announcement> of(
            Format format, IntFunction<? extends SoundSource> sound) {
        return SoundEncoder.of(format.codec())
                .map(encoder ->
                        new Announcement(
                                format, encoded(encoder, sound.apply(encoder.sampleRate()))));
    }

    /** What says least: comfort noise where we can encode it, silence in Opus, nothing in other codecs. */
    public static Optional<Announcement> quiet(Format format, RandomGenerator random) {
        if (format.codec().equals(Codec.OPUS)) {
            return Optional.of(new Announcement(format, payload -> payload.put(OPUS_SILENCE)));
        }
        return of(format, _ -> new ComfortNoise(random));
    }

    private static Frames encoded(SoundEncoder encoder, SoundSource sound) {
        var samples = new short[encoder.sampleRate() / FRAMES_PER_SECOND];
        return payload -> {
            sound.fill(samples, samples.length);
            encoder.encode(samples, samples.length, payload);
        };
    }

    public Format format() {
        return format;
    }

    /** The next 20 ms, valid until asked again. */
    public RtpPacket next() {
        buffer.clear();
        int payload =
                RtpWriter.header(buffer, 0, format.payloadType(), false, sequence, timestamp, 0);
        frames.next(buffer.position(payload));
        int length = buffer.position();
        buffer.limit(length);
        packet.wrap(buffer, 0, length);
        sequence++;
        timestamp += format.codec().clockRate() / FRAMES_PER_SECOND;
        return packet;
    }
}
