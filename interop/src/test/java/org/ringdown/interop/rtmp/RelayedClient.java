package org.ringdown.interop.rtmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.flash.FlowLink;
import org.ringdown.rtmfp.handshake.Initiator;
import org.ringdown.rtmfp.packet.Envelope;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.rtmfp.session.Session;
import org.ringdown.rtmfp.session.SessionLimits;
import org.ringdown.rtmp.ByteLink;
import org.ringdown.rtmp.Link;
import org.ringdown.rtmp.RtmpEvent.Ending;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.handshake.ServerHandshake;
import org.ringdown.rtmp.message.Message;
import org.ringdown.wire.MalformedException;

/** One program's connection, and its session: whatever comes by one goes out by the other. */
final class RelayedClient {
    private static final int BYTES_AT_ONCE = 16 << 10;
    private static final int TICK_MILLIS = 5;
    private static final int NEAR_ID = 9;

    /** One that only listens hears nothing at another port until it has said something from there. */
    private static final SessionLimits CURIOUS =
            new SessionLimits(
                    1 << 20, 1 << 20, 1 << 20, 64, Duration.ofMillis(500), Duration.ofSeconds(30));

    private final Socket program;
    private final InetSocketAddress gateway;
    private final double loss;
    private final Random random = new Random();
    private final PacketCipher startup = PacketCipher.startup();
    private final Initiator initiator;
    private final ByteLink bytes;
    private final Deque<Message> early = new ArrayDeque<>(); // until there is a session
    private final Queue<ByteBuffer> read = new ConcurrentLinkedQueue<>();
    private Optional<FlowLink> flows = Optional.empty();
    private DatagramChannel udp;
    private volatile boolean moves;
    private volatile boolean closed;

    RelayedClient(Socket program, InetSocketAddress gateway, boolean protect, double loss)
            throws IOException {
        this.program = program;
        this.gateway = gateway;
        this.loss = loss;
        long now = System.nanoTime();
        var url = "rtmfp://127.0.0.1:" + gateway.getPort() + "/";
        initiator = new Initiator(url, NEAR_ID, protect, random, now);
        bytes = new ByteLink(new ServerHandshake(random, 0), RtmpSettings.USUAL, now);
        bytes.establish();
        udp = open();
    }

    private static DatagramChannel open() throws IOException {
        var channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }

    void move() {
        moves = true;
    }

    void close() {
        closed = true;
    }

    void run() {
        try (var selector = Selector.open()) {
            var reader = Thread.ofPlatform().daemon().start(() -> read(selector));
            udp.register(selector, SelectionKey.OP_READ);
            while (!isOver()) {
                selector.select(TICK_MILLIS);
                selector.selectedKeys().clear();
                if (moves) moveNow(selector);
                turn();
            }
            turn(); // what is said last
            program.close();
            reader.join();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("a relayed client", e);
        }
    }

    private void read(Selector selector) {
        try {
            var in = program.getInputStream();
            while (true) {
                var buffer = new byte[BYTES_AT_ONCE];
                int size = in.read(buffer);
                if (size < 0) break;
                read.add(ByteBuffer.wrap(buffer, 0, size));
                selector.wakeup();
            }
        } catch (IOException | ClosedSelectorException gone) {
            // as when it ends
        }
        closed = true;
    }

    private boolean isOver() {
        return closed && read.isEmpty()
                || bytes.ending().isPresent()
                || flows.flatMap(FlowLink::ending).isPresent();
    }

    private void moveNow(Selector selector) throws IOException {
        moves = false;
        udp.close();
        udp = open();
        udp.register(selector, SelectionKey.OP_READ);
    }

    private void turn() throws IOException {
        long now = System.nanoTime();
        for (var next = read.poll(); next != null; next = read.poll())
            bytes.receive(next, now, () -> {}, this::toGateway);
        receive(now);
        if (flows.isEmpty()) greet(now);
        if (closed) flows.ifPresent(link -> link.end(Ending.Reason.CLOSED, "enough"));
        if (flows.isPresent()) sendDatagrams(flows.get(), now);
        bytes.expire(now, this::toGateway);
        while (bytes.hasMore()) {
            var out = bytes.toSend(BYTES_AT_ONCE);
            program.getOutputStream().write(out.array(), out.position(), out.remaining());
        }
    }

    private void toGateway(Message message) {
        if (flows.isEmpty()) early.add(message);
        else pass(message, flows.get());
    }

    private static void pass(Message message, Link to) {
        switch (message) {
            case Message.Audio(_, _, var body) -> to.sendMedia(message, body.remaining());
            case Message.Video(_, _, var body) -> to.sendMedia(message, body.remaining());
            case Message.Unknown _ -> {}
            default -> to.send(message);
        }
    }

    private void greet(long now) throws IOException {
        var said = initiator.toSend(now);
        if (said.isPresent()) send(startup.seal(Packet.startup(said.get(), now), 0));
    }

    private void sendDatagrams(FlowLink link, long now) throws IOException {
        link.expire(now, message -> pass(message, bytes));
        for (var next = link.toSend(0); next.hasRemaining(); next = link.toSend(0)) send(next);
    }

    private void send(ByteBuffer datagram) throws IOException {
        if (random.nextDouble() >= loss) udp.send(datagram, gateway);
    }

    private void receive(long now) throws IOException {
        var buffer = ByteBuffer.allocate(2000);
        while (udp.receive(buffer.clear()) != null) {
            if (random.nextDouble() >= loss) received(buffer.flip(), now);
        }
    }

    private void received(ByteBuffer datagram, long now) {
        if (flows.isPresent()) {
            flows.get().receive(datagram, now, () -> {}, message -> pass(message, bytes));
            return;
        }
        try {
            if (Envelope.sessionId(datagram).isEmpty()) return;
            for (var chunk : startup.open(datagram).chunks())
                initiator.receive(chunk, now).ifPresent(keys -> begin(keys, now));
        } catch (MalformedException e) {
            throw new IllegalStateException("the gateway's greeting", e);
        }
    }

    private void begin(Session.Keys keys, long now) {
        var session = new Session(keys, gateway, CURIOUS, random, now);
        var link = new FlowLink(session, RtmpSettings.USUAL, now);
        link.establish();
        early.forEach(message -> pass(message, link));
        flows = Optional.of(link);
    }
}
