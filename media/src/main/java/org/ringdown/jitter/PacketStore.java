package org.ringdown.jitter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ringdown.rtp.RtpPacket;

/** Where packets wait for their turn, and for those before them. */
final class PacketStore {
    /** 640 ms of packets of 10 ms. */
    static final int PLACES = 64;

    /** Longer payloads are no sound that we know. */
    private static final int LONGEST = 1500;

    /** What 20 ms of most codecs need. A place that ever held more keeps more. */
    private static final int USUAL = 256;

    private static final long NONE = Long.MIN_VALUE;

    static final class Place {
        private byte[] bytes = new byte[USUAL];
        private ByteBuffer payload = ByteBuffer.wrap(bytes);
        private long number = NONE;
        private long timestamp;
        private int payloadType;
        private int length;

        /** The sequence number, without its wraps. */
        long number() {
            return number;
        }

        /** Without its wraps. */
        long timestamp() {
            return timestamp;
        }

        int payloadType() {
            return payloadType;
        }

        ByteBuffer payload() {
            return payload.limit(length).position(0);
        }

        private void take(RtpPacket packet, long number, long timestamp) {
            this.number = number;
            this.timestamp = timestamp;
            payloadType = packet.payloadType();
            length = packet.payloadLength();
            if (length > bytes.length) {
                bytes = new byte[LONGEST];
                payload = ByteBuffer.wrap(bytes);
            }
            packet.buffer().get(packet.payloadOffset(), bytes, 0, length);
        }
    }

    private final Place[] places = new Place[PLACES];
    private long next;
    private long newest;

    PacketStore() {
        Arrays.setAll(places, _ -> new Place());
    }

    /** Forgets all, and waits for {@code first}. */
    void reset(long first) {
        for (var place : places) place.number = NONE;
        next = first;
        newest = first - 1;
    }

    /** Lets a packet wait; false if its turn is over, it is here already, or it is too long. What has waited longest makes room. */
    boolean put(RtpPacket packet, long number, long timestamp) {
        if (number < next || packet.payloadLength() > LONGEST) return false;
        var place = place(number);
        if (place.number == number) return false;
        if (number >= next + PLACES) skipTo(number - PLACES + 1);
        place.take(packet, number, timestamp);
        newest = Math.max(newest, number);
        return true;
    }

    /** The first that waits. Only where not {@link #isEmpty}. */
    Place first() {
        long number = next;
        while (place(number).number != number) number++;
        return place(number);
    }

    boolean isEmpty() {
        for (long number = next; number <= newest; number++)
            if (place(number).number == number) return false;
        return true;
    }

    /** Whether it is the first packet's turn, and none before it is missing. */
    boolean isNextHere() {
        return place(next).number == next;
    }

    /** Whose turn it is. */
    long next() {
        return next;
    }

    /** It is {@code number}'s turn now; whatever is before it is forgotten. */
    void skipTo(long number) {
        for (long passed = next; passed < number && passed <= newest; passed++)
            place(passed).number = NONE;
        next = number;
    }

    /** Before anything was played, one that comes earlier may be first. */
    void beginAt(long number) {
        next = Math.min(next, number);
    }

    private Place place(long number) {
        return places[(int) Math.floorMod(number, (long) PLACES)];
    }
}
