package org.ringdown.video.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/** Brings pictures to what every far end can see: no more than 1280x720 (H.264's level 3.1, as WebRTC has it), even sizes, 4:2:0. */
final class VideoScaler implements AutoCloseable {
    private static final int MOST = 1280 * 720;

    private final AVFrame scaled = av_frame_alloc();
    private SwsContext context = new SwsContext(null);
    private boolean closed;

    /** The picture itself, or a copy that is good until the next one. */
    AVFrame scale(AVFrame frame) {
        double by =
                Math.min(1, Math.sqrt((double) MOST / ((double) frame.width() * frame.height())));
        int width = even(frame.width() * by);
        int height = even(frame.height() * by);
        boolean plain =
                frame.format() == AV_PIX_FMT_YUV420P || frame.format() == AV_PIX_FMT_YUVJ420P;
        if (plain && width == frame.width() && height == frame.height()) {
            frame.format(AV_PIX_FMT_YUV420P);
            return frame;
        }
        context =
                sws_getCachedContext(
                        context,
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        width,
                        height,
                        AV_PIX_FMT_YUV420P,
                        SWS_BILINEAR,
                        null,
                        null,
                        (DoublePointer) null);
        if (context == null || context.isNull() || !fits(width, height))
            throw new IllegalStateException("pictures cannot be scaled");
        sws_scale(
                context,
                frame.data(),
                frame.linesize(),
                0,
                frame.height(),
                scaled.data(),
                scaled.linesize());
        return scaled;
    }

    private static int even(double size) {
        return Math.max(16, (int) size & ~1);
    }

    private boolean fits(int width, int height) {
        if (scaled.width() == width && scaled.height() == height)
            return av_frame_make_writable(scaled) >= 0;
        av_frame_unref(scaled);
        scaled.format(AV_PIX_FMT_YUV420P).width(width).height(height);
        return av_frame_get_buffer(scaled, 0) >= 0;
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        if (context != null && !context.isNull()) sws_freeContext(context);
        av_frame_free(scaled);
    }
}
