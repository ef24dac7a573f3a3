package org.ringdown.rtmfp.handshake;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.rtmfp.crypto.DhGroup;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.crypto.Protection;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Option;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.rtmfp.packet.Vlu;
import org.ringdown.rtmfp.session.Session;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireWriter;

/** The client's side of the handshake (RFC 7016 §3.5.1). What is to be sent is said again until it is answered. */
public final class Initiator {
    private static final long FIRST_AGAIN = 1_000_000_000L;
    private static final int TAG = 16;
    private static final int HMAC = 16;
    private static final DhGroup GROUP = DhGroup.MODP_2048;

    private final int nearId;
    private final boolean protect;
    private final BigInteger secret;
    private final ByteBuffer component;
    private final ByteBuffer certificate;
    private final ByteBuffer tag;
    private Chunk saying;
    private long again;
    private long patience = FIRST_AGAIN;

    /**
     * @param url of whom is asked
     * @param nearId how the peer is to call the session
     * @param protect whether HMACs and numbers are wanted both ways
     */
    public Initiator(String url, int nearId, boolean protect, RandomGenerator random, long now) {
        this.nearId = nearId;
        this.protect = protect;
        this.secret = GROUP.secret(random);
        this.component = component();
        this.tag = bytes(TAG, random);
        this.certificate =
                Option.writeAll(List.of(new Option(Keying.RANDOMNESS, bytes(64, random))));
        var asked =
                new Option(Keying.ANCILLARY, ByteBuffer.wrap(url.getBytes(StandardCharsets.UTF_8)));
        // A responder answers no more than it was asked; with this it may answer at once.
        var filling = new Option(Keying.RANDOMNESS, bytes(64, random));
        this.saying = new Chunk.InitiatorHello(Option.writeAll(List.of(asked, filling)), tag);
        this.again = now;
    }

    private ByteBuffer component() {
        int flags = protect ? 7 : 2; // sent, can be, wanted; or as the peer wants it
        return Option.writeAll(
                List.of(
                        Option.numbered(
                                Keying.EPHEMERAL_KEY, GROUP.number(), GROUP.publicKey(secret)),
                        new Option(
                                Keying.HMAC, Vlu.write(new WireWriter().u8(flags), HMAC).written()),
                        Option.of(Keying.NUMBERS, (byte) flags)));
    }

    private static ByteBuffer bytes(int count, RandomGenerator random) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** What is to be sent in a startup packet, to session 0. */
    public Optional<Chunk> toSend(long now) {
        if (now - again < 0) return Optional.empty();
        again = now + patience;
        patience += FIRST_AGAIN / 2;
        return Optional.of(saying);
    }

    /** When {@link #toSend} has something next. */
    public long nextDeadline() {
        return again;
    }

    /** What the session's keys are, once they are known. */
    public Optional<Session.Keys> receive(Chunk chunk, long now) throws MalformedException {
        switch (chunk) {
            case Chunk.ResponderHello hello when hello.tag().equals(tag) ->
                    key(hello.cookie(), now);
            case Chunk.CookieChange(var old, var fresh)
                    when saying instanceof Chunk.InitiatorKeying keying
                            && keying.cookie().equals(old) ->
                    key(fresh, now);
            case Chunk.ResponderKeying answer when saying instanceof Chunk.InitiatorKeying -> {
                return keys(answer);
            }
            default -> {}
        }
        return Optional.empty();
    }

    private void key(ByteBuffer cookie, long now) {
        var copy = new WireWriter().bytes(cookie).written();
        saying = new Chunk.InitiatorKeying(nearId, copy, certificate, component, Keying.SIGNATURE);
        again = now;
        patience = FIRST_AGAIN;
    }

    private Optional<Session.Keys> keys(Chunk.ResponderKeying answer) throws MalformedException {
        var options = Keying.options(answer.component());
        var key = Keying.keyOf(options, List.of());
        if (key.isEmpty() || key.get().group() != GROUP) return Optional.empty();
        var hmac = Wish.in(options, Keying.HMAC);
        var numbers = Wish.in(options, Keying.NUMBERS);
        var sending =
                new Protection(protect || hmac.wants() ? HMAC : 0, protect || numbers.wants());
        var receiving = new Protection(hmac.sends() ? hmac.length() : 0, numbers.sends());
        var far = new WireWriter().bytes(answer.component()).written().array();
        return GROUP.agree(secret, key.get().bytes())
                .map(shared ->
                        new Session.Keys(
                                Packet.Mode.INITIATOR,
                                answer.sessionId(),
                                PacketCipher.of(
                                        shared, component.array(), far, sending, receiving)));
    }
}
