package org.ringdown.testkit.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpReceiver;

/**
 * What the gateway has sealed, by key, SSRC and index: two different packets in one place show each other's content to whoever has both
 * (RFC 3711 §9.1). The same packet twice is only the network's doing.
 */
public final class IndexLedger {
    private static final int SEQUENCES = 1 << 16;

    /** Of {@link Keying}'s profile. */
    private static final int TAG = 10;

    private final Map<Place, Integer> sealed = new HashMap<>();
    private final List<String> twice = new ArrayList<>();

    /** RTP and RTCP have keys of their own, made from the same master key. */
    private record Place(SrtpKeys key, boolean report, int ssrc, long index) {}

    /** Opens a packet, and notes where it was sealed. What is forged is in nobody's place. */
    int open(SrtpKeys key, SrtpReceiver receiver, ByteBuffer packet, int length) {
        int bytes = packet.slice(0, length).hashCode();
        int ssrc = packet.getInt(8);
        int sequence = packet.getShort(2) & 0xffff;
        int opened = receiver.unprotect(packet, 0, length);
        if (opened >= 0 || opened == SrtpReceiver.REPLAYED)
            note(new Place(key, false, ssrc, index(receiver.lastIndex(ssrc), sequence)), bytes);
        return opened;
    }

    /** The same of a report, whose index it says itself: before the tag, behind the bit that says that it is encrypted (§3.4). */
    int openReport(SrtpKeys key, SrtpReceiver receiver, ByteBuffer packet, int length) {
        int bytes = packet.slice(0, length).hashCode();
        int ssrc = packet.getInt(4);
        int index = packet.getInt(length - TAG - Integer.BYTES) & Integer.MAX_VALUE;
        int opened = receiver.unprotectRtcp(packet, 0, length);
        if (opened >= 0 || opened == SrtpReceiver.REPLAYED)
            note(new Place(key, true, ssrc, index), bytes);
        return opened;
    }

    /** The one with this sequence number that is nearest to the newest. */
    private static long index(long newest, int sequence) {
        long index = newest - newest % SEQUENCES + sequence;
        if (index - newest > SEQUENCES / 2) return index - SEQUENCES;
        return newest - index > SEQUENCES / 2 ? index + SEQUENCES : index;
    }

    private void note(Place place, int bytes) {
        var before = sealed.put(place, bytes);
        if (before != null && before != bytes)
            twice.add(
                    "two packets under one key, SSRC %08x, index %d%s"
                            .formatted(place.ssrc, place.index, place.report ? " of RTCP" : ""));
    }

    /** How many packets it has seen, each once. */
    public int packets() {
        return sealed.size();
    }

    /** Places that were used twice; there should be none. */
    public List<String> usedTwice() {
        return List.copyOf(twice);
    }
}
