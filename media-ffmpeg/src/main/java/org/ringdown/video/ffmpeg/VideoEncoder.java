package org.ringdown.video.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.ByteBuffer;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.ringdown.media.Codec;
import org.ringdown.rtp.PicturePacker;

/** An encoder for pictures of one size at one bitrate, which waits for none of the pictures after the one it is given. */
interface VideoEncoder extends AutoCloseable {
    VideoEncoder NONE =
            new VideoEncoder() {
                @Override
                public ByteBuffer encode(AVFrame frame, long presentation, boolean keyframe) {
                    return ByteBuffer.allocate(0);
                }

                @Override
                public void close() {}
            };

    /** A picture, encoded; empty where it is left out. Good until the next. */
    ByteBuffer encode(AVFrame frame, long presentation, boolean keyframe);

    @Override
    void close();

    static boolean isKnown(Codec codec) {
        return Real.find(codec) != null;
    }

    static VideoEncoder open(Codec codec, int width, int height, long bitrate) {
        return new Real(codec, width, height, bitrate);
    }

    /** One of FFmpeg's. */
    final class Real implements VideoEncoder {
        private static final int CLOCK = 90_000;
        private static final int USUAL_RATE = 30;

        /** Keyframes are made when somebody wants them. */
        private static final int NO_REGULAR_KEYFRAMES = 1 << 20;

        private static final Map<String, String> VP8 =
                Map.of(
                        "deadline", "realtime",
                        "cpu-used", "8",
                        "lag-in-frames", "0",
                        "error-resilient", "0",
                        "static-thresh", "100");

        // Slices that fit a packet each, for far ends that understand no others.
        private static final Map<String, String> H264 =
                Map.of(
                        "profile", "constrained_baseline",
                        "rc_mode", "bitrate",
                        "allow_skip_frames", "0",
                        "max_nal_size", Integer.toString(PicturePacker.LONGEST));

        private final AVCodecContext context;
        private final AVPacket packet = av_packet_alloc();
        private boolean closed;

        Real(Codec codec, int width, int height, long bitrate) {
            context = avcodec_alloc_context3(find(codec));
            context.width(width).height(height).pix_fmt(AV_PIX_FMT_YUV420P);
            context.bit_rate(bitrate).rc_max_rate(bitrate).rc_buffer_size((int) bitrate);
            context.gop_size(NO_REGULAR_KEYFRAMES).max_b_frames(0).thread_count(1);
            context.time_base().num(1).den(CLOCK);
            context.framerate().num(USUAL_RATE).den(1);
            // What VP8 always is (RFC 6386 §9.2); of H.264 that does not say so browsers take it
            // for BT.709.
            context.color_range(AVCOL_RANGE_MPEG).colorspace(AVCOL_SPC_SMPTE170M);
            context.color_primaries(AVCOL_PRI_SMPTE170M).color_trc(AVCOL_TRC_SMPTE170M);
            if (!opens(codec)) {
                close();
                throw new IllegalStateException(
                        "the encoder of " + codec.name() + " refuses " + width + "x" + height);
            }
        }

        static AVCodec find(Codec codec) {
            return avcodec_find_encoder_by_name(codec.equals(Codec.VP8) ? "libvpx" : "libopenh264");
        }

        private boolean opens(Codec codec) {
            var options = new AVDictionary(null);
            (codec.equals(Codec.VP8) ? VP8 : H264)
                    .forEach((name, value) -> av_dict_set(options, name, value, 0));
            try {
                return avcodec_open2(context, find(codec), options) >= 0;
            } finally {
                av_dict_free(options);
            }
        }

        @Override
        public ByteBuffer encode(AVFrame frame, long presentation, boolean keyframe) {
            av_packet_unref(packet);
            frame.pict_type(keyframe ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
            frame.pts(presentation).duration(CLOCK / USUAL_RATE);
            boolean made =
                    avcodec_send_frame(context, frame) >= 0
                            && avcodec_receive_packet(context, packet) >= 0;
            if (!made) return ByteBuffer.allocate(0);
            return packet.data().capacity(packet.size()).asByteBuffer();
        }

        @Override
        public void close() {
            if (closed) return;
            closed = true;
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }
}
