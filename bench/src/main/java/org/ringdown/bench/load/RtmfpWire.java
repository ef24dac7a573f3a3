package org.ringdown.bench.load;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.flash.FlowLink;
import org.ringdown.rtmfp.handshake.Initiator;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.rtmfp.session.Session;
import org.ringdown.rtmfp.session.SessionLimits;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.wire.MalformedException;

/** A session of RTMFP that has keys, with HMACs and numbers, and its socket. */
record RtmfpWire(DatagramSocket socket, InetSocketAddress to, FlowLink link)
        implements RtmpClient.Wire {
    private static final int LONGEST = 2000;
    private static final int TICK_MILLIS = 100;
    private static final int MOST_TICKS = 100;
    private static final int NEAR_ID = 9;

    /** Greets until there are keys. */
    static RtmfpWire open(int port) throws IOException {
        var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var random = RandomGenerator.getDefault();
        try {
            var keys = greet(socket, to, random);
            socket.setSoTimeout(0);
            long now = System.nanoTime();
            var session = new Session(keys, to, SessionLimits.USUAL, random, now);
            return new RtmfpWire(socket, to, new FlowLink(session, RtmpSettings.USUAL, now));
        } catch (MalformedException e) {
            throw new IOException(e);
        }
    }

    private static Session.Keys greet(
            DatagramSocket socket, InetSocketAddress to, RandomGenerator random)
            throws IOException, MalformedException {
        socket.setSoTimeout(TICK_MILLIS);
        var startup = PacketCipher.startup();
        var initiator =
                new Initiator("rtmfp://127.0.0.1/call", NEAR_ID, true, random, System.nanoTime());
        for (int tick = 0; tick < MOST_TICKS; tick++) {
            long now = System.nanoTime();
            var said = initiator.toSend(now);
            if (said.isPresent()) {
                var bytes = startup.seal(Packet.startup(said.get(), now), 0);
                socket.send(new DatagramPacket(bytes.array(), bytes.remaining(), to));
            }
            var answer = receive(socket);
            if (answer.isEmpty()) continue;
            for (var chunk : startup.open(answer.get()).chunks()) {
                var keys = initiator.receive(chunk, now);
                if (keys.isPresent()) return keys.get();
            }
        }
        throw new IOException("the gateway does not greet");
    }

    private static Optional<ByteBuffer> receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        try {
            socket.receive(packet);
            return Optional.of(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        } catch (SocketTimeoutException quiet) {
            return Optional.empty();
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        int from = bytes.arrayOffset() + bytes.position();
        socket.send(new DatagramPacket(bytes.array(), from, bytes.remaining(), to));
    }

    @Override
    public int read(byte[] into) throws IOException {
        var packet = new DatagramPacket(into, into.length);
        socket.receive(packet);
        return packet.getLength();
    }

    @Override
    public void close() {
        socket.close();
    }
}
