package org.ringdown.rtp;

import java.nio.ByteBuffer;

/**
 * Presses keys: turns them into telephone-event packets, each when it is due (RFC 4733 §2.5.1).
 *
 * <p>While {@link #isPressing} it is a source of an {@link EgressRewriter} like any other: its sequence numbers start at 0, its
 * SSRC is 0, its timestamps follow the time.
 */
public final class KeypadSender {
    /** How many keys may wait. */
    public static final int MAX_KEYS = 128;

    /** The time from one packet to the next. */
    public static final long INTERVAL = 20_000_000;

    private static final int VOLUME = 10; // -10 dBm0, as telephones play it
    private static final int ENDS = 3; // the last packet of a key and of a segment, §2.5.1.4

    private enum Phase {
        IDLE,
        DOWN,
        /** Down, and from one segment to the next. */
        TURNING,
        ENDING,
        GAP
    }

    private final int payloadType;
    private final int clockRate;
    private final StringBuilder waiting = new StringBuilder();
    private long nextToneNanos;
    private long gapNanos;

    private Phase phase = Phase.IDLE;
    private long deadline;
    private boolean used;
    private long originNanos;
    private int sequence;

    private int event;
    private long toneNanos;
    private long startNanos;
    private long
            segment; // where the segment begins, in timestamp units from when the key went down
    private boolean marker;
    private int endsLeft;

    public KeypadSender(int payloadType, int clockRate) {
        this.payloadType = payloadType;
        this.clockRate = clockRate;
    }

    /**
     * Presses keys, after those that still wait.
     *
     * @param toneNanos how long a key is held, for all keys that wait now
     * @param gapNanos the silence after each of them
     * @return false, and nothing is pressed, if one of them is not a key or too many would wait
     */
    public boolean press(CharSequence keys, long toneNanos, long gapNanos, long nowNanos) {
        if (toneNanos <= 0 || gapNanos < 0) {
            throw new IllegalArgumentException("tone " + toneNanos + " ns, gap " + gapNanos);
        }
        if (waiting.length() + keys.length() > MAX_KEYS
                || !keys.chars().allMatch(key -> TelephoneEvent.isKey((char) key))) {
            return false;
        }
        waiting.append(keys);
        this.nextToneNanos = toneNanos;
        this.gapNanos = gapNanos;
        if (phase == Phase.IDLE && !waiting.isEmpty()) {
            phase = Phase.GAP;
            deadline = nowNanos;
        }
        return true;
    }

    /** Whether a key is down or waits; the gap after the last one counts. */
    public boolean isPressing() {
        return phase != Phase.IDLE;
    }

    /** When {@link #poll} has something to do next; {@code Long.MAX_VALUE} while nothing is pressed. */
    public long deadline() {
        return isPressing() ? deadline : Long.MAX_VALUE;
    }

    /** Writes the packet that is due at {@code at}, and returns its length; 0 if none is due. Ask until it is 0. */
    public int poll(ByteBuffer out, int at, long nowNanos) {
        if (!isPressing() || nowNanos - deadline < 0) {
            return 0;
        }
        return switch (phase) {
            case IDLE -> 0;
            case DOWN -> hold(out, at, nowNanos);
            case TURNING -> turn(out, at, nowNanos);
            case ENDING -> end(out, at, nowNanos);
            case GAP -> next(out, at, nowNanos);
        };
    }

    private int next(ByteBuffer out, int at, long nowNanos) {
        if (waiting.isEmpty()) {
            phase = Phase.IDLE;
            return 0;
        }
        if (!used) {
            used = true;
            originNanos = nowNanos;
        }
        phase = Phase.DOWN;
        event = TelephoneEvent.event(waiting.charAt(0));
        waiting.deleteCharAt(0);
        toneNanos = nextToneNanos;
        startNanos = nowNanos;
        segment = 0;
        marker = true;
        return hold(out, at, nowNanos);
    }

    /** A packet speaks for the time up to the next one; one that comes late is not made up for, the duration tells all. */
    private int hold(ByteBuffer out, int at, long nowNanos) {
        long nextNanos = ((nowNanos - startNanos) / INTERVAL + 1) * INTERVAL;
        long held = RtpClock.units(Math.min(nextNanos, toneNanos), clockRate) - segment;
        if (held > TelephoneEvent.MAX_DURATION) {
            phase = Phase.TURNING;
            endsLeft = ENDS;
            return turn(out, at, nowNanos);
        }
        if (nextNanos < toneNanos) {
            deadline = startNanos + nextNanos;
            return write(out, at, false, (int) held);
        }
        phase = Phase.ENDING;
        endsLeft = ENDS;
        return end(out, at, nowNanos);
    }

    /** The last packet of a segment, and only then the next segment: a repeat must not come behind what is newer (§2.5.1.3, §2.5.1.4). */
    private int turn(ByteBuffer out, int at, long nowNanos) {
        int length = write(out, at, false, TelephoneEvent.MAX_DURATION);
        deadline = nowNanos + INTERVAL;
        if (--endsLeft == 0) {
            phase = Phase.DOWN;
            segment += TelephoneEvent.MAX_DURATION;
        }
        return length;
    }

    private int end(ByteBuffer out, int at, long nowNanos) {
        deadline = nowNanos + INTERVAL;
        if (--endsLeft == 0) {
            phase = Phase.GAP;
            deadline = Math.max(deadline, startNanos + toneNanos + gapNanos);
        }
        return write(out, at, true, (int) (RtpClock.units(toneNanos, clockRate) - segment));
    }

    private int write(ByteBuffer out, int at, boolean end, int duration) {
        int timestamp = (int) (RtpClock.units(startNanos - originNanos, clockRate) + segment);
        int payload = RtpWriter.header(out, at, payloadType, marker, sequence++, timestamp, 0);
        out.putInt(payload, TelephoneEvent.payload(event, end, VOLUME, duration));
        marker = false;
        return payload + TelephoneEvent.SIZE - at;
    }
}
