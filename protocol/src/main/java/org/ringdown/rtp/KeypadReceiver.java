package org.ringdown.rtp;

/**
 * Reads key presses out of telephone-event packets and reports each once, as soon as any packet of it comes (RFC 4733 §2.5).
 *
 * <p>A press is many packets with one timestamp, the last of them sent three times; any may be lost, doubled or out of order.
 */
public final class KeypadReceiver {
    /** What is reported when a packet brings no new key. */
    public static final char NO_KEY = 0;

    private static final long STRAGGLING =
            5_000_000_000L; // nanoseconds; no packet is in the network for longer

    private boolean pressed;
    private int ssrc;
    private int newestSequence;
    private long newestAtNanos;
    private int timestamp;
    private int event;
    private int duration;
    private boolean ended;
    private long malformed;

    /** Takes a packet of the telephone-event payload type; returns the key if it is a new press, else {@link #NO_KEY}. */
    public char receive(RtpPacket packet, long nowNanos) {
        if (packet.payloadLength() < TelephoneEvent.SIZE) {
            malformed++;
            return NO_KEY;
        }
        int payload = packet.buffer().getInt(packet.payloadOffset());
        if (isStraggler(packet, nowNanos)) {
            return NO_KEY;
        }
        boolean press = isNewPress(packet, payload);
        remember(packet, payload, press, nowNanos);
        return press ? TelephoneEvent.key(TelephoneEvent.event(payload)) : NO_KEY;
    }

    /** Packets too short to be an event. */
    public long malformed() {
        return malformed;
    }

    /**
     * An older packet brings nothing: what it could tell has been told, or comes too late to keep the order of keys.
     *
     * <p>Sequence numbers decide, because sources do set timestamps back; after a pause they decide nothing, as they may have wrapped.
     */
    private boolean isStraggler(RtpPacket packet, long nowNanos) {
        return pressed
                && packet.ssrc() == ssrc
                && nowNanos - newestAtNanos < STRAGGLING
                && (short) (packet.sequence() - newestSequence) <= 0;
    }

    private boolean isNewPress(RtpPacket packet, int payload) {
        if (!pressed || packet.ssrc() != ssrc || TelephoneEvent.event(payload) != event) {
            return true;
        }
        int later = packet.timestamp() - timestamp;
        return later != 0 && !isNextSegment(packet, later);
    }

    /** A key held for longer than 16 bits can count goes on under a new timestamp, where the segment before ended (§2.5.1.3). */
    private boolean isNextSegment(RtpPacket packet, int later) {
        return !ended
                && !packet.marker()
                && (later == TelephoneEvent.MAX_DURATION || later == duration);
    }

    private void remember(RtpPacket packet, int payload, boolean press, long nowNanos) {
        boolean sameSegment = !press && packet.timestamp() == timestamp;
        pressed = true;
        ssrc = packet.ssrc();
        newestSequence = packet.sequence();
        newestAtNanos = nowNanos;
        timestamp = packet.timestamp();
        event = TelephoneEvent.event(payload);
        duration = TelephoneEvent.duration(payload);
        ended = TelephoneEvent.end(payload) || sameSegment && ended;
    }
}
