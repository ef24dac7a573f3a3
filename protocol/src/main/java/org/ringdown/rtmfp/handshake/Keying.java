package org.ringdown.rtmfp.handshake;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.ringdown.rtmfp.crypto.DhGroup;
import org.ringdown.rtmfp.crypto.Protection;
import org.ringdown.rtmfp.packet.Option;
import org.ringdown.rtmfp.packet.Vlu;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/** The options of certificates and keying components (RFC 7425 §4.3). */
final class Keying {
    static final int ANCILLARY = 0x0a;
    static final int RANDOMNESS = 0x0e;
    static final int CERTIFICATE_GROUP = 0x15;
    static final int CERTIFICATE_KEY = 0x1d;
    static final int EPHEMERAL_KEY = 0x0d;
    static final int HMAC = 0x1a;
    static final int GROUP = 0x1d;
    static final int NUMBERS = 0x1e;
    static final String RULE = "RFC 7425 §4.3";

    /** Ours with keys: nothing is signed, and an X says so. */
    static final ByteBuffer SIGNATURE = ByteBuffer.wrap(new byte[] {'X'}).asReadOnlyBuffer();

    /** Of the peer, in a group that we speak. */
    record Key(DhGroup group, byte[] bytes) {}

    private Keying() {}

    static List<Option> options(ByteBuffer bytes) throws MalformedException {
        return Option.readAll(new WireReader(bytes, RULE));
    }

    /** What the peer's packets will have; how long an HMAC is, its sender says. */
    static Protection fromPeer(Wish hmac, Wish numbers) throws MalformedException {
        int length = hmac.given() ? hmac.length() : 0;
        boolean sound = length >= Protection.LEAST_HMAC && length <= Protection.MOST_HMAC;
        if (hmac.given() && !sound)
            throw new MalformedException("an HMAC of " + length + " bytes (" + RULE + ")");
        return new Protection(length, numbers.given());
    }

    /** The key that is said in a component or, by its group, in a certificate. */
    static Optional<Key> keyOf(List<Option> component, List<Option> certificate)
            throws MalformedException {
        for (var option : component) {
            var key = key(option, EPHEMERAL_KEY);
            if (key.isPresent()) return key;
        }
        var chosen = Option.first(component, GROUP);
        if (chosen.isEmpty()) return Optional.empty();
        var group = group(new WireReader(chosen.get().value(), RULE));
        for (var option : certificate) {
            var key = key(option, CERTIFICATE_KEY);
            if (key.isPresent() && key.map(Key::group).equals(group)) return key;
        }
        return Optional.empty();
    }

    private static Optional<Key> key(Option option, int type) throws MalformedException {
        if (option.type() != type) return Optional.empty();
        var in = new WireReader(option.value(), RULE);
        var group = group(in);
        if (group.isEmpty()) return Optional.empty();
        var bytes = new byte[in.remaining()];
        in.rest().get(bytes);
        return Optional.of(new Key(group.get(), bytes));
    }

    private static Optional<DhGroup> group(WireReader in) throws MalformedException {
        return DhGroup.of((int) Math.min(Vlu.read(in, "group"), Integer.MAX_VALUE));
    }
}
