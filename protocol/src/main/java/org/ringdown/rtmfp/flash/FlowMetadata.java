package org.ringdown.rtmfp.flash;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.rtmfp.packet.Vlu;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/**
 * What a flow of messages says that it is for (RFC 7425 §5.1.1).
 *
 * @param stream that its messages belong to; 0 is the connection itself
 * @param asTheyCome whether its sender wants messages to be handed out in whatever order they arrive
 */
record FlowMetadata(int stream, boolean asTheyCome) {
    private static final int T = 'T';
    private static final int C = 'C';
    private static final int HAS_STREAM = 0x04;
    private static final int ORDER = 0x03;
    private static final int AS_THEY_COME = 2;

    /** Empty for flows of another kind. */
    static Optional<FlowMetadata> parse(ByteBuffer bytes) {
        try {
            var in = new WireReader(bytes, "RFC 7425 §5.1.1");
            if (in.u8("signature") != T || in.u8("signature") != C) return Optional.empty();
            int flags = in.u8("flags");
            if ((flags & HAS_STREAM) == 0) return Optional.empty();
            long stream = Vlu.read(in, "stream");
            if (stream > Integer.MAX_VALUE) return Optional.empty();
            return Optional.of(new FlowMetadata((int) stream, (flags & ORDER) == AS_THEY_COME));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** In the order of sending: some clients compare bytes, and know no other. */
    static ByteBuffer of(int stream) {
        return Vlu.write(new WireWriter().u8(T).u8(C).u8(HAS_STREAM), stream).written();
    }
}
