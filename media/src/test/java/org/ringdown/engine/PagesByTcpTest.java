package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.media.AppKind;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.MediaNote;
import org.ringdown.media.WebRtcMedia;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.srtp.SrtpReceiver;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.srtp.SrtpSender;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunIntegrity;
import org.ringdown.stun.StunWriter;
import org.ringdown.worker.Counted;
import org.ringdown.worker.PortRange;
import org.ringdown.worker.ScriptedConnection;
import org.ringdown.worker.VirtualLoop;

/** Pages that come in by TCP (RFC 6544): the first of two workers waits for connections, and the page lives on either. */
class PagesByTcpTest {
    private static final InetSocketAddress PAGE =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 50_000);
    private static final String PASSWORD = "gatewayPassword0123456789";
    private static final String FINGERPRINT = "sha-256 00";
    private static final List<Format> FORMATS = List.of(new Format(8, Codec.PCMA));
    private static final int PAYLOAD = 160;

    private final VirtualLoop first = new VirtualLoop();
    private final VirtualLoop second = new VirtualLoop();
    private final List<MediaNote> notes = new ArrayList<>();
    private final Heard heard = new Heard();
    private final SrtpScratch scratch = new SrtpScratch();
    private final SrtpSender pageSends =
            new SrtpSender(ScriptedDtls.keys(FINGERPRINT).client(), scratch);
    private final SrtpReceiver pageHears =
            new SrtpReceiver(ScriptedDtls.keys(FINGERPRINT).server(), scratch);
    private MediaWorkers engine;
    private int sequence;

    @BeforeEach
    void listen() throws IOException {
        var ports = new PortRange(20_000, 20_099);
        var config = MediaConfig.at(InetAddress.getLoopbackAddress(), 10_000, ports, Duration.ZERO);
        engine =
                new MediaWorkers(
                        config,
                        List.of(first, second),
                        new ScriptedDtls(),
                        new Random(1),
                        (_, _, note) -> notes.add(note));
        engine.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 443));
    }

    @Test
    void namesThePort() {
        assertThat(engine.webRtcTcpPort()).hasValue(443);
    }

    @ParameterizedTest(name = "on worker {0}")
    @ValueSource(ints = {0, 1})
    void aPageIsServedByTheWorkerThatExpectsIt(int worker) {
        var page = open(worker);
        var connection = connect(PAGE);
        shakeHands(connection);
        engine.join(page, engine.openApp(worker, AppKind.ECHO, new Heard()));
        pass(20);
        say(connection);
        pass(20);

        assertThat(heard.news()).containsExactly("connected");
        assertThat(notes).contains(new MediaNote.Reached(PAGE, true), new MediaNote.Keyed());
        assertThat(sounds(connection)).isEqualTo(1);
    }

    @Test
    void packetsMayComeInPieces() {
        open(1);
        var connection = connect(PAGE);
        var check = framed(check(PASSWORD, "gatewayUfrag"));
        while (check.hasRemaining()) {
            connection.arrive(ByteBuffer.wrap(new byte[] {check.get()}), first.nanos());
            pass(0);
        }

        assertThat(kinds(connection)).containsExactly(Rfc7983.Kind.STUN);
    }

    /** The second packet may be there when the first is looked at, and goes along. */
    @Test
    void whatCameWithTheFirstPacketGoesAlong() {
        open(1);
        var connection = connect(PAGE);
        var both = ByteBuffer.allocate(512);
        both.put(framed(check(PASSWORD, "gatewayUfrag"))).put(framed(hello()));
        connection.arrive(both.flip(), first.nanos());
        pass(10);

        assertThat(kinds(connection)).containsExactly(Rfc7983.Kind.STUN, Rfc7983.Kind.DTLS);
        assertThat(heard.news()).containsExactly("connected");
    }

    // Who has to go.

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a handshake, FOREIGN_SOURCE",
        "rubbish, MALFORMED",
        "a packet that is too long, MALFORMED",
        "a check for somebody unknown, NO_SUCH_LEG",
        "a check without the password, NOT_AUTHENTIC"
    })
    void whoDoesNotBeginWithAProperCheckHasToGo(String first, Counted why) {
        open(1);
        var connection = connect(PAGE);
        arrive(connection, firstPacket(first));
        pass(0);

        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.written().hasRemaining()).isFalse();
        assertThat(engine.counted(why)).isEqualTo(1);
    }

    private static ByteBuffer firstPacket(String named) {
        return switch (named) {
            case "a handshake" -> framed(hello());
            case "rubbish" -> framed(ByteBuffer.wrap(new byte[] {0, 1, 2, 3}));
            case "a packet that is too long" -> ByteBuffer.wrap(new byte[] {8, 1});
            case "a check for somebody unknown" -> framed(check(PASSWORD, "somebodyElse"));
            default -> framed(check("anotherPassword0123456789", "gatewayUfrag"));
        };
    }

    @Test
    void whoSaysNothingHasToGoAfterTenSeconds() {
        open(1);
        var connection = connect(PAGE);
        var check = framed(check(PASSWORD, "gatewayUfrag"));
        connection.arrive(check.limit(20), first.nanos());
        pass(9_900);
        assertThat(connection.isClosed()).isFalse();
        pass(200);

        assertThat(connection.isClosed()).isTrue();
        assertThat(engine.counted(Counted.CONNECTION_REFUSED)).isEqualTo(1);
    }

    @Test
    void strangersFromOneAddressAreCounted() {
        var open = new ArrayList<ScriptedConnection>();
        for (int i = 0; i < 33; i++) open.add(connect(from(1, i)));

        assertThat(open.getLast().isClosed()).isTrue();
        assertThat(open.subList(0, 32)).noneMatch(ScriptedConnection::isClosed);
        assertThat(connect(from(2, 0)).isClosed()).isFalse();

        open.getFirst().end(first.nanos());
        assertThat(connect(from(1, 99)).isClosed()).isFalse();
    }

    @Test
    void strangersAreCountedInAll() {
        int open = 0;
        for (int host = 1; host <= 20; host++) {
            for (int i = 0; i < 32; i++) if (!connect(from(host, i)).isClosed()) open++;
        }

        assertThat(open).isEqualTo(512);
    }

    @Test
    void whoHasProvedWhoseItIsDoesNotCountAsAStranger() {
        open(1);
        for (int i = 0; i < 100; i++) {
            var connection = connect(from(1, i));
            arrive(connection, framed(check(PASSWORD, "gatewayUfrag")));
            pass(0);
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void aConnectionWhosePageHasLeftIsClosedSoon() {
        var page = open(1);
        var connection = connect(PAGE);
        shakeHands(connection);
        page.close();
        pass(0);
        assertThat(connection.isClosed()).isFalse();
        pass(10_000);

        assertThat(connection.isClosed()).isTrue();
    }

    // A page has more than one way.

    @Test
    void aPageMayMoveFromTcpToUdpAndBack() {
        open(1);
        var connection = connect(PAGE);
        shakeHands(connection);
        byUdp();
        arrive(connection, framed(check(PASSWORD, "gatewayUfrag")));
        pass(0);

        assertThat(notes)
                .filteredOn(MediaNote.Reached.class::isInstance)
                .containsExactly(
                        new MediaNote.Reached(PAGE, true),
                        new MediaNote.Reached(PAGE, false),
                        new MediaNote.Reached(PAGE, true));
    }

    @Test
    void aLostConnectionIsAnAddressThatFellSilent() {
        open(1);
        var connection = connect(PAGE);
        shakeHands(connection);
        connection.end(second.nanos());
        pass(5_000);
        assertThat(connection.isClosed()).isTrue();
        assertThat(heard.news()).containsExactly("connected");
        pass(2_000);

        assertThat(heard.news()).containsExactly("connected", "lost");
    }

    @Test
    void anotherWayInTimeAndNothingIsLost() {
        open(1);
        var connection = connect(PAGE);
        shakeHands(connection);
        connection.end(second.nanos());
        pass(3_000);
        var again = connect(from(1, 7));
        arrive(again, framed(check(PASSWORD, "gatewayUfrag")));
        pass(5_000);

        assertThat(heard.news()).containsExactly("connected");
    }

    // A connection that does not keep up.

    @Test
    void soundForASlowPageDoesNotWaitLongerThanItIsWorth() {
        var page = open(1);
        var connection = connect(PAGE);
        shakeHands(connection);
        engine.join(page, engine.openApp(1, AppKind.MUSIC, new Heard()));
        pass(100);
        connection.forgetWritten();
        connection.room(50);
        pass(3_000);
        assertThat(connection.awaitsRoom()).isTrue();
        connection.makeRoom(1 << 17, second.nanos());

        // What had begun, and what is no older than 200 ms.
        assertThat(sounds(connection)).isBetween(10L, 12L);
        assertThat(engine.counted(Counted.NOT_SENT)).isBetween(130L, 150L);
        assertThat(connection.awaitsRoom()).isFalse();
    }

    private WebRtcMedia open(int worker) {
        var parameters =
                new WebRtcParameters(
                        "gatewayUfrag",
                        PASSWORD,
                        "pageUfrag",
                        "pagePassword0123456789ab",
                        List.of(FINGERPRINT),
                        FORMATS,
                        9,
                        "cname");
        var page = engine.openWebRtc(worker, parameters, heard);
        pass(0);
        return page;
    }

    private ScriptedConnection connect(InetSocketAddress from) {
        return first.tcp().connect(from, first.nanos());
    }

    private void arrive(ScriptedConnection connection, ByteBuffer bytes) {
        connection.arrive(bytes, first.nanos());
    }

    private void shakeHands(ScriptedConnection connection) {
        arrive(connection, framed(check(PASSWORD, "gatewayUfrag")));
        pass(0);
        arrive(connection, framed(hello()));
        pass(0);
        assertThat(kinds(connection)).containsExactly(Rfc7983.Kind.STUN, Rfc7983.Kind.DTLS);
    }

    /** From the same address and port, which TCP and UDP have each for itself. */
    private void byUdp() {
        var port = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_001);
        second.arrive(check(PASSWORD, "gatewayUfrag"), PAGE, port);
        pass(0);
    }

    private void say(ScriptedConnection connection) {
        var packet = ByteBuffer.allocate(256);
        RtpWriter.header(packet, 0, 8, false, sequence, PAYLOAD * sequence, 7);
        sequence++;
        int length = pageSends.protect(packet, 0, 12 + PAYLOAD);
        arrive(connection, framed(packet.position(0).limit(length)));
    }

    private List<Rfc7983.Kind> kinds(ScriptedConnection connection) {
        return packets(connection).stream()
                .map(packet -> Rfc7983.kind(packet, 0, packet.remaining()))
                .toList();
    }

    /** How many packets of sound were sent, each proved. */
    private long sounds(ScriptedConnection connection) {
        return packets(connection).stream()
                .filter(packet -> Rfc7983.kind(packet, 0, packet.remaining()) == Rfc7983.Kind.RTP)
                .filter(packet -> pageHears.unprotect(packet, 0, packet.remaining()) > 0)
                .count();
    }

    private static List<ByteBuffer> packets(ScriptedConnection connection) {
        var packets = new ArrayList<ByteBuffer>();
        var written = connection.written();
        while (written.hasRemaining()) {
            byte[] packet = new byte[Short.toUnsignedInt(written.getShort())];
            written.get(packet);
            packets.add(ByteBuffer.wrap(packet));
        }
        return packets;
    }

    private void pass(int milliseconds) {
        for (int passed = 0; passed < milliseconds; passed += 10) {
            first.pass(Duration.ofMillis(10));
            second.pass(Duration.ofMillis(10));
        }
        first.pass(Duration.ZERO);
        second.pass(Duration.ZERO);
        first.pass(Duration.ZERO);
    }

    private static InetSocketAddress from(int host, int i) {
        return new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + host), 40_000 + i);
    }

    private static ByteBuffer hello() {
        return ByteBuffer.wrap(new byte[] {ScriptedDtls.HELLO, 0});
    }

    private static ByteBuffer check(String password, String ufrag) {
        var check = ByteBuffer.allocate(256);
        new StunWriter(check, Stun.BINDING_REQUEST, ByteBuffer.allocate(12))
                .text(Stun.USERNAME, ufrag + ":pageUfrag")
                .number(Stun.PRIORITY, 1)
                .number(Stun.ICE_CONTROLLING, 1L)
                .attribute(Stun.USE_CANDIDATE)
                .integrity(StunIntegrity.shortTerm(password))
                .fingerprint();
        return check.flip();
    }

    private static ByteBuffer framed(ByteBuffer packet) {
        var framed = ByteBuffer.allocate(2 + packet.remaining());
        return framed.putShort((short) packet.remaining()).put(packet.duplicate()).flip();
    }
}
