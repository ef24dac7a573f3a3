package org.ringdown.rtmfp.packet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/**
 * One of a list of options (RFC 7016 §2.1.3): length, type, value; a length of 0 ends the list.
 *
 * @param value whose position is never moved
 */
public record Option(int type, ByteBuffer value) {
    private static final int MOST = 64;

    public static Option of(int type, byte... value) {
        return new Option(type, ByteBuffer.wrap(value));
    }

    /** A number in front of bytes, as options about a Diffie-Hellman group are. */
    public static Option numbered(int type, int number, byte... value) {
        return new Option(type, Vlu.write(new WireWriter(), number).bytes(value).written());
    }

    /** Up to the end of the list, or of the bytes. */
    public static List<Option> readAll(WireReader in) throws MalformedException {
        var options = new ArrayList<Option>();
        while (in.remaining() > 0) {
            int length = Vlu.readLength(in, "length of an option");
            if (length == 0) return options;
            if (options.size() == MOST) throw in.malformed("over " + MOST + " options");
            var body = new WireReader(in.take(length, "option"), "RFC 7016 §2.1.3");
            long type = Vlu.read(body, "type of an option");
            var value = body.rest();
            // What types are beyond an int we know none of.
            options.add(new Option((int) Math.min(type, Integer.MAX_VALUE), value));
        }
        return options;
    }

    public void write(WireWriter out) {
        Vlu.write(out, Vlu.size(type) + value.remaining());
        Vlu.write(out, type).bytes(value);
    }

    /** Without an end, as certificates and keying components are. */
    public static ByteBuffer writeAll(List<Option> options) {
        var out = new WireWriter();
        for (var option : options) option.write(out);
        return out.written();
    }

    public static Optional<Option> first(List<Option> options, int type) {
        return options.stream().filter(option -> option.type == type).findFirst();
    }

    public byte[] bytes() {
        var bytes = new byte[value.remaining()];
        value.get(value.position(), bytes);
        return bytes;
    }
}
