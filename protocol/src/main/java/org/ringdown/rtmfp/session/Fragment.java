package org.ringdown.rtmfp.session;

import java.nio.ByteBuffer;
import org.ringdown.rtmfp.packet.Chunk.Part;

/** Of a message of ours: it was sent, and has not been acknowledged. */
final class Fragment {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    final long sequence;
    final Part part;
    final boolean last;
    private final Outgoing message;
    private ByteBuffer data;
    private boolean abandoned;
    private boolean inFlight;
    private int size;
    private long packet;
    private int overtaken;

    Fragment(long sequence, Part part, boolean last, Outgoing message, ByteBuffer data) {
        this.sequence = sequence;
        this.part = part;
        this.last = last;
        this.message = message;
        this.data = data;
    }

    /** Gives it up where it would come too late. */
    void ageBy(long now) {
        if (!abandoned && message.isTooLate(now)) abandon();
    }

    void abandon() {
        abandoned = true;
        data = NOTHING;
        message.abandoned();
    }

    boolean isAbandoned() {
        return abandoned;
    }

    ByteBuffer data() {
        return data;
    }

    void sent(long packet, int size) {
        this.packet = packet;
        this.size = size;
        inFlight = true;
        overtaken = 0;
    }

    void lost() {
        inFlight = false;
    }

    boolean isInFlight() {
        return inFlight;
    }

    int size() {
        return size;
    }

    /** In which it went last. */
    long packet() {
        return packet;
    }

    /** Another that was sent later has arrived. How often that was so. */
    int overtaken() {
        return ++overtaken;
    }
}
