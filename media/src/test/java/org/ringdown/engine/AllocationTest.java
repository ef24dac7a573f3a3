package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.MediaNote;
import org.ringdown.media.PagePictures;
import org.ringdown.media.Pictures;
import org.ringdown.media.RtpRemote;
import org.ringdown.media.StreamMedia;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.srtp.SrtpReceiver;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.srtp.SrtpSender;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunIntegrity;
import org.ringdown.stun.StunWriter;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Alarms;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.DatagramHandler;
import org.ringdown.worker.DatagramPort;
import org.ringdown.worker.Loop;
import org.ringdown.worker.PortRange;
import org.ringdown.worker.ScriptedConnection;
import org.ringdown.worker.ScriptedTcpPort;
import org.ringdown.worker.Signal;
import org.ringdown.worker.TcpConnection;
import org.ringdown.worker.TcpHandler;
import org.ringdown.worker.TcpPort;

/** The whole way of a packet through the gateway, from datagram to datagram, leaves no garbage: only sockets are left out. */
class AllocationTest {
    private static final int PACKETS = 20_000;
    private static final int LENGTH = 172;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<Format> FORMATS =
            List.of(new Format(8, Codec.PCMA), new Format(101, Codec.telephoneEvent(8000)));
    private static final List<Format> PICTURES = List.of(new Format(96, Codec.VP8));
    private static final Pictures SEEN =
            new Pictures(PICTURES, PICTURES, Map.of(97, 96), Set.of(), OptionalLong.empty());
    private static final InetSocketAddress PAGE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 5000);
    private static final InetSocketAddress PHONE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 6000);
    private static final String PASSWORD = "gatewayPassword0123456789";

    private final BareLoop loop = new BareLoop();
    private final SrtpScratch scratch = new SrtpScratch();
    private final SrtpSender pageSends =
            new SrtpSender(ScriptedDtls.keys("sha-256 00").client(), scratch);
    private final SrtpReceiver pageHears =
            new SrtpReceiver(ScriptedDtls.keys("sha-256 00").server(), scratch);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    private final ByteBuffer frame = ByteBuffer.allocate(2048);
    private final List<MediaNote> notes = new ArrayList<>();
    private int sequence;
    private MediaWorkers engine;

    @BeforeEach
    void placeACall() throws IOException {
        var config =
                MediaConfig.at(
                        InetAddress.getLoopbackAddress(),
                        10_000,
                        new PortRange(20_000, 20_007),
                        Duration.ZERO);
        // With somebody who looks: to be watched costs a packet nothing either.
        engine =
                new MediaWorkers(
                        config,
                        List.of(loop),
                        new ScriptedDtls(),
                        new Random(1),
                        (_, _, note) -> notes.add(note));
        var page = engine.openWebRtc(0, agreed(), new Heard());
        var phone = engine.openRtp(0, "cname", Filler.COMFORT_NOISE, new Heard());
        phone.remote(new RtpRemote(PHONE, PHONE, true, PHONE.getAddress(), FORMATS, FORMATS));
        phone.openPictures();
        phone.pictures(
                new RtpRemote(PHONE, PHONE, true, PHONE.getAddress(), PICTURES, PICTURES), SEEN);
        engine.join(page, phone);
        check();
        buffer.clear().put(ScriptedDtls.HELLO).put((byte) 0).flip();
        loop.port(10_000).handler.received(buffer, PAGE, loop.nanos());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"page to phone", "phone to page"})
    void aPacketLeavesNoGarbage(String way) {
        boolean fromPage = way.startsWith("page");
        Runnable step = fromPage ? this::fromPage : this::fromPhone;
        var out = loop.port(fromPage ? 20_000 : 10_000);
        for (int i = 0; i < PACKETS; i++) step.run();
        int sentBefore = out.sent;
        long before = allocated();
        for (int i = 0; i < PACKETS; i++) step.run();
        long garbage = allocated() - before;

        assertThat(out.sent - sentBefore).isEqualTo(PACKETS);
        assertThat(garbage / PACKETS).as(garbage + " bytes for " + PACKETS + " packets").isZero();
        for (var what : Counted.values())
            if (what.isOdd()) assertThat(engine.counted(what)).as(what.name()).isZero();
        assertThat(fromPage ? out.last.limit() : pageHears.unprotect(out.last, 0, out.last.limit()))
                .isEqualTo(LENGTH);
    }

    /** The same of pictures, which are kept for a while besides. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"page to phone", "phone to page"})
    void aPictureLeavesNoGarbage(String way) {
        boolean fromPage = way.startsWith("page");
        Runnable step = fromPage ? this::pictureFromPage : this::pictureFromPhone;
        var out = loop.port(fromPage ? 20_002 : 10_000);
        for (int i = 0; i < PACKETS; i++) step.run();
        int sentBefore = out.sent;
        long before = allocated();
        for (int i = 0; i < PACKETS; i++) step.run();
        long garbage = allocated() - before;

        assertThat(out.sent - sentBefore).isEqualTo(PACKETS);
        assertThat(garbage / PACKETS).as(garbage + " bytes for " + PACKETS + " packets").isZero();
        for (var what : Counted.values())
            if (what.isOdd()) assertThat(engine.counted(what)).as(what.name()).isZero();
    }

    /** The same of a client that sends messages: the edge may leave some, the worker none. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"client to phone", "phone to client"})
    void aMessageLeavesNoGarbageOnTheWorker(String way) {
        var client = engine.openStream(0, "client", Filler.COMFORT_NOISE, () -> {});
        client.plays(List.of(Codec.PCMA), List.of());
        var phone = engine.openRtp(0, "cname", Filler.COMFORT_NOISE, new Heard());
        phone.remote(new RtpRemote(PHONE, PHONE, true, PHONE.getAddress(), FORMATS, FORMATS));
        engine.join(client, phone);
        Runnable step = way.startsWith("client") ? () -> say(client) : () -> hear(client);
        for (int i = 0; i < PACKETS; i++) step.run();
        int sentBefore = loop.port(20_004).sent;
        long before = loop.garbage;
        for (int i = 0; i < PACKETS; i++) step.run();
        long garbage = loop.garbage - before;

        if (way.startsWith("client"))
            assertThat(loop.port(20_004).sent - sentBefore).isEqualTo(PACKETS);
        assertThat(garbage / PACKETS).as(garbage + " bytes for " + PACKETS + " packets").isZero();
        for (var what : Counted.values())
            if (what.isOdd()) assertThat(engine.counted(what)).as(what.name()).isZero();
    }

    private void say(StreamMedia client) {
        loop.pass();
        frame.clear().limit(161).put(0, (byte) 0x72);
        client.sound(20 * sequence++, frame);
    }

    private void hear(StreamMedia client) {
        write();
        loop.pass();
        loop.atWork(() ->
                loop.port(20_004)
                        .handler
                        .received(buffer.limit(LENGTH).position(0), PHONE, loop.nanos()));
        if (client.take().isEmpty()) throw new AssertionError("nothing was said");
    }

    private void pictureFromPage() {
        writePicture();
        int length = pageSends.protect(buffer.clear(), 0, LENGTH);
        loop.pass();
        loop.port(10_000).handler.received(buffer.limit(length), PAGE, loop.nanos());
    }

    private void pictureFromPhone() {
        writePicture();
        loop.pass();
        loop.port(20_002).handler.received(buffer.limit(LENGTH).position(0), PHONE, loop.nanos());
    }

    private void writePicture() {
        buffer.clear();
        int payload = RtpWriter.header(buffer, 0, 96, true, sequence, 1800 * sequence, 8);
        buffer.putInt(payload, 0x90808100).put(payload + 4, (byte) (sequence == 0 ? 0 : 1));
        sequence++;
    }

    /** The same where the page has come by TCP. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"page to phone", "phone to page"})
    void aPacketOfAConnectionLeavesNoGarbage(String way) throws IOException {
        engine.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 443));
        var connection = loop.tcp().connect(PAGE, loop.nanos());
        connection.arrive(framed(checkBytes()), loop.nanos());
        boolean fromPage = way.startsWith("page");
        Runnable step = fromPage ? () -> fromPageBy(connection) : () -> fromPhoneTo(connection);
        for (int i = 0; i < PACKETS; i++) step.run();
        int sentBefore = loop.port(20_000).sent;
        long before = allocated();
        for (int i = 0; i < PACKETS; i++) step.run();
        long garbage = allocated() - before;

        if (fromPage) assertThat(loop.port(20_000).sent - sentBefore).isEqualTo(PACKETS);
        assertThat(garbage / PACKETS).as(garbage + " bytes for " + PACKETS + " packets").isZero();
        for (var what : Counted.values())
            if (what.isOdd()) assertThat(engine.counted(what)).as(what.name()).isZero();
    }

    private void fromPageBy(ScriptedConnection connection) {
        write();
        int length = pageSends.protect(buffer.clear(), 0, LENGTH);
        loop.pass();
        connection.arrive(framed(buffer.limit(length).position(0)), loop.nanos());
    }

    private void fromPhoneTo(ScriptedConnection connection) {
        connection.forgetWritten();
        fromPhone();
        if (connection.unread() < 2 + LENGTH) throw new AssertionError("nothing was sent");
    }

    private ByteBuffer framed(ByteBuffer packet) {
        return frame.clear().putShort((short) packet.remaining()).put(packet).flip();
    }

    private void fromPage() {
        write();
        int length = pageSends.protect(buffer.clear(), 0, LENGTH);
        loop.pass();
        loop.port(10_000).handler.received(buffer.limit(length), PAGE, loop.nanos());
    }

    private void fromPhone() {
        write();
        loop.pass();
        loop.port(20_000).handler.received(buffer.limit(LENGTH).position(0), PHONE, loop.nanos());
    }

    private void write() {
        buffer.clear();
        RtpWriter.header(buffer, 0, 8, false, sequence, 160 * sequence, 7);
        sequence++;
    }

    private void check() {
        loop.port(10_000).handler.received(checkBytes(), PAGE, loop.nanos());
    }

    private ByteBuffer checkBytes() {
        buffer.clear();
        new StunWriter(buffer, Stun.BINDING_REQUEST, ByteBuffer.allocate(12))
                .text(Stun.USERNAME, "gatewayUfrag:pageUfrag")
                .number(Stun.PRIORITY, 1)
                .number(Stun.ICE_CONTROLLING, 1L)
                .attribute(Stun.USE_CANDIDATE)
                .integrity(StunIntegrity.shortTerm(PASSWORD))
                .fingerprint();
        return buffer.flip();
    }

    private static WebRtcParameters agreed() {
        return new WebRtcParameters(
                "gatewayUfrag",
                PASSWORD,
                "pageUfrag",
                "pagePassword0123456789ab",
                List.of("sha-256 00"),
                FORMATS,
                OptionalInt.empty(),
                9,
                "cname",
                Optional.of(new PagePictures("1", SEEN, 10, 11)));
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** A loop that does at once what it is asked, and a network that swallows all. */
    private static final class BareLoop implements Loop {
        private final Counters counters = new Counters();
        private final ScriptedTcpPort tcp = new ScriptedTcpPort();
        private final Alarms alarms = new Alarms();
        private final List<Port> ports = new ArrayList<>();
        private long now;
        private long garbage;

        Port port(int number) {
            for (int i = 0; i < ports.size(); i++) {
                if (ports.get(i).local.getPort() == number) return ports.get(i);
            }
            throw new AssertionError("port " + number + " is not open");
        }

        void pass() {
            now += 20_000_000;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Signal signal(Runnable task) {
            return () -> atWork(task);
        }

        /** Does what the edge has asked for, and counts what that leaves. */
        void atWork(Runnable task) {
            long before = allocated();
            task.run();
            garbage += allocated() - before;
        }

        @Override
        public Alarm alarm(Runnable task) {
            return alarms.create(task);
        }

        @Override
        public DatagramPort open(InetSocketAddress local, DatagramHandler handler) {
            var port = new Port(local, handler);
            ports.add(port);
            return port;
        }

        @Override
        public TcpPort listen(
                InetSocketAddress local, Function<TcpConnection, TcpHandler> accepted) {
            return tcp.open(local, accepted);
        }

        @Override
        public void adopt(TcpConnection connection, Supplier<TcpHandler> handler) {
            execute(() -> ((ScriptedConnection) connection).serve(handler.get(), now));
        }

        /** Where connections come in, once somebody listens. */
        public ScriptedTcpPort tcp() {
            return tcp;
        }

        @Override
        public long worked() {
            return 0;
        }

        @Override
        public Counters counters() {
            return counters;
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }

        @Override
        public void close() {}
    }

    private static final class Port implements DatagramPort {
        private final InetSocketAddress local;
        private final DatagramHandler handler;
        private final ByteBuffer last = ByteBuffer.allocate(2048);
        private int sent;

        Port(InetSocketAddress local, DatagramHandler handler) {
            this.local = local;
            this.handler = handler;
        }

        @Override
        public InetSocketAddress local() {
            return local;
        }

        @Override
        public void send(ByteBuffer datagram, InetSocketAddress to) {
            sent++;
            last.clear().put(datagram).flip();
        }

        @Override
        public void connect(InetSocketAddress peer) {}

        @Override
        public void disconnect() {}

        @Override
        public void close() {}
    }
}
