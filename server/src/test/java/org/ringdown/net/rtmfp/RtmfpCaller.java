package org.ringdown.net.rtmfp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.flash.FlowLink;
import org.ringdown.rtmfp.handshake.Initiator;
import org.ringdown.rtmfp.packet.Envelope;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.rtmfp.session.Session;
import org.ringdown.rtmfp.session.SessionLimits;
import org.ringdown.rtmp.RtmpClientSession;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.message.ConnectObject;
import org.ringdown.wire.MalformedException;

/** A client of our own, by a socket: it greets, connects, and tells what happens. */
final class RtmfpCaller implements AutoCloseable {
    private static final int NEAR_ID = 9;
    private static final int TICK_MILLIS = 10;
    private static final int PATIENCE_MILLIS = 10_000;

    private final InetSocketAddress to;
    private final String app;
    private final Random random = new Random();
    private final PacketCipher startup = PacketCipher.startup();
    private final Initiator initiator;
    private final List<RtmpEvent> told = new ArrayList<>();
    private DatagramSocket socket = socket();
    private Optional<RtmpClientSession> session = Optional.empty();

    RtmfpCaller(InetSocketAddress to, String app, boolean protect) throws IOException {
        this.to = to;
        this.app = app;
        initiator = new Initiator(url(), NEAR_ID, protect, random, System.nanoTime());
    }

    private String url() {
        return "rtmfp://127.0.0.1/" + app;
    }

    private static DatagramSocket socket() throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(TICK_MILLIS);
        return socket;
    }

    /** Goes on from another port. */
    void move() throws IOException {
        socket.close();
        socket = socket();
    }

    void openStream() {
        session.orElseThrow().openStream();
    }

    <E extends RtmpEvent> E await(Class<E> kind) throws IOException {
        if (!hears(kind, PATIENCE_MILLIS)) throw new IOException("no " + kind.getSimpleName());
        return told.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    boolean hears(Class<? extends RtmpEvent> kind, int withinMillis) throws IOException {
        long deadline = System.nanoTime() + withinMillis * 1_000_000L;
        while (told.stream().noneMatch(kind::isInstance)) {
            if (System.nanoTime() > deadline) return false;
            turn();
        }
        return true;
    }

    private void turn() throws IOException {
        long now = System.nanoTime();
        if (session.isPresent()) {
            told.addAll(session.get().expire(now));
            flush();
        } else {
            var said = initiator.toSend(now);
            if (said.isPresent()) send(startup.seal(Packet.startup(said.get(), now), 0));
        }
        receive();
    }

    private void flush() throws IOException {
        var from = session.orElseThrow();
        for (var bytes = from.toSend(0); bytes.hasRemaining(); bytes = from.toSend(0)) send(bytes);
    }

    private void send(ByteBuffer bytes) throws IOException {
        socket.send(new DatagramPacket(bytes.array(), bytes.remaining(), to));
    }

    private void receive() throws IOException {
        var packet = new DatagramPacket(new byte[2000], 2000);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException quiet) {
            return;
        }
        received(ByteBuffer.wrap(Arrays.copyOf(packet.getData(), packet.getLength())));
    }

    private void received(ByteBuffer datagram) throws IOException {
        long now = System.nanoTime();
        try {
            if (session.isPresent()) told.addAll(session.get().receive(datagram, now));
            else if (Envelope.sessionId(datagram).isPresent()) greeted(startup.open(datagram), now);
        } catch (MalformedException e) {
            throw new IOException(e);
        }
    }

    private void greeted(Packet packet, long now) throws MalformedException {
        for (var chunk : packet.chunks()) {
            initiator.receive(chunk, now).ifPresent(keys -> begin(keys, now));
        }
    }

    private void begin(Session.Keys keys, long now) {
        var link =
                new FlowLink(
                        new Session(keys, to, SessionLimits.USUAL, random, now),
                        RtmpSettings.USUAL,
                        now);
        session =
                Optional.of(
                        new RtmpClientSession(
                                ConnectObject.of(app, url(), "test"), List.of(), link));
    }

    /** Says goodbye. */
    @Override
    public void close() throws IOException {
        if (session.isPresent()) {
            session.get().close("enough");
            flush();
        }
        socket.close();
    }
}
