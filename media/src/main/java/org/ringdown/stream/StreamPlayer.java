package org.ringdown.stream;

import java.util.Optional;
import org.ringdown.media.StreamMessage;

/** All that is on its way to a client. On a thread of the edge. */
public final class StreamPlayer {
    private final Waiting waiting;
    private final OutgoingSound sound;

    public StreamPlayer(StreamPipe sound, Waiting waiting) {
        this.waiting = waiting;
        this.sound = new OutgoingSound(sound, new PlayClock());
    }

    /** The next message, sound before pictures; empty where none waits. */
    public Optional<StreamMessage> take(long now) {
        var message = sound.take(now);
        if (message.isPresent()) return message;
        waiting.lookAway(); // and once more: what came in between told nobody
        return sound.take(now);
    }
}
