package org.ringdown.rtmfp.session;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.ChunkWriter;
import org.ringdown.rtmfp.packet.Packet;

/** What goes in one packet, as long as there is room. */
final class PacketBuilder {
    private static final int HEADER = 5; // flags and two timestamps

    private final List<Chunk> chunks = new ArrayList<>();
    private int room;
    private boolean timeCritical;

    PacketBuilder(int room) {
        this.room = room - HEADER;
    }

    int room() {
        return room;
    }

    /** Whether it fits, and is in. */
    boolean add(Chunk chunk) {
        int size = ChunkWriter.size(chunk);
        if (size > room) return false;
        room -= size;
        chunks.add(chunk);
        return true;
    }

    /** It holds what cannot wait. */
    void timeCritical() {
        timeCritical = true;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    Packet build(Packet.Mode mode, OptionalInt timestamp, OptionalInt echo) {
        return new Packet(mode, timeCritical, false, timestamp, echo, chunks);
    }
}
