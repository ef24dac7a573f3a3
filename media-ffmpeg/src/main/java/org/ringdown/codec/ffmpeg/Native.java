package org.ringdown.codec.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc;
import static org.bytedeco.ffmpeg.global.swresample.swr_close;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert_frame;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;

import java.lang.ref.Cleaner;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;

/** What FFmpeg keeps of one stream, given back once: when its owner says so, or nobody has it any more. */
final class Native implements Runnable {
    private static final Cleaner CLEANER = Cleaner.create();

    final AVCodecContext context;
    final AVPacket packet = av_packet_alloc();
    final AVFrame coded = av_frame_alloc();
    final AVFrame input = av_frame_alloc();
    final AVFrame output = av_frame_alloc();
    final SwrContext resampler = swr_alloc();

    Native(AVCodec codec) {
        context = avcodec_alloc_context3(codec);
        context.thread_count(1);
    }

    /** What is resampled goes there: 16-bit samples of one channel. */
    void into(BytePointer room, int most, int rate) {
        samples(output, room, most, rate);
    }

    /** Points a frame at samples of 16 bits. */
    static void samples(AVFrame frame, BytePointer at, int count, int rate) {
        frame.format(AV_SAMPLE_FMT_S16).sample_rate(rate).nb_samples(count);
        frame.data(0, at).linesize(0, count * Short.BYTES);
        av_channel_layout_default(frame.ch_layout(), 1);
    }

    /** Puts a frame into {@link #output}. A sender may change its rate and its channels with each. */
    boolean resample(AVFrame from) {
        // Channels without an order are compared with what was made of them, and would begin anew.
        var channels = from.ch_layout();
        if (channels.order() == AV_CHANNEL_ORDER_UNSPEC)
            av_channel_layout_default(channels, channels.nb_channels());
        if (swr_convert_frame(resampler, output, from) >= 0) return true;
        swr_close(resampler);
        return swr_convert_frame(resampler, output, from) >= 0;
    }

    Cleaner.Cleanable ownedBy(Object owner) {
        return CLEANER.register(owner, this);
    }

    @Override
    public void run() {
        swr_free(resampler);
        av_frame_free(coded);
        av_frame_free(input);
        av_frame_free(output);
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
