package org.ringdown.rtmp.flv;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/**
 * A tag of an FLV file, as an aggregate message holds them too (FLV E.4.1, RTMP 1.0 §7.1.6).
 *
 * @param type the number of the message that it would be
 * @param timestamp in milliseconds
 */
public record FlvTag(int type, int timestamp, ByteBuffer body) {
    private static final int HEADER = 11;
    private static final int MOST = 4096;

    /** The tags that follow each other in {@code bytes}, each with its size behind it. */
    public static List<FlvTag> readAll(ByteBuffer bytes) throws MalformedException {
        var in = new WireReader(bytes, "FLV E.4.1");
        var tags = new ArrayList<FlvTag>();
        while (in.remaining() > 0) {
            if (tags.size() == MOST) throw in.malformed("over " + MOST + " tags");
            int type = in.u8("tag type");
            int size = in.u24("tag size");
            int time = in.u24("timestamp");
            int timestamp = in.u8("timestamp, high byte") << 24 | time;
            in.u24("stream");
            tags.add(new FlvTag(type, timestamp, in.take(size, "tag")));
            // Some leave the size of the last one out, and some have it without the header
            // (§7.1.6): nobody needs it.
            if (in.remaining() > 0) in.i32("size of the tag before");
        }
        return List.copyOf(tags);
    }

    public void write(WireWriter out) {
        out.u8(type).u24(body.remaining()).u24(timestamp).u8(timestamp >> 24).u24(0).bytes(body);
        out.i32(HEADER + body.remaining());
    }
}
