package org.ringdown.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.ringdown.stun.BindingTransaction;
import org.ringdown.stun.BindingTransaction.Mapped;
import org.ringdown.stun.BindingTransaction.Refused;
import org.ringdown.time.Clock;

/** Asks a STUN server where it sees us, from a port of its own: the address of the answer is of use, not the port. Blocks. */
final class StunClient {
    private static final int ID = 12;
    private static final int LARGEST = 1500;
    private static final int MILLI = 1_000_000;

    private final Clock clock;
    private final RandomGenerator random;

    /** @param random beyond prediction */
    StunClient(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param from an address of ours, or every address
     * @param patience for how long it asks again and again
     * @throws IOException whose message says why there is no answer
     */
    InetAddress ask(InetSocketAddress server, InetAddress from, Duration patience)
            throws IOException {
        var id = new byte[ID];
        random.nextBytes(id);
        var asked = new BindingTransaction(id, clock.nanos(), patience.toNanos());
        try (var socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
            socket.connect(server); // the kernel drops what others send
            while (!asked.isOver(clock.nanos())) {
                var request = asked.due(clock.nanos());
                if (request.isPresent()) send(socket, request.get());
                var answer = receive(socket, asked.deadline() - clock.nanos());
                var known = asked.received(answer);
                if (known.isPresent()) return address(known.get());
            }
            throw new IOException("it does not answer within " + patience.toSeconds() + " s");
        }
    }

    private static InetAddress address(BindingTransaction.Answer answer) throws IOException {
        return switch (answer) {
            case Mapped(var seen) -> usable(seen.getAddress());
            case Refused(var code) -> throw new IOException("it refuses to, with " + code);
        };
    }

    /** Nobody is seen under those: telling them to far ends would end every call. */
    private static InetAddress usable(InetAddress seen) throws IOException {
        if (seen.isAnyLocalAddress() || seen.isLoopbackAddress() || seen.isMulticastAddress())
            throw new IOException("it says " + seen.getHostAddress() + ", which cannot be");
        return seen;
    }

    private static void send(DatagramSocket socket, ByteBuffer request) throws IOException {
        var bytes = new byte[request.remaining()];
        request.get(bytes);
        socket.send(new DatagramPacket(bytes, bytes.length));
    }

    /** What comes within that time; nothing at all where nothing comes. */
    private static ByteBuffer receive(DatagramSocket socket, long nanos) throws IOException {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        try {
            socket.setSoTimeout((int) Math.max(1, (nanos + MILLI - 1) / MILLI)); // 0 is for ever
            socket.receive(packet);
            return ByteBuffer.wrap(packet.getData(), 0, packet.getLength()).slice();
        } catch (SocketTimeoutException nothing) {
            return ByteBuffer.allocate(0);
        } catch (PortUnreachableException closed) {
            throw new IOException("nobody listens at its port", closed);
        }
    }
}
