package org.ringdown.rtp;

/**
 * The one stream a leg receives, made from whatever sources feed it, so that it never breaks.
 *
 * <p>Within a source, sequence numbers and timestamps are shifted by a constant: its losses and its reordering stay visible
 * to the far end's concealment and reports. At a change of source the stream goes on: the next sequence number, the
 * timestamp the clock has reached, the marker set; whatever the old source still sends is dropped. No sequence number is
 * sent twice, which SRTP relies on.
 *
 * <p>The caller names the sources with numbers of its own and says which one is heard; see {@link #select}.
 */
public final class EgressRewriter {
    private static final int MAX_DROPOUT =
            3000; // a receiver takes more for a restart (RFC 3550 A.1)
    private static final int NONE = -1;

    private final boolean marksStart;

    // The stream we send.
    private int clockRate;
    private int ssrc;
    private SequenceWindow sent = new SequenceWindow();
    private long lastSent;
    private int newestTimestamp;
    private long newestAtNanos;
    private StreamClock clock;
    private boolean started;

    // The source that feeds it.
    private long source;
    private boolean selected;
    private boolean opened;
    private long newestRead;
    private int restartAt = NONE;
    private long firstSent;
    private long sequenceShift;
    private int timestampShift;
    private final SourceTiming timing = new SourceTiming();
    private final CaptureClock capture = new CaptureClock();

    private EgressRewriter(
            boolean marksStart, int clockRate, int ssrc, int firstSequence, int firstTimestamp) {
        this.marksStart = marksStart;
        begin(clockRate, ssrc, firstSequence, firstTimestamp);
    }

    /**
     * A stream of sound, where the marker says that listening begins anew (RFC 3551 §4.1).
     *
     * @param firstSequence random, and below 2<sup>15</sup>: so the first wrap is far enough away for both ends to agree on it
     */
    public static EgressRewriter audio(
            int clockRate, int ssrc, int firstSequence, int firstTimestamp) {
        return new EgressRewriter(true, clockRate, ssrc, firstSequence, firstTimestamp);
    }

    /** A stream of pictures, where the marker ends a picture and is left to the source. */
    public static EgressRewriter video(
            int clockRate, int ssrc, int firstSequence, int firstTimestamp) {
        return new EgressRewriter(false, clockRate, ssrc, firstSequence, firstTimestamp);
    }

    /** Begins a new stream in place of this one, because timestamps cannot change their clock rate midway (RFC 7160 §4.1). */
    public void changeClock(int clockRate, int ssrc, int firstSequence, int firstTimestamp) {
        if (clockRate == this.clockRate || ssrc == this.ssrc) {
            throw new IllegalArgumentException("another clock rate is another SSRC");
        }
        begin(clockRate, ssrc, firstSequence, firstTimestamp);
    }

    /**
     * Goes on at another clock rate under the same SSRC, as browsers do and expect of each other: they hear no SSRC but the one that they were
     * told of. The numbers go on; the timestamp lies a second ahead, so that nobody takes it for an old one.
     */
    public void goOnAt(int clockRate) {
        this.clockRate = clockRate;
        newestTimestamp += clockRate;
        clock = new StreamClock(clockRate);
        started = false;
        opened = false;
        capture.forget();
    }

    private void begin(int clockRate, int ssrc, int firstSequence, int firstTimestamp) {
        if (firstSequence >>> 15 != 0) {
            throw new IllegalArgumentException("first sequence number " + firstSequence);
        }
        this.clockRate = clockRate;
        this.ssrc = ssrc;
        sent = new SequenceWindow();
        lastSent = firstSequence - 1;
        newestTimestamp = firstTimestamp;
        clock = new StreamClock(clockRate);
        started = false;
        opened = false;
        capture.forget();
    }

    /** Names the source that is heard from now on. Its first packet continues the stream; naming it again changes nothing. */
    public void select(long source) {
        if (!selected || source != this.source) {
            this.source = source;
            selected = true;
            opened = false;
            restartAt = NONE;
        }
    }

    /**
     * Gives a packet its place in the stream, by changing its header.
     *
     * @return false if it must not be sent: its source is not the one selected, it is a double, or it is too late
     */
    public boolean rewrite(RtpPacket packet, long source, long nowNanos) {
        return rewrite(packet, source, nowNanos, true);
    }

    /** As {@link #rewrite}, for a packet of a held key: its timestamp is when the key went down, not now (RFC 4733 §2.2.1). */
    public boolean rewriteEvent(RtpPacket packet, long source, long nowNanos) {
        return rewrite(packet, source, nowNanos, false);
    }

