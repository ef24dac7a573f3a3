package org.ringdown.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.time.Timers;
import org.ringdown.tls.TlsFiles;
import org.ringdown.way.Reached;
import org.ringdown.way.SipDoor;

/** Sends and receives SIP over real sockets, and shows whom they do not wait for. */
class SipSocketsTest {
    private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);
    private static final String OPTIONS =
            """
            OPTIONS sip:127.0.0.1 SIP/2.0\r
            Via: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK1\r
            From: <sip:a@127.0.0.1>;tag=1\r
            To: <sip:b@127.0.0.1>\r
            Call-ID: 1\r
            CSeq: 1 OPTIONS\r
            Max-Forwards: 70\r
            Content-Length: 0\r
            \r
            """;

    private final BlockingQueue<Came> came = new LinkedBlockingQueue<>();
    private final BlockingQueue<Flow> closed = new LinkedBlockingQueue<>();
    private final List<Due> timers = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    record Came(String what, Flow from) {}

    /** A timer that runs when the test says so. */
    private static final class Due implements Timers.Timer {
        final Duration delay;
        final Runnable task;
        volatile boolean cancelled;

        Due(Duration delay, Runnable task) {
            this.delay = delay;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @AfterEach
    void close() throws Exception {
        for (var each : opened) each.close();
    }

    @Test
    void aDatagramComesInAndAnAnswerGoesBack() throws Exception {
        var sockets = open(SipStreams.Limits.USUAL);
        try (var phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            phone.setSoTimeout(5_000);
            phone.send(packet("hello", sockets.local()));
            var message = came.poll(5, TimeUnit.SECONDS);
            assertThat(message.what).isEqualTo("hello");

            sockets.send(message.from, bytes("and back"), Assertions::fail);

            var answer = new DatagramPacket(new byte[100], 100);
            phone.receive(answer);
            assertThat(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8))
                    .isEqualTo("and back");
        }
    }

    @Test
    void aDatagramKeepsItsOwnBytes() throws Exception {
        var sockets = open(SipStreams.Limits.USUAL);
        try (var phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 50; i++) phone.send(packet("datagram " + i, sockets.local()));

            for (int i = 0; i < 50; i++)
                assertThat(came.poll(5, TimeUnit.SECONDS).what).isEqualTo("datagram " + i);
        }
    }

    @Test
    void aMessageComesInByTcpAndItsAnswerGoesBackOnTheSameConnection() throws Exception {
        var sockets = open(SipStreams.Limits.USUAL);
        try (var phone = connect(sockets)) {
            write(phone, OPTIONS + OPTIONS.substring(0, 40));
            var message = came.poll(5, TimeUnit.SECONDS);
            assertThat(message.from.transport()).isEqualTo(Transport.TCP);
            write(phone, OPTIONS.substring(40));
            assertThat(came.poll(5, TimeUnit.SECONDS)).isNotNull();

            sockets.send(message.from, bytes("SIP/2.0 200 OK"), Assertions::fail);

            assertThat(read(phone, 14)).isEqualTo("SIP/2.0 200 OK");
        }
    }

    @Test
    void aKeepAliveIsAnswered() throws Exception {
        try (var phone = connect(open(SipStreams.Limits.USUAL))) {
            write(phone, "\r\n\r\n");

            assertThat(read(phone, 2)).isEqualTo("\r\n");
        }
    }

    @Test
    void whoSaysNothingIsNotWaitedFor() throws Exception {
        try (var phone = connect(open(SipStreams.Limits.USUAL))) {
            write(phone, "\r\n\r\n"); // a keep-alive is no message
            read(phone, 2);

            var due = await(0);
            assertThat(due.delay).isEqualTo(SipConnection.PATIENCE);
            assertThat(due.cancelled).isFalse();
            due.task.run();

            assertThat(phone.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whoBeginsAMessageAndDoesNotEndItIsNotWaitedFor() throws Exception {
        try (var phone = connect(open(SipStreams.Limits.USUAL))) {
            write(phone, OPTIONS);
            came.poll(5, TimeUnit.SECONDS);
            assertThat(await(0).cancelled).isTrue();

            write(phone, OPTIONS.substring(0, 10));
            var due = await(1);
            write(phone, OPTIONS.substring(10, 20));
            assertThat(due.cancelled).isFalse();
            due.task.run();

            assertThat(phone.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void nonsenseEndsTheConnection() throws Exception {
        try (var phone = connect(open(SipStreams.Limits.USUAL))) {
            write(phone, "{}\r\n\r\n");

            assertThat(phone.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void anAnswerOnAConnectionThatIsGoneFails() throws Exception {
        var sockets = open(SipStreams.Limits.USUAL);
        Flow flow;
        try (var phone = connect(sockets)) {
            write(phone, OPTIONS);
            flow = came.poll(5, TimeUnit.SECONDS).from;
            phone.shutdownOutput();
            assertThat(phone.getInputStream().read()).isEqualTo(-1);
        }
        var failed = new LinkedBlockingQueue<String>();

        sockets.send(flow, bytes("x"), () -> failed.add("failed"));

        assertThat(failed.poll(5, TimeUnit.SECONDS)).isEqualTo("failed");
    }

    @Test
    void aFarEndThatDoesNotReadIsGivenUpAndEverythingForItFails() throws Exception {
        var sockets = open(SipStreams.Limits.USUAL);
        try (var phone = connect(sockets)) {
            write(phone, OPTIONS);
            var flow = came.poll(5, TimeUnit.SECONDS).from;
            var failed = new LinkedBlockingQueue<String>();
            int sent = 0;
            while (failed.isEmpty() && sent < 1_000) {
                sockets.send(flow, ByteBuffer.allocate(60_000), () -> failed.add("failed"));
                sent++;
            }

            assertThat(sent)
                    .as("60 kB messages until 256 kB wait beyond what the kernel holds")
                    .isLessThan(1_000);
            assertThat(failed.poll(5, TimeUnit.SECONDS)).isEqualTo("failed");
        }
    }

    @Test
    void oneAddressMayNotHaveTooManyConnections() throws Exception {
        var sockets = open(new SipStreams.Limits(100, 2));
        try (var first = connect(sockets);
                var second = connect(sockets);
                var third = connect(sockets)) {
            assertThat(third.getInputStream().read()).isEqualTo(-1);
            write(first, OPTIONS);
            write(second, OPTIONS);
            assertThat(came.poll(5, TimeUnit.SECONDS)).isNotNull();
            assertThat(came.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void theLongestSilentConnectionMakesRoom() throws Exception {
        var sockets = open(new SipStreams.Limits(2, 100));
        try (var first = connect(sockets);
                var second = connect(sockets)) {
            write(first, OPTIONS);
            came.poll(5, TimeUnit.SECONDS);
            write(second, OPTIONS);
            came.poll(5, TimeUnit.SECONDS);
            write(first, OPTIONS);
            came.poll(5, TimeUnit.SECONDS);
            try (var third = connect(sockets)) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
                write(third, OPTIONS);
                write(first, OPTIONS);
                assertThat(came.poll(5, TimeUnit.SECONDS)).isNotNull();
                assertThat(came.poll(5, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void reachesAUriByUdpAndByTcpAndKeepsTheConnection() throws Exception {
        var sockets = open(SipStreams.Limits.USUAL);
        try (var pbx = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var byUdp = reach(sockets, "sip:pbx@127.0.0.1:5099").orElseThrow();
            var byTcp =
                    reach(sockets, "sip:pbx@127.0.0.1:" + pbx.getLocalPort() + ";transport=tcp")
                            .orElseThrow();
            var again =
                    reach(sockets, "sip:x@127.0.0.1:" + pbx.getLocalPort() + ";transport=TCP")
                            .orElseThrow();

            assertThat(byUdp)
                    .isEqualTo(Flow.udp(new InetSocketAddress("127.0.0.1", 5099), sockets.local()));
            assertThat(again).isEqualTo(byTcp);
            try (var there = pbx.accept()) {
                sockets.send(byTcp, bytes("INVITE"), Assertions::fail);
                assertThat(read(there, 6)).isEqualTo("INVITE");
                write(there, OPTIONS);
                assertThat(came.poll(5, TimeUnit.SECONDS).from).isEqualTo(byTcp);
            }
        }
    }

    @Test
    void aStreamThatWeMadeAndThatBrokeIsMadeAnewToTheSameHop() throws Exception {
        var sockets = open(SipStreams.Limits.USUAL);
        try (var pbx = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var uri = "sip:pbx@127.0.0.1:" + pbx.getLocalPort() + ";transport=tcp";
            var before = reach(sockets, uri).orElseThrow();
            try (var there = pbx.accept()) {
                sockets.send(before, bytes("INVITE sip:x SIP/2.0"), Assertions::fail);
                read(there, 6);
            }
            assertThat(closed.poll(5, TimeUnit.SECONDS)).isEqualTo(before);
            assertThat(sockets.isOpen(before)).isFalse();

            var again = new LinkedBlockingQueue<Optional<Flow>>();
            sockets.reconnect(before, SipUri.parse("sip:elsewhere.invalid"), again::add);

            var anew = again.poll(5, TimeUnit.SECONDS).orElseThrow();
            assertThat(anew.remote()).isEqualTo(before.remote());
            assertThat(anew.connection()).isNotEqualTo(before.connection());
        }
    }

    @Test
    void aStreamThatCameAndBrokeIsMadeAnewToWhereItsUriLeads() throws Exception {
        var sockets = open(SipStreams.Limits.USUAL);
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Flow before;
            try (var phone = connect(sockets)) {
                write(phone, OPTIONS);
                before = came.poll(5, TimeUnit.SECONDS).from;
            }
            while (sockets.isOpen(before)) Thread.onSpinWait();
            var contact = "sip:phone@127.0.0.1:" + listening.getLocalPort() + ";transport=tcp";

            var again = new LinkedBlockingQueue<Optional<Flow>>();
            sockets.reconnect(before, SipUri.parse(contact), again::add);

            assertThat(again.poll(5, TimeUnit.SECONDS).orElseThrow().remote().getPort())
                    .isEqualTo(listening.getLocalPort());
            assertThat(closed).as("nothing was asked there").isEmpty();
        }
    }

    @Test
    void aConnectionThatWeMadeIsKeptOpenThroughNats() throws Exception {
        var sockets = open(SipStreams.Limits.USUAL);
        try (var pbx = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            reach(sockets, "sip:127.0.0.1:" + pbx.getLocalPort() + ";transport=tcp");
            try (var there = pbx.accept()) {
                there.setSoTimeout(5_000);
                due(SipConnection.BETWEEN_PINGS).task.run();
                assertThat(read(there, 4)).isEqualTo("\r\n\r\n");
            }
        }
    }

    @Test
    void moreThan64KilobytesEndTheConnection() throws Exception {
        try (var phone = connect(open(SipStreams.Limits.USUAL))) {
            write(phone, OPTIONS.replace("Content-Length: 0", "Content-Length: 65537"));

            assertThat(phone.getInputStream().read()).isEqualTo(-1);
            assertThat(came).isEmpty();
        }
    }

    @Test
    void theNextServerOfADomainIsConnectedToWhereTheFirstIsGone() throws Exception {
        int gone;
        try (var before = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = before.getLocalPort();
        }
        try (var pbx = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var dns =
                        DnsServer.of(
                                """
                                example.test.           60 IN NAPTR 10 10 "s" "SIP+D2T" "" _sip._tcp.example.test.
                                _sip._tcp.example.test. 60 IN SRV   1 1 %d a.example.test.
                                _sip._tcp.example.test. 60 IN SRV   2 1 %d b.example.test.
                                a.example.test.         60 IN A     127.0.0.1
                                b.example.test.         60 IN A     127.0.0.1
                                """
                                        .formatted(gone, pbx.getLocalPort()))) {
            var sockets = open(SipStreams.Limits.USUAL, Dns.at(dns.address()));

            var flow = reach(sockets, "sip:bob@example.test").orElseThrow();

            assertThat(flow.transport()).isEqualTo(Transport.TCP);
            assertThat(flow.remote().getPort()).isEqualTo(pbx.getLocalPort());
        }
    }

    @Test
    void whatCannotBeReachedIsSaid() throws Exception {
        var sockets = open(SipStreams.Limits.USUAL);
        int nobody;
        try (var gone = new ServerSocket(0)) {
            nobody = gone.getLocalPort();
        }

        assertThat(reach(sockets, "sip:x@127.0.0.1:" + nobody + ";transport=tcp")).isEmpty();
        assertThat(reach(sockets, "sip:x@127.0.0.1;transport=tls")).isEmpty();
        assertThat(reach(sockets, "sips:x@127.0.0.1")).isEmpty();
        assertThat(reach(sockets, "sip:x@does-not-exist.invalid")).isEmpty();
    }

    @Test
    void udpAndTcpShareAPort() throws Exception {
        var sockets = open(SipStreams.Limits.USUAL);

        assertThat(sockets.local().getPort()).isPositive();
        assertThat(sockets.sentBy(Flow.udp(ANY, ANY)))
                .isEqualTo("127.0.0.1:" + sockets.local().getPort());
        connect(sockets).close();
    }

    @Test
    void farEndsWriteTheAddressThatTheyCanReach() throws Exception {
        var anywhere = new InetSocketAddress("0.0.0.0", 0);
        var external = Optional.of(InetAddress.ofLiteral("192.0.2.7"));
        var near = InetAddress.ofLiteral("198.51.100.1");
        var router = new Router(() -> external, near::equals);
        try (var behindNat = SipSockets.open(anywhere, around(router));
                var everywhere = SipSockets.open(anywhere, around(Router.NONE))) {
            assertThat(behindNat.sentBy(flowTo("198.51.100.2"))).startsWith("192.0.2.7:");
            assertThat(behindNat.sentBy(flowTo("198.51.100.1"))).doesNotStartWith("192.0.2.7:");
            assertThat(behindNat.sentBy(Flow.udp(ANY, ANY))).doesNotStartWith("192.0.2.7:");
            assertThat(everywhere.sentBy(Flow.udp(ANY, ANY))).doesNotStartWith("0.0.0.0");
        }
    }

    private static Flow flowTo(String far) {
        return Flow.udp(new InetSocketAddress(far, 5060), ANY);
    }

    @Test
    void aPortThatIsTakenForEitherIsTaken() throws Exception {
        try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress("127.0.0.1", tcp.getLocalPort());

            Assertions.assertThatThrownBy(() -> SipSockets.open(address, around(Router.NONE)))
                    .isInstanceOf(BindException.class);
            new DatagramSocket(address).close(); // and nothing of the attempt is left
        }
    }

    private SipSockets open(SipStreams.Limits limits) throws IOException {
        return open(limits, Dns.ofThisMachine());
    }

    private SipSockets open(SipStreams.Limits limits, Dns dns) throws IOException {
        var sockets = SipSockets.open(ANY, around(Router.NONE), limits, dns);
        opened.add(sockets);
        sockets.serve(
                new SipDoor() {
                    @Override
                    public void datagram(ByteBuffer datagram, Flow from) {
                        came.add(
                                new Came(
                                        StandardCharsets.UTF_8
                                                .decode(datagram.duplicate())
                                                .toString(),
                                        from));
                    }

                    @Override
                    public boolean message(SipMessage message, Flow from) {
                        return came.add(new Came(message.getClass().getSimpleName(), from));
                    }

                    @Override
                    public void closed(Flow flow) {
                        closed.add(flow);
                    }
                });
        return sockets;
    }

    private SipSockets.Surroundings around(Router router) {
        return new SipSockets.Surroundings(
                router, TlsFiles.NONE, this::after, new SplittableRandom(1));
    }

    private Timers.Timer after(Duration delay, Runnable task) {
        var due = new Due(delay, task);
        synchronized (timers) {
            timers.add(due);
            timers.notifyAll();
        }
        return due;
    }

    /** The first timer of this length. */
    private Due due(Duration delay) throws InterruptedException {
        for (int i = 0; ; i++) {
            var due = await(i);
            if (due.delay.equals(delay)) return due;
        }
    }

    /** The timer of this number, when it has been set. */
    private Due await(int number) throws InterruptedException {
        synchronized (timers) {
            while (timers.size() <= number) timers.wait(5_000);
            return timers.get(number);
        }
    }

    private static Optional<Flow> reach(SipSockets sockets, String uri) throws Exception {
        var found = new LinkedBlockingQueue<Optional<Flow>>();
        Reached.first(sockets, SipUri.parse(uri), way -> found.add(way.map(Reached::flow)));
        return found.poll(10, TimeUnit.SECONDS);
    }

    private static Socket connect(SipSockets sockets) throws IOException {
        var socket = new Socket();
        socket.connect(sockets.local());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
    }

    private static DatagramPacket packet(String text, InetSocketAddress to) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new DatagramPacket(bytes, bytes.length, to);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
