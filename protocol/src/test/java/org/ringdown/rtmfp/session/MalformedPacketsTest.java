package org.ringdown.rtmfp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.crypto.Protection;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Option;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.wire.Damage;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireWriter;

/**
 * A million damaged packets of a peer that has keys: its session holds no more than it may, sends no more than it should, costs little, and goes on
 * in good order or is over; who has no keys is not heard at all.
 *
 * <p>{@code -Dmalformed.packets=10000} for fewer.
 */
class MalformedPacketsTest {
    private static final int INPUTS = Integer.getInteger("malformed.packets", 1_000_000);
    private static final int OF_A_SESSION = 1_000;
    private static final long MOST_NANOS = 50_000_000;
    private static final int MOST_SLOW = 20; // a busy machine makes some, a costly input many
    private static final int MOST_SENT = 1_000; // datagrams, after one that came
    private static final long MS = Network.MS;
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 4000);
    private static final byte[] SECRET = {1, 2, 3};
    private static final byte[] NEAR = {4};
    private static final byte[] FAR = {5};

    private final SplittableRandom random = new SplittableRandom(1);
    private final Damage damage = new Damage(good(), random);
    private PacketCipher peer = cipher(FAR, NEAR);
    private Session session = session();
    private long now = 1000 * MS;
    private int slow;

    private static PacketCipher cipher(byte[] near, byte[] far) {
        return PacketCipher.of(SECRET, near, far, Protection.NONE, Protection.NONE);
    }

    private Session session() {
        var keys = new Session.Keys(Packet.Mode.RESPONDER, 7, cipher(NEAR, FAR));
        var fresh = new Session(keys, THERE, SessionLimits.USUAL, random, 0);
        var flow = fresh.open(bytes("TC"), OptionalLong.empty(), Priority.DATA);
        for (int i = 0; i < 20; i++)
            flow.write(ByteBuffer.allocate(1500), Long.MAX_VALUE, () -> {});
        return fresh;
    }

    @Test
    void aPeerWithKeys() {
        int understood = 0;
        for (int i = 0; i < INPUTS; i++) {
            if (i % OF_A_SESSION == 0 || session.isDone()) begin();
            understood += take(damage.next()) ? 1 : 0;
        }
        assertThat(understood).isBetween(INPUTS / 10, INPUTS - 1);
    }

    private void begin() {
        peer = cipher(FAR, NEAR);
        session = session();
    }

    /** Whether it was a packet at all. */
    private boolean take(byte[] bytes) {
        Packet packet;
        try {
            packet = Packet.parse(ByteBuffer.wrap(bytes));
        } catch (MalformedException refused) {
            return false;
        }
        var sealed = peer.seal(packet, 7);
        long began = System.nanoTime();
        session.receive(sealed, THERE, now);
        drain();
        now += 5 * MS;
        session.expire(now);
        drain();
        long took = System.nanoTime() - began;
        assertThat(session.held()).isBetween(0, SessionLimits.USUAL.strangers() + 2000);
        if (took > MOST_NANOS) slow++;
        assertThat(slow).as("inputs that take long").isLessThan(MOST_SLOW);
        return true;
    }

    private void drain() {
        int sent = 0;
        while (session.toSend(now).isPresent()) assertThat(++sent).isLessThan(MOST_SENT);
    }

    @Test
    void whoHasNoKeys() {
        var datagrams =
                new Damage(good().stream().map(this::sealed).toList(), new SplittableRandom(2));
        var talk = new Network(1, new Protection(16, true));
        var victim = talk.responder.session;
        for (int i = 0; i < INPUTS; i++) {
            assertThat(victim.receive(ByteBuffer.wrap(datagrams.next()), THERE, talk.now()))
                    .isEmpty();
        }
        var flow = talk.initiator.session.open(bytes("TC"), OptionalLong.empty(), Priority.DATA);
        flow.write(bytes("as ever"), Long.MAX_VALUE, () -> {});
        talk.run(1000 * MS);

        assertThat(victim.malformed()).isEqualTo(INPUTS);
        assertThat(victim.remote()).isEqualTo(talk.initiator.address);
        assertThat(talk.responder.messages()).containsExactly(bytes("as ever"));
    }

    private byte[] sealed(byte[] plain) {
        try {
            return peer.seal(Packet.parse(ByteBuffer.wrap(plain)), 7).array();
        } catch (MalformedException e) {
            throw new IllegalStateException("it is good", e);
        }
    }

    private static List<byte[]> good() {
        var metadata = List.of(Option.of(0, "TC".getBytes(StandardCharsets.US_ASCII)));
        return Stream.of(
                        data(2, 1, 0, Chunk.Part.WHOLE, metadata, "hello"),
                        data(2, 2, 1, Chunk.Part.BEGIN, List.of(), "to be"),
                        data(2, 3, 1, Chunk.Part.MIDDLE, List.of(), " continued"),
                        data(2, 4, 1, Chunk.Part.END, List.of(), " and ended"),
                        data(3, 9, 8, Chunk.Part.WHOLE, metadata, "x".repeat(900)),
                        new Chunk.UserData(
                                2,
                                5,
                                5,
                                Chunk.Part.WHOLE,
                                true,
                                true,
                                List.of(),
                                ByteBuffer.allocate(0)),
                        new Chunk.Acknowledgement(
                                2,
                                65_536,
                                1,
                                List.of(new Chunk.Range(3, 4), new Chunk.Range(7, 7))),
                        new Chunk.Acknowledgement(2, 0, 2, List.of()),
                        new Chunk.BufferProbe(2),
                        new Chunk.FlowException(9, 1),
                        new Chunk.Ping(bytes("?")),
                        new Chunk.PingReply(bytes("!")))
                .map(MalformedPacketsTest::plain)
                .toList();
    }

    private static Chunk data(
            long flow,
            long sequence,
            long forward,
            Chunk.Part part,
            List<Option> options,
            String text) {
        return new Chunk.UserData(
                flow, sequence, forward, part, false, false, options, bytes(text));
    }

    private static byte[] plain(Chunk chunk) {
        var out = new WireWriter();
        new Packet(
                        Packet.Mode.INITIATOR,
                        true,
                        false,
                        OptionalInt.of(5),
                        OptionalInt.of(9),
                        List.of(chunk))
                .write(out);
        return out.written().array();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
