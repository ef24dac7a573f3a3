package org.ringdown.path;

import java.util.List;
import java.util.Optional;
import org.ringdown.codec.Tone;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;

/** A short tone that says: this is recorded. Like a key, it is heard instead of anything else. */
final class Beep implements KeySource {
    private static final int HERTZ = 1400;
    private static final double LEVEL = 0.15;
    private static final int FRAMES = 10;

    private final Announcement announcement;
    private RtpPacket packet = new RtpPacket();
    private int left = FRAMES;
    private long deadline;

    private Beep(Announcement announcement, long now) {
        this.announcement = announcement;
        this.deadline = now;
    }

    /** Nothing, where none of these can be encoded. */
    static KeySource in(List<Format> voices, long now) {
        return voices.stream()
                .map(voice -> Announcement.of(voice, rate -> new Tone(rate, LEVEL, HERTZ)))
                .flatMap(Optional::stream)
                .findFirst()
                .<KeySource>map(sound -> new Beep(sound, now))
                .orElse(KeySource.NONE);
    }

    /** Keys are not made by a beep. */
    @Override
    public boolean press(String keys, long toneNanos, long gapNanos, long now) {
        return false;
    }

    @Override
    public boolean isPressing() {
        return left > 0;
    }

    @Override
    public long deadline() {
        return isPressing() ? deadline : Long.MAX_VALUE;
    }

    @Override
    public boolean poll(long now) {
        if (!isPressing() || now - deadline < 0) return false;
        deadline += Announcement.INTERVAL;
        left--;
        packet = announcement.next();
        return true;
    }

    @Override
    public RtpPacket packet() {
        return packet;
    }
}
