package org.ringdown.stream;

import java.util.Optional;
import java.util.function.Supplier;
import org.ringdown.media.StreamMessage;

/** All that is on its way to a client. On a thread of the edge. */
public final class StreamPlayer {
    private final Waiting waiting;
    private final OutgoingSound sound;
    private final Supplier<Optional<OutgoingPictures>> pictures;
    private final PlayClock clock = new PlayClock();

    /** @param pictures once there are some */
    public StreamPlayer(
            StreamPipe sound, Supplier<Optional<OutgoingPictures>> pictures, Waiting waiting) {
        this.waiting = waiting;
        this.sound = new OutgoingSound(sound, clock);
        this.pictures = pictures;
    }

    /** The next message, sound before pictures; empty where none waits. */
    public Optional<StreamMessage> take(long now) {
        var message = look(now);
        if (message.isPresent()) return message;
        waiting.lookAway(); // and once more: what came in between told nobody
        return look(now);
    }

    private Optional<StreamMessage> look(long now) {
        return sound.take(now).or(() -> pictures.get().flatMap(all -> all.take(clock, now)));
    }
}
