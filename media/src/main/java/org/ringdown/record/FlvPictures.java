package org.ringdown.record;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.ringdown.media.Codec;
import org.ringdown.media.StreamMessage;
import org.ringdown.media.StreamMessage.Kind;
import org.ringdown.rtmp.flv.VideoTag;
import org.ringdown.rtmp.message.Metadata;
import org.ringdown.rtp.H264Unpacker;
import org.ringdown.rtp.PictureUnpacker;

/**
 * The pictures of a live stream: those of one side at a time, H.264 as it came, with a keyframe within two seconds whenever somebody begins to look.
 * Cameras of calls send none unless they are asked, and servers cannot ask.
 */
final class FlvPictures {
    /** From one keyframe to the next: some time before the two seconds, in which the asked one comes. */
    private static final long KEYFRAMES = TimeUnit.MILLISECONDS.toNanos(1800);

    /** After so long without a picture of the side that is shown the other one is, if it has any. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private final FlvStream.Outlet outlet;
    private final Metadata sound;
    private ByteBuffer configuration = ByteBuffer.allocate(0);
    private int shown = -1;
    private long shownAt;
    private boolean broken;

    /** @param sound what the stream has beside its pictures */
    FlvPictures(FlvStream.Outlet outlet, Metadata sound) {
        this.outlet = outlet;
        this.sound = sound;
    }

    PictureSink of(int side) {
        return new Side(side);
    }

    private final class Side implements PictureSink {
        private final int side;
        private long keyframeAt;

        Side(int side) {
            this.side = side;
        }

        @Override
        public void picture(Codec codec, PictureUnpacker picture, long at) {
            if (!(picture instanceof H264Unpacker units)) return;
            boolean key = picture.isKeyframe();
            if (key) keyframeAt = at;
            if (!mayShow(side, at) || side != shown && !key) return;
            shown = side;
            shownAt = at;
            show(units, key, (int) TimeUnit.NANOSECONDS.toMillis(at));
        }

        /** The side that is not shown is left alone: keyframes cost its viewers sharpness. */
        @Override
        public boolean wantsKeyframe(Codec codec, long at) {
            if (codec.equals(Codec.VP8) || !mayShow(side, at)) return false;
            if (at - keyframeAt < KEYFRAMES) return false;
            keyframeAt = at;
            return true;
        }
    }

    /** The side that began may, as long as it shows anything. */
    private boolean mayShow(int side, long at) {
        return side == shown || shown < 0 || at - shownAt > PATIENCE;
    }

    private void show(H264Unpacker units, boolean key, int millis) {
        if (key) configure(units, millis);
        else if (broken) return;
        var frame = key ? VideoTag.Frame.KEY : VideoTag.Frame.INTER;
        broken = !taken(millis, new VideoTag.Avc(frame, 0, units.picture()));
    }

    private void configure(H264Unpacker units, int millis) {
        var said = ByteBuffer.wrap(units.configuration());
        if (said.equals(configuration)) return;
        var size = units.size();
        outlet.metadata(sound.withH264(size.width(), size.height()));
        if (taken(millis, new VideoTag.AvcStart(said.duplicate()))) configuration = said;
    }

    private boolean taken(int millis, VideoTag tag) {
        return outlet.message(new StreamMessage(Kind.PICTURE, millis, tag.body()));
    }
}
