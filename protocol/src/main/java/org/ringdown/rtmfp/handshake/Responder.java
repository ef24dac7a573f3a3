package org.ringdown.rtmfp.handshake;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.ringdown.rtmfp.crypto.DhGroup;
import org.ringdown.rtmfp.crypto.Protection;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Option;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireWriter;

/** The server's side of the handshake (RFC 7016 §3.5.1). It remembers nobody. */
public final class Responder {
    private static final int MOST_TAG = 128;
    private static final int HMAC = 16;

    private final RandomGenerator random;
    private final Cookies cookies;
    private final ByteBuffer certificate;

    /** What follows from a chunk. */
    public sealed interface Step {
        /** To be sent back to where the chunk came from. */
        record Reply(Chunk chunk) implements Step {}

        /** To be done; its sender has shown where it is. */
        record Work(KeyingWork work) implements Step {}

        /** Dropped. */
        record Nothing(String why) implements Step {}
    }

    public Responder(RandomGenerator random) {
        this.random = random;
        cookies = new Cookies(random);
        certificate =
                Option.writeAll(
                                List.of(
                                        Option.of(Keying.ANCILLARY),
                                        group(DhGroup.MODP_1024),
                                        group(DhGroup.MODP_2048)))
                        .asReadOnlyBuffer();
    }

    private static Option group(DhGroup group) {
        return Option.numbered(Keying.CERTIFICATE_GROUP, group.number());
    }

    /** @param nearId gives the id of a session to come */
    public Step receive(Chunk chunk, InetSocketAddress from, IntSupplier nearId, long now)
            throws MalformedException {
        return switch (chunk) {
            case Chunk.InitiatorHello hello -> hello(hello, from, now);
            case Chunk.InitiatorKeying keying -> keying(keying, from, nearId, now);
            default -> new Step.Nothing("not a chunk of an initiator");
        };
    }

    /** Who asks by address is welcome; peers are introduced to each other, by fingerprints, elsewhere. */
    private Step hello(Chunk.InitiatorHello hello, InetSocketAddress from, long now)
            throws MalformedException {
        if (hello.tag().remaining() > MOST_TAG) return new Step.Nothing("too long a tag");
        var asked = Keying.options(hello.discriminator());
        if (Option.first(asked, Keying.ANCILLARY).isEmpty())
            return new Step.Nothing("asks for somebody else");
        var cookie = cookies.make(from, now);
        return new Step.Reply(new Chunk.ResponderHello(hello.tag(), cookie, certificate));
    }

    private Step keying(
            Chunk.InitiatorKeying keying, InetSocketAddress from, IntSupplier nearId, long now)
            throws MalformedException {
        if (keying.sessionId() == 0) return new Step.Nothing("session 0 is nobody's");
        if (!cookies.isGood(keying.cookie(), from, now)) return change(keying, from, now);
        var component = Keying.options(keying.component());
        var key = Keying.keyOf(component, Keying.options(keying.certificate()));
        if (key.isEmpty()) return new Step.Nothing("no key in a group that we speak");
        var hmac = Wish.in(component, Keying.HMAC);
        var numbers = Wish.in(component, Keying.NUMBERS);
        return new Step.Work(
                new KeyingWork(
                        from,
                        keying.sessionId(),
                        nearId.getAsInt(),
                        copy(keying.cookie()),
                        copy(keying.component()).array(),
                        key.get(),
                        key.get().group().secret(random),
                        new Protection(hmac.wants() ? HMAC : 0, numbers.wants()),
                        Keying.fromPeer(hmac, numbers)));
    }

    private Step change(Chunk.InitiatorKeying keying, InetSocketAddress from, long now) {
        if (keying.cookie().remaining() != Cookies.SIZE)
            return new Step.Nothing("a cookie that was never ours");
        return new Step.Reply(new Chunk.CookieChange(keying.cookie(), cookies.make(from, now)));
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return new WireWriter().bytes(bytes).written();
    }

    /** What answers an initiator that has been given keys. */
    public static Chunk answer(KeyingWork.Keyed keyed) {
        return new Chunk.ResponderKeying(
                keyed.work().nearId(), keyed.component(), Keying.SIGNATURE);
    }
}
