package org.ringdown.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/** Pages of one logical stream of Ogg (RFC 3533 §6): packets are gathered until a page is full, or said to be. */
final class OggPages {
    private static final int HEADER = 27;
    private static final int MOST_SEGMENTS = 255;
    private static final int SEGMENT = 255;
    private static final int CHECKSUM_AT = 22;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final int[] CRC = table();

    private final WritableByteChannel channel;
    private final int serial;
    private final ByteBuffer body = ByteBuffer.allocate(MOST_SEGMENTS * SEGMENT);
    private final byte[] lacing = new byte[MOST_SEGMENTS];
    private final ByteBuffer page =
            ByteBuffer.allocate(HEADER + MOST_SEGMENTS + MOST_SEGMENTS * SEGMENT)
                    .order(ByteOrder.LITTLE_ENDIAN);
    private int segments;
    private int number;

    OggPages(WritableByteChannel channel, int serial) {
        this.channel = channel;
        this.serial = serial;
    }

    /** Whether a packet of this length fits on the page that is being filled. */
    boolean hasRoom(int length) {
        return segments + length / SEGMENT + 1 <= MOST_SEGMENTS;
    }

    /** Adds a packet, for which there is room. */
    void add(ByteBuffer packet) {
        int length = packet.remaining();
        for (int left = length; ; left -= SEGMENT) {
            lacing[segments++] = (byte) Math.min(left, SEGMENT);
            if (left < SEGMENT) break;
        }
        body.put(packet);
    }

    /** Writes the page. @param granule how far the sound has come at its end */
    void end(long granule, boolean last) throws IOException {
        int flags = (number == 0 ? FIRST : 0) | (last ? LAST : 0);
        page.clear().put((byte) 'O').put((byte) 'g').put((byte) 'g').put((byte) 'S');
        page.put((byte) 0).put((byte) flags).putLong(granule).putInt(serial).putInt(number++);
        page.putInt(0).put((byte) segments).put(lacing, 0, segments).put(body.flip());
        page.flip();
        page.putInt(CHECKSUM_AT, checksum(page));
        while (page.hasRemaining()) channel.write(page);
        body.clear();
        segments = 0;
    }

    /** Not that of zip: neither reflected nor inverted (RFC 3533 §6, field 8). */
    private static int checksum(ByteBuffer bytes) {
        int crc = 0;
        for (int i = 0; i < bytes.limit(); i++)
            crc = crc << 8 ^ CRC[crc >>> 24 ^ Byte.toUnsignedInt(bytes.get(i))];
        return crc;
    }

    private static int[] table() {
        var table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 24;
            for (int bit = 0; bit < 8; bit++) crc = crc << 1 ^ (crc < 0 ? 0x04C11DB7 : 0);
            table[i] = crc;
        }
        return table;
    }
}
