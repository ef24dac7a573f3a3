package org.ringdown.stream;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ringdown.rtp.RtpClock;
import org.ringdown.stream.StreamPipe.Reported;

/**
 * Milliseconds of the messages for a client, the same for sound and pictures, out of timestamps of packets. On a thread of the edge.
 *
 * <p>Sound goes by its samples, from when the first was sent. Pictures go with the sound that was captured when they were, as our reports say it, and until
 * there are any, from when the first was sent.
 */
final class PlayClock {
    private final Track sound = new Track();
    private final Track pictures = new Track();
    private boolean begun;
    private long epoch;

    /** One stream's timestamps. */
    private static final class Track {
        private boolean begun;
        private int ssrc;
        private int clockRate;
        private int newest;
        private long units;
        private long beganAt;
        private long last;

        /** Milliseconds of a timestamp, by counting from the first of its source, which was sent at {@code sent}. */
        long at(int ssrc, int timestamp, int clockRate, long sent) {
            if (!begun || ssrc != this.ssrc || clockRate != this.clockRate) {
                begun = true;
                this.ssrc = ssrc;
                this.clockRate = clockRate;
                newest = timestamp;
                units = 0;
                beganAt = sent;
            }
            units += timestamp - newest;
            newest = timestamp;
            return beganAt + millis(units);
        }

        /** The same of one that need not be the newest. */
        long near(int timestamp) {
            return beganAt + millis(units + (timestamp - newest));
        }

        private long millis(long count) {
            return Math.floorDiv(count * 1000, clockRate);
        }

        /** Nothing goes back in time. */
        int said(long millis) {
            last = Math.max(last, millis);
            return (int) last;
        }
    }

    int sound(int ssrc, int timestamp, int clockRate, long sentAt) {
        return sound.said(sound.at(ssrc, timestamp, clockRate, since(sentAt)));
    }

    int picture(
            int ssrc,
            int timestamp,
            long sentAt,
            Optional<Reported> ofSound,
            Optional<Reported> ofPictures) {
        long counted = pictures.at(ssrc, timestamp, OutgoingPictures.CLOCK, since(sentAt));
        boolean together =
                ofSound.filter(said -> sound.begun && said.ssrc() == sound.ssrc).isPresent()
                        && ofPictures.filter(said -> said.ssrc() == ssrc).isPresent();
        if (!together) return pictures.said(counted);
        var heard = ofSound.orElseThrow();
        var seen = ofPictures.orElseThrow();
        long captured =
                seen.millis()
                        + TimeUnit.NANOSECONDS.toMillis(
                                RtpClock.nanos(
                                        timestamp - seen.timestamp(), OutgoingPictures.CLOCK));
        return pictures.said(captured - heard.millis() + sound.near(heard.timestamp()));
    }

    private long since(long sentAt) {
        if (!begun) {
            begun = true;
            epoch = sentAt;
        }
        return TimeUnit.NANOSECONDS.toMillis(sentAt - epoch);
    }
}
