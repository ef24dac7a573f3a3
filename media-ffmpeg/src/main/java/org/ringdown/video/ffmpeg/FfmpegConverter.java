package org.ringdown.video.ffmpeg;

import java.nio.ByteBuffer;
import org.ringdown.media.Codec;
import org.ringdown.video.PictureConverter;

/** Decodes pictures of one codec and encodes them in another. */
final class FfmpegConverter implements PictureConverter {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Codec to;
    private final VideoDecoder decoder;
    private final VideoScaler scaler = new VideoScaler();
    private final EncoderChoice choice = new EncoderChoice();
    private VideoEncoder encoder = VideoEncoder.NONE;
    private boolean fresh;
    private int timestamp;
    private long presentation;

    FfmpegConverter(Codec from, Codec to) {
        this.to = to;
        this.decoder = new VideoDecoder(from, MOST_PIXELS);
    }

    @Override
    public boolean decode(ByteBuffer picture, int stamp) {
        boolean understood = decoder.decode(picture);
        if (!decoder.hasNew()) return understood;
        presentation += fresh || presentation > 0 ? Math.max(1, stamp - timestamp) : 0;
        timestamp = stamp;
        fresh = true;
        return understood;
    }

    @Override
    public ByteBuffer encode(boolean keyframe, long bitrate) {
        if (!fresh) return NOTHING;
        fresh = false;
        var frame = scaler.scale(decoder.frame());
        if (choice.changes(frame.width(), frame.height(), bitrate, presentation)) {
            encoder.close();
            encoder = VideoEncoder.NONE;
            encoder = VideoEncoder.open(to, choice.width(), choice.height(), choice.bitrate());
        }
        return encoder.encode(frame, presentation, keyframe);
    }

    @Override
    public int timestamp() {
        return timestamp;
    }

    @Override
    public void close() {
        encoder.close();
        encoder = VideoEncoder.NONE;
        scaler.close();
        decoder.close();
    }
}
