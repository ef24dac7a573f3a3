package org.ringdown.codec.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.media.Codec;
import org.ringdown.rtmp.flv.Adts;
import org.ringdown.rtmp.flv.AudioSpecificConfig;

/**
 * Encodes one stream, in the codec's own rate whatever it is given. Frames that are longer than what is given at a time wait until they are full.
 */
final class FfmpegEncoder implements SoundEncoder {
    /** 120 ms of 48 kHz, and a frame that is not full. */
    private static final int MOST_SAMPLES = 8192;

    private static final int AAC_BITRATE = 64_000;

    private static final int FRAMES_PER_SECOND = 50;

    /** Speex: how hard it looks for the best (1 to 10). Twice as hard costs twice as much, and hardly anybody hears it. */
    private static final int LEAST_SEARCH = 1;

    private static final float FULL = 32_768;

    private final int sampleRate;
    private final int codecRate;
    private final Optional<AudioSpecificConfig> adts;
    private final boolean floats;
    private final Native ffmpeg;
    private final Cleaner.Cleanable cleanable;
    private final ShortPointer given = new ShortPointer(MOST_SAMPLES);
    private final ShortBuffer givenSamples = given.asBuffer();
    private final BytePointer givenBytes = new BytePointer(given);
    private final ShortPointer resampled = new ShortPointer(MOST_SAMPLES);
    private final ShortBuffer resampledSamples = resampled.asBuffer();
    private final BytePointer resampledBytes = new BytePointer(resampled);
    private final BytePointer whole = new BytePointer((long) MOST_SAMPLES * Float.BYTES);
    private final ByteBuffer wholeSamples = whole.asByteBuffer().order(ByteOrder.nativeOrder());
    private final short[] pending = new short[2 * MOST_SAMPLES];
    private int frame;
    private int waiting;
    private long taken;
    private long encoded;
    private int behind;
    private boolean closed;

    FfmpegEncoder(Codec codec, int sampleRate) {
        this.sampleRate = sampleRate;
        this.codecRate = codec.clockRate();
        boolean aac = codec.name().equals("aac");
        this.adts = aac ? Optional.of(new AudioSpecificConfig(2, codecRate, 1)) : Optional.empty();
        this.floats = !codec.isSpeex();
        this.ffmpeg = new Native(find(codec));
        this.cleanable = ffmpeg.ownedBy(this);
        open(codec, aac ? AV_SAMPLE_FMT_FLTP : floats ? AV_SAMPLE_FMT_FLT : AV_SAMPLE_FMT_S16);
    }

    private void open(Codec codec, int format) {
        var context = ffmpeg.context;
        context.sample_rate(codecRate)
                .sample_fmt(format)
                .bit_rate(adts.isPresent() ? AAC_BITRATE : 0);
        if (codec.isSpeex()) context.compression_level(LEAST_SEARCH);
        context.time_base().num(1).den(codecRate);
        av_channel_layout_default(context.ch_layout(), 1);
        if (avcodec_open2(context, find(codec), (AVDictionary) null) < 0) {
            close();
            throw new IllegalStateException("the encoder of " + codec.name() + " does not begin");
        }
        frame = context.frame_size();
        var coded = ffmpeg.coded;
        coded.format(format).sample_rate(codecRate).nb_samples(frame);
        coded.data(0, whole).linesize(0, frame * (floats ? Float.BYTES : Short.BYTES));
        av_channel_layout_default(coded.ch_layout(), 1);
    }

    /** What can be decoded and not encoded is MP3, which nobody wants to be sent; and the rates of which 20 ms are no whole number of samples. */
    static boolean isKnown(Codec codec) {
        boolean whole = codec.clockRate() % FRAMES_PER_SECOND == 0;
        return whole && !FfmpegDecoder.name(codec).equals("mp3") && find(codec) != null;
    }

    private static AVCodec find(Codec codec) {
        return avcodec_find_encoder_by_name(codec.isSpeex() ? "libspeex" : codec.name());
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int behind() {
        return behind;
    }

    @Override
    public void encode(short[] samples, int count, ByteBuffer to) {
        if (closed) return;
        long began = taken;
        take(samples, count);
        boolean first = true;
        while (waiting >= frame) {
            fill();
            if (avcodec_send_frame(ffmpeg.context, ffmpeg.coded) < 0) return;
            while (avcodec_receive_packet(ffmpeg.context, ffmpeg.packet) >= 0) {
                if (first) behind = (int) (began - ffmpeg.packet.pts());
                first = false;
                write(to);
                av_packet_unref(ffmpeg.packet);
            }
        }
    }

    private void take(short[] samples, int count) {
        int more = sampleRate == codecRate ? plain(samples, count) : resampled(samples, count);
        waiting += more;
        taken += more;
    }

    private int plain(short[] samples, int count) {
        System.arraycopy(samples, 0, pending, waiting, count);
        return count;
    }

    private int resampled(short[] samples, int count) {
        givenSamples.put(0, samples, 0, count);
        Native.samples(ffmpeg.input, givenBytes, count, sampleRate);
        ffmpeg.into(resampledBytes, MOST_SAMPLES, codecRate);
        if (!ffmpeg.resample(ffmpeg.input)) return 0;
        int made = Math.clamp(ffmpeg.output.nb_samples(), 0, pending.length - waiting);
        resampledSamples.get(0, pending, waiting, made);
        return made;
    }

    private void fill() {
        for (int i = 0; i < frame; i++) {
            if (floats) wholeSamples.putFloat(i * Float.BYTES, pending[i] / FULL);
            else wholeSamples.putShort(i * Short.BYTES, pending[i]);
        }
        waiting -= frame;
        System.arraycopy(pending, frame, pending, 0, waiting);
        ffmpeg.coded.pts(encoded);
        encoded += frame;
    }

    private void write(ByteBuffer to) {
        int size = ffmpeg.packet.size();
        if (adts.isPresent()) Adts.header(adts.get(), size, to);
        to.put(ffmpeg.packet.data().capacity(size).asByteBuffer());
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        cleanable.clean();
    }
}
