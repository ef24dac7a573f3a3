package org.ringdown.rtmfp.handshake;

import java.util.List;
import org.ringdown.rtmfp.packet.Option;
import org.ringdown.rtmfp.packet.Vlu;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/**
 * What an end says of a protection of packets.
 *
 * @param sends that it will have it in what it sends
 * @param canSend if asked to
 * @param wants it in what it receives
 * @param length of its HMACs, in bytes
 */
record Wish(boolean sends, boolean canSend, boolean wants, int length) {
    static final Wish NOTHING = new Wish(false, false, false, 0);

    /** Of the first such option; nothing where there is none. */
    static Wish in(List<Option> component, int type) throws MalformedException {
        var option = Option.first(component, type);
        if (option.isEmpty()) return NOTHING;
        var in = new WireReader(option.get().value(), Keying.RULE);
        int flags = in.u8("flags");
        long length = in.remaining() > 0 ? Vlu.read(in, "length of HMACs") : 0;
        return new Wish(
                (flags & 4) != 0,
                (flags & 2) != 0,
                (flags & 1) != 0,
                (int) Math.min(length, Integer.MAX_VALUE));
    }

    /** Whether it is in what the end sends. Who wants it from us is asked for it, too. */
    boolean given() {
        return sends || wants && canSend;
    }

    /** As an option says it when we send it or not, and the peer does or does not. */
    static int flags(boolean sent, boolean received) {
        return (sent ? 6 : 0) | (received ? 1 : 0);
    }
}
