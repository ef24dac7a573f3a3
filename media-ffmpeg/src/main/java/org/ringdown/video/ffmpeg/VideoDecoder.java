package org.ringdown.video.ffmpeg;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.ringdown.media.Codec;

/** A decoder, and the picture that it made last. */
final class VideoDecoder implements AutoCloseable {
    private static final int START = 1;

    private final boolean units;
    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final AVFrame next = av_frame_alloc();
    private boolean fresh;
    private boolean closed;

    VideoDecoder(Codec codec, int mostPixels) {
        units = !codec.equals(Codec.VP8);
        context = avcodec_alloc_context3(find(codec));
        context.thread_count(1);
        context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
        context.max_pixels(mostPixels); // looked at before pictures get their memory
        if (avcodec_open2(context, find(codec), (AVDictionary) null) < 0) {
            close();
            throw new IllegalStateException("the decoder of " + codec.name() + " does not begin");
        }
    }

    static boolean isKnown(Codec codec) {
        return find(codec) != null;
    }

    private static AVCodec find(Codec codec) {
        return avcodec_find_decoder(codec.equals(Codec.VP8) ? AV_CODEC_ID_VP8 : AV_CODEC_ID_H264);
    }

    /** Takes a picture in; false where it cannot be understood. */
    boolean decode(ByteBuffer picture) {
        fresh = false;
        if (av_new_packet(packet, picture.remaining()) < 0) return false;
        var bytes = packet.data().capacity(picture.remaining()).asByteBuffer().order(BIG_ENDIAN);
        bytes.put(picture.duplicate());
        if (units && !starts(bytes)) {
            av_packet_unref(packet);
            return false;
        }
        boolean taken = avcodec_send_packet(context, packet) >= 0;
        av_packet_unref(packet);
        while (avcodec_receive_frame(context, next) >= 0) {
            av_frame_unref(frame);
            av_frame_move_ref(frame, next);
            fresh = true;
        }
        return taken;
    }

    /** Puts the start before each unit that FFmpeg knows it by, in place of its length; false where lengths are wrong. */
    private static boolean starts(ByteBuffer units) {
        int at = 0;
        while (units.capacity() - at > Integer.BYTES) {
            int length = units.getInt(at);
            if (length <= 0 || length > units.capacity() - at - Integer.BYTES) return false;
            units.putInt(at, START);
            at += Integer.BYTES + length;
        }
        return at == units.capacity();
    }

    /** Whether that made a picture. */
    boolean hasNew() {
        return fresh;
    }

    /** The picture; as long as nothing else is decoded. */
    AVFrame frame() {
        return frame;
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        av_frame_free(frame);
        av_frame_free(next);
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
