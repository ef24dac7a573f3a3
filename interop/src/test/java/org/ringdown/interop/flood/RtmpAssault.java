package org.ringdown.interop.flood;

import java.util.random.RandomGenerator;
import org.ringdown.wire.WireWriter;

/** What clients of RTMP say that mean no good, from the first byte on; each of them is to be closed. */
public enum RtmpAssault {
    /** Of any kind, and what only begins as a handshake does. */
    GARBAGE {
        @Override
        WireWriter write(RandomGenerator random) {
            var bytes = new byte[random.nextInt(1, 10_000)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) bytes[0] = 3;
            return new WireWriter().bytes(bytes);
        }
    },
    SIXTEEN_MEGABYTES {
        @Override
        WireWriter write(RandomGenerator random) {
            return head(RtmpText.greeting(), PICTURES, 0xffffff, VIDEO).bytes(new byte[1000]);
        }
    },
    /** Chunks of 2^31-1 bytes, of a picture of a megabyte. */
    CHUNKS_WITHOUT_END {
        @Override
        WireWriter write(RandomGenerator random) {
            var out = RtmpText.chunkSize(RtmpText.greeting(), Integer.MAX_VALUE);
            return head(out, PICTURES, 1 << 20, VIDEO).bytes(new byte[1 << 19]);
        }
    },
    CHUNKS_OF_NOTHING_OR_LESS {
        @Override
        WireWriter write(RandomGenerator random) {
            int size = random.nextBoolean() ? 0 : Integer.MIN_VALUE;
            return RtmpText.chunkSize(RtmpText.greeting(), size);
        }
    },
    /** A message on each chunk stream that there can be, of which one byte comes. */
    BEGINNINGS {
        @Override
        WireWriter write(RandomGenerator random) {
            var out = RtmpText.chunkSize(RtmpText.greeting(), 1);
            for (int id = COMMANDS; id < 64; id++) head(out, id, 0xffff, COMMAND).u8(0);
            return out;
        }
    },
    /** Objects within objects, ten thousand deep, in both kinds of AMF. */
    DEPTH_BOMBS {
        @Override
        WireWriter write(RandomGenerator random) {
            var objects = connect();
            for (int i = 0; i < DEEP; i++) objects.u8(3).u16(1).u8('a');
            var arrays = connect().u8(AVMPLUS);
            for (int i = 0; i < DEEP; i++) arrays.u8(9).u8(3).u8(1);
            return command(command(endless(), objects), arrays);
        }
    },
    /** An object that holds itself, in both kinds of AMF. */
    CIRCLES {
        @Override
        WireWriter write(RandomGenerator random) {
            var objects = connect().u8(3).u16(1).u8('a').u8(7).u16(0).u16(0).u8(9);
            var arrays = connect().u8(AVMPLUS).u8(9).u8(3).u8(1).u8(9).u8(0);
            return command(command(endless(), objects), arrays);
        }
    },
    SILENCE {
        @Override
        WireWriter write(RandomGenerator random) {
            return RtmpText.greeting();
        }
    };

    private static final int COMMANDS = 3; // chunk streams
    private static final int PICTURES = 7;
    private static final int VIDEO = 9; // types of messages
    private static final int COMMAND = 20;
    private static final int AVMPLUS = 0x11;
    private static final int DEEP = 10_000;

    abstract WireWriter write(RandomGenerator random);

    public byte[] says(RandomGenerator random) {
        return RtmpText.bytes(write(random));
    }

    private static WireWriter endless() {
        return RtmpText.chunkSize(RtmpText.greeting(), Integer.MAX_VALUE);
    }

    /** The header of a message's first chunk (RTMP 1.0 §5.3.1.2.1). */
    private static WireWriter head(WireWriter out, int chunks, int length, int type) {
        return out.u8(chunks).u24(0).u24(length).u8(type).i32(0);
    }

    private static WireWriter command(WireWriter out, WireWriter values) {
        var body = values.written();
        return head(out, COMMANDS, body.remaining(), COMMAND).bytes(body);
    }

    /** The name and the number of a connect; its object is to follow. */
    private static WireWriter connect() {
        return new WireWriter().u8(2).u16(7).text("connect").u8(0).f64(1);
    }
}
