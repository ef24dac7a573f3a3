package org.ringdown.net.rtmfp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.ringdown.net.PerAddress;
import org.ringdown.net.rtmp.RtmpLimits;
import org.ringdown.net.rtmp.RtmpSurroundings;
import org.ringdown.rtmfp.handshake.KeyingWork;
import org.ringdown.rtmfp.packet.Envelope;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.rtmfp.session.Datagram;
import org.ringdown.rtmfp.session.Session;
import org.ringdown.rtmfp.session.SessionLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where RTMFP clients come in: a UDP port, and one thread that reads it, turns to every client that has something to say or to hear, and sends.
 * Whoever wakes it while it is awake pays nothing.
 */
public final class RtmfpPort implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RtmfpPort.class);
    private static final int LONGEST =
            4096; // of a datagram: a handshake's may be longer than a session's
    private static final int BUFFER = 4 << 20;
    private static final int RECEIVED_AT_ONCE = 256;
    private static final int SENT_AT_ONCE = 64; // for one client, before others have their turn
    private static final long LOOK = Duration.ofMillis(10).toNanos();
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final DatagramChannel channel;
    private final Selector selector;
    private final RtmpSurroundings around;
    private final RtmpLimits limits;
    private final Handshakes handshakes;
    private final Map<Integer, RtmfpClient> clients = new ConcurrentHashMap<>();
    private final PerAddress came = new PerAddress();
    private final Queue<RtmfpClient> ready = new ConcurrentLinkedQueue<>();
    private final Queue<KeyingWork.Keyed> keyed = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
    private volatile boolean asleep;
    private long lookedAt;

    private RtmfpPort(
            DatagramChannel channel,
            Selector selector,
            RtmpSurroundings around,
            RtmpLimits limits) {
        this.channel = channel;
        this.selector = selector;
        this.around = around;
        this.limits = limits;
        this.handshakes = new Handshakes(around.random(), this::freeId, this::keyed);
    }

    public static RtmfpPort open(
            InetSocketAddress address, RtmpSurroundings around, RtmpLimits limits)
            throws IOException {
        var selector = Selector.open();
        var channel =
                DatagramChannel.open(
                        address.getAddress().getAddress().length == 4
                                ? StandardProtocolFamily.INET
                                : StandardProtocolFamily.INET6);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
            channel.bind(address);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            var port = new RtmfpPort(channel, selector, around, limits);
            Thread.ofPlatform().daemon().name("rtmfp").start(port::run);
            return port;
        } catch (IOException e) {
            selector.close();
            channel.close();
            throw e;
        }
    }

    public InetSocketAddress local() {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new IllegalStateException("the port is closed", e);
        }
    }

    /** How many are connected. */
    public int count() {
        return clients.size();
    }

    private void run() {
        try {
            while (channel.isOpen()) {
                sleep();
                receive();
                for (var next = keyed.poll(); next != null; next = keyed.poll()) begin(next);
                for (var next = ready.poll(); next != null; next = ready.poll()) serve(next);
                look();
            }
        } catch (IOException | ClosedSelectorException e) {
            if (channel.isOpen()) log.error("the RTMFP port is lost", e);
        }
    }

    private void sleep() throws IOException {
        asleep = true;
        if (!ready.isEmpty() || !keyed.isEmpty()) selector.selectNow();
        else selector.select(clients.isEmpty() ? 0 : Duration.ofNanos(LOOK).toMillis());
        asleep = false;
        selector.selectedKeys().clear();
    }

    private void wake() {
        if (asleep) selector.wakeup();
    }

    private void receive() throws IOException {
        for (int i = 0; i < RECEIVED_AT_ONCE; i++) {
            buffer.clear();
            var from = (InetSocketAddress) channel.receive(buffer);
            if (from == null) return;
            received(buffer.flip(), from);
        }
    }

    private void received(ByteBuffer datagram, InetSocketAddress from) {
        var id = Envelope.sessionId(datagram);
        if (id.isEmpty()) return;
        if (id.getAsInt() == 0) {
            handshakes.receive(datagram, from, now()).ifPresent(this::send);
            return;
        }
        var client = clients.get(id.getAsInt());
        if (client == null) return;
        client.receive(datagram, from);
        client.wake();
    }

    private void keyed(KeyingWork.Keyed done) {
        keyed.add(done);
        wake();
    }

    private int freeId() {
        int id = around.random().nextInt();
        while (id == 0 || clients.containsKey(id)) id = around.random().nextInt();
        return id;
    }

    private void begin(KeyingWork.Keyed done) {
        var work = done.work();
        var peer = new Handshakes.Peer(work.from(), work.farId());
        if (!handshakes.isNew(peer) || clients.containsKey(work.nearId()) || isFull(work)) return;
        var keys = new Session.Keys(Packet.Mode.RESPONDER, work.farId(), done.cipher());
        var session = new Session(keys, work.from(), SessionLimits.USUAL, around.random(), now());
        var client = new RtmfpClient(peer, work.nearId(), session, around, this::ready);
        came.enter(client.from());
        clients.put(client.nearId(), client);
        send(handshakes.answer(done, now()));
        client.wake();
    }

    private boolean isFull(KeyingWork work) {
        return clients.size() >= limits.connections()
                || came.of(work.from().getAddress()) >= limits.fromOneAddress();
    }

    private void ready(RtmfpClient client) {
        ready.add(client);
        wake();
    }

    private void serve(RtmfpClient client) {
        client.begins();
        try {
            if (!sendAll(client)) client.wake();
        } catch (RuntimeException e) {
            log.error("an RTMFP client at {} is given up", client.peer().address(), e);
            client.close();
        }
        client.isServed(now());
        if (client.isDone()) forget(client);
    }

    /** Whether that was all. */
    private boolean sendAll(RtmfpClient client) {
        for (int i = 0; i < SENT_AT_ONCE; i++) {
            var datagram = client.next();
            if (!datagram.bytes().hasRemaining()) return true;
            send(datagram);
        }
        return false;
    }

    /** What the kernel does not take is lost, as anything may be on its way. */
    private void send(Datagram datagram) {
        try {
            channel.send(datagram.bytes(), datagram.to());
        } catch (IOException e) {
            log.debug("nothing can be sent to {}: {}", datagram.to(), e.toString());
        }
    }

    private void forget(RtmfpClient client) {
        if (!clients.remove(client.nearId(), client)) return;
        handshakes.forget(client.peer());
        came.leave(client.from());
        client.exchange().leave();
    }

    /** Turns to those whose time has come. */
    private void look() {
        long now = now();
        if (now - lookedAt < LOOK) return;
        lookedAt = now;
        for (var client : clients.values()) if (now - client.deadline() >= 0) serve(client);
    }

    private long now() {
        return around.clock().nanos();
    }

    /** Clients that can are asked to come again: we are about to stop. */
    public void drain() {
        clients.values().forEach(client -> client.exchange().comeAgain());
    }

    /** Says goodbye to all. */
    @Override
    public void close() throws IOException {
        clients.values().forEach(client -> client.exchange().part("the gateway stops"));
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        while (!clients.isEmpty() && deadline - System.nanoTime() > 0) LockSupport.parkNanos(LOOK);
        channel.close();
        selector.close();
        handshakes.close();
        clients.values().forEach(client -> client.exchange().leave());
    }
}
