package org.ringdown.path;

import org.ringdown.rtp.SequenceExtender;
import org.ringdown.rtp.SequenceWindow;

/** Which packets of a stream came lately, by number and by time. */
class RecentPackets {
    /** Nobody says again what is older; a power of two. */
    private static final int REMEMBERED = 16;

    /** A number so far from the others is another stream's. */
    private static final int LEAP = SequenceWindow.SIZE;

    private final int[] timestamps = new int[REMEMBERED];
    private SequenceWindow seen = new SequenceWindow();
    private int ssrc;
    private long first;
    private long newest;
    private int count;

    final void came(int ssrc, int sequence, int timestamp) {
        long number = SequenceExtender.nearest(newest, sequence);
        if (seen.isEmpty() || ssrc != this.ssrc || Math.abs(number - newest) >= LEAP)
            begin(ssrc, sequence);
        note(sequence, timestamp);
    }

    private void begin(int ssrc, int sequence) {
        this.ssrc = ssrc;
        seen = new SequenceWindow();
        first = sequence;
        newest = sequence;
        count = 0;
    }

    final void note(int sequence, int timestamp) {
        long number = SequenceExtender.nearest(newest, sequence);
        seen.mark(number);
        newest = Math.max(newest, number);
        timestamps[count++ & REMEMBERED - 1] = timestamp;
    }

    /** Whether neither came: a sender that did not number what it left out says that with a time that is known. */
    final boolean isMissing(int sequence, int timestamp) {
        long number = SequenceExtender.nearest(newest, sequence);
        if (number <= first || !seen.admits(number)) return false;
        for (int i = 0; i < Math.min(count, REMEMBERED); i++)
            if (timestamps[i] == timestamp) return false;
        return true;
    }
}
