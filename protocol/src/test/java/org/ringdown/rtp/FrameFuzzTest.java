package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ringdown.wire.MalformedException;

/** Any bytes at all, in pieces of any size: what comes out is what went in, without the lengths, up to a packet that is too long. */
class FrameFuzzTest {
    private static final int LONGEST = 300;

    @FuzzTest
    void readsAnything(byte[] bytes) {
        assertThat(inPieces(bytes)).isEqualTo(atOnce(bytes));
    }

    private static byte[] inPieces(byte[] bytes) {
        var reader = new FrameReader(LONGEST);
        var packet = ByteBuffer.allocate(LONGEST);
        var read = new ByteArrayOutputStream();
        int at = 0;
        try {
            while (at < bytes.length) {
                var room = reader.room();
                int piece = Math.min(1 + (bytes[at] & 63), bytes.length - at);
                piece = Math.min(piece, room.remaining());
                room.put(bytes, at, piece);
                reader.flip();
                at += piece;
                while (reader.next(packet)) read.write(packet.array(), 0, packet.remaining());
            }
        } catch (MalformedException refused) {
            assertThat(refused).hasMessageEndingWith("(RFC 4571 §2)");
        }
        return read.toByteArray();
    }

    private static byte[] atOnce(byte[] bytes) {
        var read = new ByteArrayOutputStream();
        int at = 0;
        while (at + 2 <= bytes.length) {
            int length = (bytes[at] & 255) << 8 | bytes[at + 1] & 255;
            at += 2;
            if (length > LONGEST || at + length > bytes.length) break;
            read.writeBytes(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        return read.toByteArray();
    }
}
