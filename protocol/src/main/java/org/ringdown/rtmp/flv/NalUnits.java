package org.ringdown.rtmp.flv;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/** A picture of H.264 as its NAL units, each behind its length (ISO/IEC 14496-15 §5.3.4.2). */
public final class NalUnits {
    private static final int MOST = 1024;

    private NalUnits() {}

    public static List<ByteBuffer> split(ByteBuffer bytes, int lengthSize)
            throws MalformedException {
        var in = new WireReader(bytes, "ISO/IEC 14496-15 §5.3.4.2");
        var units = new ArrayList<ByteBuffer>();
        while (in.remaining() > 0) {
            if (units.size() == MOST) throw in.malformed("over " + MOST + " NAL units");
            units.add(in.take(length(in, lengthSize), "NAL unit"));
        }
        return List.copyOf(units);
    }

    private static int length(WireReader in, int size) throws MalformedException {
        return switch (size) {
            case 1 -> in.u8("NAL unit length");
            case 2 -> in.u16("NAL unit length");
            default -> in.i32("NAL unit length");
        };
    }

    /** With lengths of four bytes. */
    public static ByteBuffer join(List<ByteBuffer> units) {
        var out = new WireWriter(1024);
        units.forEach(unit -> out.i32(unit.remaining()).bytes(unit));
        return out.written();
    }
}