    /** Closes the gap of a packet that was received, but is not for the far end; else it would look lost. */
    public void skip(int sequence, long source) {
        if (source == this.source && opened) {
            long read = SequenceExtender.nearest(newestRead, sequence);
            if (read > newestRead && read - newestRead < MAX_DROPOUT) {
                newestRead = read;
                sequenceShift--;
            }
        }
    }

    /** Makes room after the newest packet of the source: what was rewritten under its number came from us, and it is yet to be rewritten itself. */
    public void inserted(long source) {
        if (source == this.source && opened) sequenceShift++;
    }

    private boolean rewrite(RtpPacket packet, long source, long nowNanos, boolean timed) {
        if (!selected || source != this.source) {
            return false;
        }
        if (!opened) {
            open(packet, nowNanos);
        }
        long read = SequenceExtender.nearest(newestRead, packet.sequence());
        if (read - newestRead >= MAX_DROPOUT || newestRead - read >= SequenceWindow.SIZE) {
            if (packet.sequence() != restartAt) {
                restartAt = packet.sequence() + 1 & 0xffff;
                return false;
            }
            open(packet, nowNanos); // two in a row: the source has begun anew (RFC 3550 A.1)
            capture.forget();
            read = newestRead;
        }
        restartAt = NONE;
        long number = read + sequenceShift;
        if (number < firstSent || !sent.admits(number)) {
            return false;
        }
        if (timed && read > newestRead) {
            keepTime(packet, read, nowNanos);
        }
        newestRead = Math.max(newestRead, read);
        send(packet, number, nowNanos);
        return true;
    }

    private void open(RtpPacket packet, long nowNanos) {
        opened = true;
        newestRead = packet.sequence();
        firstSent = lastSent + 1;
        sequenceShift = firstSent - newestRead;
        timestampShift = continuation(1, nowNanos) - packet.timestamp();
        timing.restart();
        restartAt = NONE;
    }

    /** Where the stream's timestamp goes on after a break: where the clock stands, and at least {@code least} units on. */
    private int continuation(int least, long nowNanos) {
        return started
                ? newestTimestamp + Math.max(least, clock.at(nowNanos) - newestTimestamp)
                : newestTimestamp;
    }

    private void keepTime(RtpPacket packet, long read, long nowNanos) {
        int packets = (int) (read - newestRead);
        int stamped = packet.timestamp() + timestampShift - newestTimestamp;
        if (timing.jumps(packets, stamped, elapsed(nowNanos), clockRate)) {
            timestampShift = continuation(timing.step(), nowNanos) - packet.timestamp();
            firstSent =
                    read + sequenceShift; // what comes from before the jump does not fit any more
            capture.forget();
        }
    }

    private void send(RtpPacket packet, long number, long nowNanos) {
        int timestamp = packet.timestamp() + timestampShift;
        if (marksStart && number == firstSent) {
            packet.marker(true);
        }
        packet.sequence((int) number);
        packet.timestamp(timestamp);
        packet.ssrc(ssrc);
        sent.mark(number);
        lastSent = Math.max(lastSent, number);
        // All packets of a picture or of a held key share a timestamp: the first of them came at
        // that time.
        if (!started) {
            clock.start(timestamp, nowNanos);
        } else if (timestamp - newestTimestamp > 0) {
            clock.note(timestamp, nowNanos);
        } else {
            return;
        }
        newestTimestamp = timestamp;
        newestAtNanos = nowNanos;
        started = true;
    }

    private long elapsed(long nowNanos) {
        return RtpClock.units(nowNanos - newestAtNanos, clockRate);
    }

    public int ssrc() {
        return ssrc;
    }

    public int clockRate() {
        return clockRate;
    }

    /** Whether anything was sent on this SSRC yet; before that, there is no time to report. */
    public boolean isStarted() {
        return started;
    }

    /** Takes note of when a timestamp of a source was captured, as its maker reports it. */
    public void captured(long source, int timestamp, long nanos) {
        capture.set(source, timestamp, nanos);
    }

    /** The timestamp of what is captured at a moment, as a sender report names it (RFC 3550 §6.4.1). */
    public int timestampAt(long nowNanos) {
        int arrived = clock.at(nowNanos);
        return opened ? capture.at(nowNanos, source, timestampShift, clockRate, arrived) : arrived;
    }
}
