package org.ringdown.flash;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.media.StreamMedia;
import org.ringdown.media.StreamMessage;

/**
 * What goes between the streams of clients and the media of a call, which may be another one each time.
 *
 * <p>Threads: one that speaks and one that hears, of any connections; any may say which media it is.
 */
public final class Feed {
    private static final Runnable NOBODY = () -> {};

    private volatile Optional<StreamMedia> media = Optional.empty();
    private volatile Runnable listener = NOBODY;

    /** From now on it is this, or none. */
    void carry(Optional<StreamMedia> now) {
        media = now;
        waiting();
    }

    boolean carries(StreamMedia some) {
        return media.filter(now -> now == some).isPresent();
    }

    /** Whom to tell that something waits; it may be nobody any more. */
    void heardBy(Optional<Runnable> now) {
        listener = now.orElse(NOBODY);
        waiting();
    }

    /** Something is there to be taken. Called on a worker, too: it only wakes a thread. */
    void waiting() {
        listener.run();
    }

    void sound(int timestamp, ByteBuffer body) {
        media.ifPresent(now -> now.sound(timestamp, body));
    }

    void picture(int timestamp, ByteBuffer body) {
        media.ifPresent(now -> now.picture(timestamp, body));
    }

    /** What the client is to hear next. */
    public Optional<StreamMessage> take() {
        return media.flatMap(StreamMedia::take);
    }
}
