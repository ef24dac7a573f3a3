package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.testkit.World;
import org.ringdown.testkit.media.SoundPeerConnection;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.PhoneSound;
import org.ringdown.testkit.phone.ScriptedPhone;

/**
 * Damaged and made-up packets of every kind, from strangers and under the addresses of those who talk: no call is lost, no sound is hurt, and
 * nothing is remembered.
 *
 * <p>{@code -Dmalformed.packets=1000000} sends as many of each kind.
 */
class MalformedPacketsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int PACKETS = Integer.getInteger("malformed.packets", 50_000);
    private static final int AT_ONCE = 500;
    private static final int SAMPLES = 200;
    private static final long MOST_KEPT = 8 << 20;
    private static final InetSocketAddress STRANGER =
            new InetSocketAddress(InetAddress.ofLiteral("10.9.0.9"), 9_999);

    private final World world = World.from(51).sound().build();
    private final RandomGenerator random = world.random();
    private final Map<Kind, List<Sent>> samples = new EnumMap<>(Kind.class);
    private final RtpPacket reader = new RtpPacket();
    private ScriptedPage alice;
    private ScriptedPhone phone;
    private PageCall call;

    /** Kinds of packets that reach the gateway, by who sends them. */
    enum Kind {
        STUN,
        SRTP,
        SRTCP,
        RTP,
        RTCP
    }

    /** A packet that one of the ends has sent. */
    private record Sent(ByteBuffer bytes, InetSocketAddress from, InetSocketAddress to) {}

    @BeforeEach
    void talk() {
        alice = world.page("alice");
        phone = world.phone("carol");
        world.run(SOON);
        var gateway = world.sip().getAddress();
        world.network()
                .observe((traffic, from, to, bytes) -> {
                    if (traffic == Traffic.MEDIA && to.getAddress().equals(gateway))
                        keep(new Sent(copy(bytes), from, to));
                });
        call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(Duration.ofSeconds(30));
    }

    private void keep(Sent sent) {
        boolean page = sent.from.getAddress().getAddress()[1] == 2;
        switch (Rfc7983.kind(sent.bytes, 0, sent.bytes.limit())) {
            case STUN -> keep(Kind.STUN, sent);
            case RTP -> {
                keep(page ? Kind.SRTP : Kind.RTP, sent);
                keep(page ? Kind.SRTCP : Kind.RTCP, report(sent));
            }
            default -> {}
        }
    }

    /** Simulated ends send no reports: a receiver's report on one source (RFC 3550 §6.4.2), as if of whoever has sent this. */
    private Sent report(Sent sent) {
        var bytes = ByteBuffer.allocate(32).putInt(0x81c9_0007).putInt(sent.bytes.getInt(8));
        while (bytes.hasRemaining()) bytes.putInt(random.nextInt());
        return new Sent(bytes.clear(), sent.from, sent.to);
    }

    private void keep(Kind kind, Sent sent) {
        var kept = samples.computeIfAbsent(kind, _ -> new ArrayList<>());
        if (kept.size() < SAMPLES) kept.add(sent);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hurtNobody(Kind kind) {
        for (int i = 0; i < AT_ONCE; i++) send(kind);
        world.run(SOON);
        var before = world.gateway().census();
        int heard = heard().ear().heard(here().voice());
        int heardHere = here().ear().heard(heard().voice());
        var began = world.time().elapsed();
        long memory = memory();

        for (int sent = 0; sent < PACKETS; sent += AT_ONCE) {
            for (int i = 0; i < AT_ONCE; i++) send(kind);
            world.run(Duration.ofMillis(20));
        }

        long kept = memory() - memory;
        long spoken = world.time().elapsed().minus(began).toMillis() / 20;
        assertThat(heard().ear().heard(here().voice()) - heard).isGreaterThan((int) spoken - 3);
        assertThat(here().ear().heard(heard().voice()) - heardHere).isGreaterThan((int) spoken - 3);
        assertThat(heard().ear().breaks() + here().ear().breaks()).isZero();
        assertThat(heard().ear().missing() + here().ear().missing()).isZero();
        assertThat(call.isTalking()).isTrue();
        assertThat(world.gateway().census()).isEqualTo(before);
        assertThat(kept).isLessThan(MOST_KEPT);
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    private void send(Kind kind) {
        var sent = samples.get(kind).get(random.nextInt(samples.get(kind).size()));
        var bytes = random.nextInt(4) == 0 ? madeUp(sent.bytes) : damaged(sent.bytes);
        boolean forged = random.nextBoolean() && !mayBeTheirs(kind, bytes);
        world.network().forge(bytes, forged ? sent.from : STRANGER, sent.to);
    }

    /** Without keys, what reads well and has their address is theirs. */
    private boolean mayBeTheirs(Kind kind, ByteBuffer bytes) {
        return kind == Kind.RTCP || kind == Kind.RTP && reader.wrap(bytes, 0, bytes.limit());
    }

    /** Of the same kind by its first bytes, and nothing else. */
    private ByteBuffer madeUp(ByteBuffer genuine) {
        var bytes = new byte[2 + random.nextInt(random.nextInt(10) == 0 ? 1500 : 100)];
        random.nextBytes(bytes);
        bytes[0] = genuine.get(0);
        bytes[1] = genuine.get(1);
        return ByteBuffer.wrap(bytes);
    }

    /** Cut off or grown, and with some of its bytes changed, but for the two that say what it is. */
    private ByteBuffer damaged(ByteBuffer genuine) {
        int length = genuine.limit();
        int size =
                switch (random.nextInt(4)) {
                    case 0 -> 2 + random.nextInt(length - 2);
                    case 1 -> length + 1 + random.nextInt(40);
                    default -> length;
                };
        var bytes = ByteBuffer.allocate(size).put(genuine.slice(0, Math.min(size, length))).clear();
        int first = random.nextInt(2, Math.max(3, size));
        for (int at = first; at < Math.min(size, first + random.nextInt(1, 9)); at++)
            bytes.put(at, (byte) (bytes.get(at) ^ random.nextInt(1, 256)));
        return bytes;
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    private static long memory() {
        for (int i = 0; i < 3; i++) System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private SoundPeerConnection here() {
        return (SoundPeerConnection) call.connection().orElseThrow();
    }

    private PhoneSound heard() {
        return phone.calls().getFirst().sound().orElseThrow();
    }
}
