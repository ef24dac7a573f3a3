package org.ringdown.stream;

import java.nio.ByteBuffer;
import org.ringdown.codec.G711;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.SoundFormat;
import org.ringdown.rtmp.flv.SwfAdpcm;

/**
 * Sound without a codec of telephony, LPCM and ADPCM, as A-law: what a telephone hears of it anyway. One stream.
 *
 * <p>LPCM whose order of bytes is said to be the sender's own is taken for what all of them have.
 */
final class LinearSound {
    /** Of one message: over half a second of the highest rate. */
    private static final int MOST = 1 << 15;

    private RateConverter converter = new RateConverter(AudioTag.Rate.HZ_11025);

    /** What a message says, 8000 samples a second. */
    ByteBuffer aLaw(AudioTag.Plain tag) {
        if (converter.from() != tag.rate()) converter = new RateConverter(tag.rate());
        var samples = converter.convert(oneChannel(samples(tag), tag.stereo()));
        var bytes = ByteBuffer.allocate(samples.length);
        G711.A_LAW.encode(samples, samples.length, bytes);
        return bytes.flip();
    }

    private static short[] samples(AudioTag.Plain tag) {
        int channels = tag.stereo() ? 2 : 1;
        if (tag.format() == SoundFormat.ADPCM) return SwfAdpcm.decode(tag.data(), channels, MOST);
        var data = tag.data();
        int width = tag.sixteenBit() ? 2 : 1;
        var samples = new short[Math.min(data.remaining() / width, MOST * channels)];
        for (int i = 0, at = data.position(); i < samples.length; i++, at += width)
            samples[i] =
                    (short)
                            (width == 2
                                    ? data.get(at) & 0xff | data.get(at + 1) << 8
                                    : (data.get(at) & 0xff) - 128 << 8);
        return samples;
    }

    private static short[] oneChannel(short[] samples, boolean stereo) {
        if (!stereo) return samples;
        var one = new short[samples.length / 2];
        for (int i = 0; i < one.length; i++)
            one[i] = (short) ((samples[2 * i] + samples[2 * i + 1]) / 2);
        return one;
    }
}
