package org.ringdown.rtmfp.session;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Packet;

/** When the peer hears what has arrived: every second packet, at once where something is odd, else a little later (RFC 7016 §3.6.3.4). */
final class Acknowledgements {
    private static final long DELAY = 200_000_000L;

    private final Flows flows;
    private final Set<Long> due = new LinkedHashSet<>();
    private boolean now;
    private int packets;
    private long since;

    Acknowledgements(Flows flows) {
        this.flows = flows;
    }

    /** Of this flow something has come. */
    void due(long flow, boolean atOnce) {
        due.add(flow);
        now |= atOnce;
    }

    void now(long flow) {
        if (flows.receiving(flow).isPresent()) due(flow, true);
    }

    /** All of a packet was taken. */
    void received(Packet packet, long time) {
        if (due.isEmpty() || packet.chunks().stream().noneMatch(Chunk.UserData.class::isInstance))
            return;
        if (packets == 0) since = time;
        now |= ++packets >= 2;
    }

    /** For ever where nothing is due. */
    long deadline() {
        return due.isEmpty() ? Long.MAX_VALUE : since + DELAY;
    }

    /** Puts in what is due; what is not goes along where something is sent anyway. */
    void take(PacketBuilder packet, boolean anyway, long time) {
        if (due.isEmpty() || !now && !anyway && time < deadline()) return;
        int room = flows.room();
        for (Iterator<Long> all = due.iterator(); all.hasNext(); ) {
            if (!tell(packet, all.next(), room)) return;
            all.remove();
        }
        now = false;
        packets = 0;
    }

    private boolean tell(PacketBuilder packet, long id, int room) {
        var flow = flows.receiving(id);
        if (flow.isEmpty()) return true;
        if (flow.get().refusal().isPresent()) {
            long code = flow.get().refusal().getAsLong();
            if (!packet.add(new Chunk.FlowException(id, code))) return false;
        }
        return packet.add(flow.get().acknowledgement(room));
    }
}
