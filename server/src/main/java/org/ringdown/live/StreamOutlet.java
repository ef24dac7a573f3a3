package org.ringdown.live;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ringdown.media.StreamMedia;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.VideoTag;
import org.ringdown.time.Clock;
import org.ringdown.wire.MalformedException;

/**
 * Where goes what a stream brings: into the media of a call, which may be another each time. Whoever comes later is told what was said in the beginning
 * alone: what AAC and H.264 need for what follows.
 *
 * <p>Threads: one that brings; any may say whither.
 */
final class StreamOutlet {
    private final Clock clock;
    private final boolean shows;
    private volatile Optional<StreamMedia> into = Optional.empty();
    private Optional<StreamMedia> told = Optional.empty();
    private Optional<ByteBuffer> soundHead = Optional.empty();
    private Optional<ByteBuffer> pictureHead = Optional.empty();
    private boolean fresh = true;
    private boolean brought;
    private int shift;
    private int last;
    private long lastAt;

    /** @param shows whether pictures go along */
    StreamOutlet(Clock clock, boolean shows) {
        this.clock = clock;
        this.shows = shows;
    }

    /** From now on, into that. */
    void into(StreamMedia media) {
        into = Optional.of(media);
    }

    /** The stream comes anew: its time goes on from where it was, wherever it begins to count. */
    void begins() {
        fresh = true;
    }

    void sound(int timestamp, AudioTag tag, ByteBuffer body) {
        if (tag instanceof AudioTag.AacStart || tag instanceof AudioTag.Start)
            soundHead = Optional.of(copy(body));
        int at = at(timestamp);
        target(at).ifPresent(media -> media.sound(at, body));
    }

    void picture(int timestamp, ByteBuffer body) {
        if (!shows) return;
        if (isHead(body)) pictureHead = Optional.of(copy(body));
        int at = at(timestamp);
        target(at).ifPresent(media -> media.picture(at, body));
    }

    /** What cannot be read is counted where it goes. */
    private static boolean isHead(ByteBuffer body) {
        try {
            var tag = VideoTag.parse(body.duplicate());
            return tag instanceof VideoTag.AvcStart || tag instanceof VideoTag.Start;
        } catch (MalformedException _) {
            return false;
        }
    }

    private Optional<StreamMedia> target(int at) {
        var now = into;
        if (now != told) {
            told = now;
            now.ifPresent(media -> {
                soundHead.ifPresent(head -> media.sound(at, head.duplicate()));
                pictureHead.ifPresent(head -> media.picture(at, head.duplicate()));
            });
        }
        return now;
    }

    private int at(int timestamp) {
        long now = clock.nanos();
        if (fresh && brought)
            shift = last + (int) TimeUnit.NANOSECONDS.toMillis(now - lastAt) - timestamp;
        fresh = false;
        brought = true;
        last = timestamp + shift;
        lastAt = now;
        return last;
    }

    private static ByteBuffer copy(ByteBuffer body) {
        return ByteBuffer.allocate(body.remaining()).put(body.duplicate()).flip();
    }
}
