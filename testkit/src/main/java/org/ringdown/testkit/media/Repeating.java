package org.ringdown.testkit.media;

import java.nio.ByteBuffer;

/** A page that says things again (RFC 2198), written here once more, apart from the RTP floor, so that each checks the other. */
final class Repeating {
    private static final int HEADER = 12;
    private static final int OLDER = 4;

    private final int type;
    private byte[] before = {};
    private int beforeAt;

    /** @param type the payload type of packets that do */
    Repeating(int type) {
        this.type = type;
    }

    /** The packet, or one that says the packet before it again; {@code room} more bytes may be written behind it. */
    ByteBuffer around(ByteBuffer packet, boolean again, int room) {
        var payload = new byte[packet.limit() - HEADER];
        packet.get(HEADER, payload);
        int age = packet.getInt(4) - beforeAt;
        boolean possible = again && before.length > 0 && age > 0 && age < 1 << 14;
        var out = possible ? write(packet, payload, age, room) : packet;
        before = payload;
        beforeAt = packet.getInt(4);
        return out;
    }

    private ByteBuffer write(ByteBuffer packet, byte[] payload, int age, int room) {
        int length = HEADER + OLDER + 1 + before.length + payload.length;
        byte spoken = (byte) (packet.get(1) & 0x7F);
        var out = ByteBuffer.allocate(length + room);
        out.put(packet.slice(0, HEADER)).put(1, (byte) type);
        out.putInt(1 << 31 | spoken << 24 | age << 10 | before.length);
        out.put(spoken).put(before).put(payload);
        return out.limit(length).position(0);
    }

    /** The packet without what it says again. */
    ByteBuffer own(ByteBuffer packet) {
        if ((packet.get(1) & 0x7F) != type) return packet;
        int at = HEADER;
        int older = 0;
        for (; packet.get(at) < 0; at += OLDER) older += packet.getInt(at) & 0x3FF;
        var out = ByteBuffer.allocate(packet.limit() - at - 1 - older + HEADER);
        out.put(packet.slice(0, HEADER)).put(1, packet.get(at));
        return out.put(packet.slice(at + 1 + older, out.remaining())).flip();
    }
}
