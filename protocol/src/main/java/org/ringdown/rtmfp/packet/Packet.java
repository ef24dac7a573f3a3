package org.ringdown.rtmfp.packet;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/**
 * What is encrypted (RFC 7016 §2.2.4).
 *
 * @param mode who sent it
 * @param timeCritical whether its sender sends what cannot wait
 * @param reverse whether its sender hears, from others, what cannot wait
 * @param timestamp of sending, in ticks of 4 ms, 16 bits that wrap
 * @param echo of the timestamp that was received last, with the ticks since added
 */
public record Packet(
        Mode mode,
        boolean timeCritical,
        boolean reverse,
        OptionalInt timestamp,
        OptionalInt echo,
        List<Chunk> chunks) {
    private static final int TIME_CRITICAL = 0x80;
    private static final int REVERSE = 0x40;
    private static final int TIMESTAMP = 0x08;
    private static final int ECHO = 0x04;

    /** In their numbers' order; 0 is forbidden. */
    public enum Mode {
        FORBIDDEN,
        INITIATOR,
        RESPONDER,
        STARTUP
    }

    public Packet {
        chunks = List.copyOf(chunks);
    }

    private static final long TICK = 4_000_000; // nanoseconds

    /** Before there is a session. Some clients take it for granted that there is a timestamp. */
    public static Packet startup(Chunk chunk, long now) {
        return new Packet(
                Mode.STARTUP,
                false,
                false,
                OptionalInt.of((int) (now / TICK) & 0xffff),
                OptionalInt.empty(),
                List.of(chunk));
    }

    public static Packet parse(ByteBuffer bytes) throws MalformedException {
        var in = new WireReader(bytes, "RFC 7016 §2.2.4");
        int flags = in.u8("flags");
        var mode = Mode.values()[flags & 3];
        if (mode == Mode.FORBIDDEN) throw in.malformed("mode 0");
        var timestamp = time(in, flags & TIMESTAMP);
        var echo = time(in, flags & ECHO);
        return new Packet(
                mode,
                (flags & TIME_CRITICAL) != 0,
                (flags & REVERSE) != 0,
                timestamp,
                echo,
                ChunkReader.readAll(in));
    }

    private static OptionalInt time(WireReader in, int flag) throws MalformedException {
        return flag == 0 ? OptionalInt.empty() : OptionalInt.of(in.u16("timestamp"));
    }

    public void write(WireWriter out) {
        int flags = mode.ordinal();
        if (timeCritical) flags |= TIME_CRITICAL;
        if (reverse) flags |= REVERSE;
        if (timestamp.isPresent()) flags |= TIMESTAMP;
        if (echo.isPresent()) flags |= ECHO;
        out.u8(flags);
        timestamp.ifPresent(out::u16);
        echo.ifPresent(out::u16);
        for (var chunk : chunks) ChunkWriter.write(chunk, out);
    }
}
