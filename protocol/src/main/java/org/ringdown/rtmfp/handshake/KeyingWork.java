package org.ringdown.rtmfp.handshake;

import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.crypto.Protection;
import org.ringdown.rtmfp.packet.Option;
import org.ringdown.rtmfp.packet.Vlu;
import org.ringdown.wire.WireWriter;

/**
 * The expensive part of a responder's handshake, some milliseconds of modular powers: any thread may do it. It touches nothing but itself.
 *
 * @param farId session id of the initiator
 * @param nearId session id of ours to be
 * @param cookie that the initiator showed: it shows the same again where our answer was lost
 * @param component of the initiator
 * @param secret ours, for this once
 */
public record KeyingWork(
        InetSocketAddress from,
        int farId,
        int nearId,
        ByteBuffer cookie,
        byte[] component,
        Keying.Key key,
        BigInteger secret,
        Protection sending,
        Protection receiving) {
    /**
     * A session that has keys.
     *
     * @param component our answer's
     */
    public record Keyed(KeyingWork work, ByteBuffer component, PacketCipher cipher) {}

    /** Empty for a key that nobody honest has. */
    public Optional<Keyed> run() {
        var shared = key.group().agree(secret, key.bytes());
        if (shared.isEmpty()) return Optional.empty();
        var near = answer(key.group().publicKey(secret));
        var cipher = PacketCipher.of(shared.get(), near.array(), component, sending, receiving);
        return Optional.of(new Keyed(this, near, cipher));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "keying of session %08x with %s".formatted(nearId, from);
    }

    /** In this order, and without a word more than was asked for: some clients look at fixed places. */
    private ByteBuffer answer(byte[] publicKey) {
        int hmac = Wish.flags(sending.hmac() > 0, receiving.hmac() > 0);
        int numbers = Wish.flags(sending.numbered(), receiving.numbered());
        return Option.writeAll(
                List.of(
                        new Option(
                                Keying.HMAC,
                                Vlu.write(new WireWriter().u8(hmac), sending.hmac()).written()),
                        Option.of(Keying.NUMBERS, (byte) numbers),
                        Option.numbered(Keying.EPHEMERAL_KEY, key.group().number(), publicKey)));
    }
}
