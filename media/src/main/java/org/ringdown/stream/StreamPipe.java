package org.ringdown.stream;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.ringdown.media.Format;
import org.ringdown.worker.PacketRing;

/** Both ways of one kind of media between the edge and the worker: so many packets that may wait, and what else has to be told. */
public final class StreamPipe {
    /**
     * A sender report of ours (RFC 3550 §6.4.1), which says when what is sent was captured.
     *
     * @param millis of the clock of all reports
     */
    record Reported(int ssrc, long millis, int timestamp) {}

    /** Over a second of frames of 20 ms: who does not take them by then drops them. */
    private static final int SOUNDS = 64;

    /** A header, and the longest frame of sound. */
    private static final int LONGEST_SOUND = 2048;

    /** A keyframe of 600 kB. */
    private static final int PICTURES = 512;

    private static final int LONGEST_PICTURE = 1536;

    private final int longest;
    private final PacketRing<Format> in;
    private final PacketRing<Format> out;
    private final EdgeCounters counters = new EdgeCounters();
    private final AtomicReference<Optional<Reported>> reported =
            new AtomicReference<>(Optional.empty());

    private StreamPipe(int slots, int longest) {
        this.longest = longest;
        this.in = new PacketRing<>(slots, longest);
        this.out = new PacketRing<>(slots, longest);
    }

    public static StreamPipe ofSound() {
        return new StreamPipe(SOUNDS, LONGEST_SOUND);
    }

    public static StreamPipe ofPictures() {
        return new StreamPipe(PICTURES, LONGEST_PICTURE);
    }

    int longest() {
        return longest;
    }

    /** From the client. */
    PacketRing<Format> in() {
        return in;
    }

    /** To the client; each with the time when it was sent. */
    PacketRing<Format> out() {
        return out;
    }

    EdgeCounters counters() {
        return counters;
    }

    AtomicReference<Optional<Reported>> reported() {
        return reported;
    }
}
