package org.ringdown.codec.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;
import org.ringdown.codec.SoundDecoder;
import org.ringdown.media.Codec;

/** Decodes one stream into one channel of the rate that is asked for. */
final class FfmpegDecoder implements SoundDecoder {
    private static final int LONGEST_PAYLOAD = 4096;

    /** 160 ms of 48 kHz. */
    private static final int MOST_SAMPLES = 7680;

    private final int sampleRate;
    private final Native ffmpeg;
    private final Cleaner.Cleanable cleanable;
    private final BytePointer payload =
            new BytePointer(LONGEST_PAYLOAD + AV_INPUT_BUFFER_PADDING_SIZE);
    private final ByteBuffer payloadBytes = payload.asByteBuffer();
    private final ShortPointer samples = new ShortPointer(MOST_SAMPLES);
    private final ShortBuffer made = samples.asBuffer();
    private final BytePointer room = new BytePointer(samples);
    private boolean closed;

    FfmpegDecoder(Codec codec, int sampleRate) {
        this.sampleRate = sampleRate;
        this.ffmpeg = new Native(find(codec));
        this.cleanable = ffmpeg.ownedBy(this);
        var context = ffmpeg.context;
        context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
        context.sample_rate(codec.clockRate());
        av_channel_layout_default(context.ch_layout(), 1);
        if (avcodec_open2(context, find(codec), (AVDictionary) null) < 0) {
            close();
            throw new IllegalStateException("the decoder of " + codec.name() + " does not begin");
        }
    }

    static boolean isKnown(Codec codec) {
        return find(codec) != null;
    }

    /** FFmpeg's own: libspeex writes to the standard error what it thinks of damaged frames. */
    private static AVCodec find(Codec codec) {
        return avcodec_find_decoder_by_name(name(codec));
    }

    static String name(Codec codec) {
        int form = codec.name().indexOf('/');
        return form < 0 ? codec.name() : codec.name().substring(0, form);
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int decode(ByteBuffer from, short[] to) {
        int length = from.remaining();
        if (closed || length == 0 || length > LONGEST_PAYLOAD) return 0;
        payloadBytes.put(0, from, from.position(), length);
        for (int i = 0; i < AV_INPUT_BUFFER_PADDING_SIZE; i++)
            payloadBytes.put(length + i, (byte) 0);
        from.position(from.limit());
        ffmpeg.packet.data(payload).size(length);
        avcodec_send_packet(ffmpeg.context, ffmpeg.packet);
        int count = 0;
        while (avcodec_receive_frame(ffmpeg.context, ffmpeg.coded) >= 0) {
            count += convert(to, count);
            av_frame_unref(ffmpeg.coded);
        }
        return count;
    }

    private int convert(short[] to, int at) {
        ffmpeg.into(room, MOST_SAMPLES, sampleRate);
        if (!ffmpeg.resample(ffmpeg.coded)) return 0;
        int count = Math.clamp(ffmpeg.output.nb_samples(), 0, to.length - at);
        made.get(0, to, at, count);
        return count;
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        cleanable.clean();
        payload.close();
        samples.close();
    }
}
