package org.ringdown.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.ringdown.stun.StunMessage;
import org.ringdown.stun.StunTransaction;
import org.ringdown.time.Clock;
import org.ringdown.wire.MalformedException;

/** Requests to one STUN or TURN server and its answers, over UDP, TCP or TLS. Blocks; for one thread. */
abstract class StunExchange implements AutoCloseable {
    private static final int LARGEST = 1500;
    private static final int HEADER = 20;
    private static final int LENGTH_AT = 2;

    /** The answer of the server to {@code request}; that to another one is passed over. */
    abstract StunMessage ask(ByteBuffer request) throws IOException;

    @Override
    public abstract void close() throws IOException;

    private static StunMessage parse(ByteBuffer message) throws IOException {
        try {
            return StunMessage.parse(message);
        } catch (MalformedException e) {
            throw new IOException("its answer is no STUN: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(ByteBuffer message) {
        var bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        return bytes;
    }

    /** Asks again while nothing is heard, for five seconds. */
    static final class Udp extends StunExchange {
        private static final Duration PATIENCE = Duration.ofSeconds(5);
        private static final int MILLI = 1_000_000;

        private final DatagramSocket socket;
        private final Clock clock;

        /** @param local an address of ours, or every address */
        Udp(InetSocketAddress server, InetAddress local, Clock clock) throws IOException {
            this.clock = clock;
            socket = new DatagramSocket(new InetSocketAddress(local, 0));
            socket.connect(server); // the kernel drops what others send
        }

        @Override
        StunMessage ask(ByteBuffer request) throws IOException {
            var asked = new StunTransaction(request, clock.nanos(), PATIENCE.toNanos());
            while (!asked.isOver(clock.nanos())) {
                var due = asked.due(clock.nanos());
                if (due.isPresent()) send(due.get());
                var answer = asked.received(receive(asked.deadline() - clock.nanos()));
                if (answer.isPresent()) return answer.get();
            }
            throw new SocketTimeoutException(
                    "it does not answer within " + PATIENCE.toSeconds() + " s");
        }

        private void send(ByteBuffer request) throws IOException {
            var bytes = bytes(request);
            socket.send(new DatagramPacket(bytes, bytes.length));
        }

        /** What comes within that time; an empty one where nothing comes. */
        private ByteBuffer receive(long nanos) throws IOException {
            var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
            try {
                socket.setSoTimeout((int) Math.max(1, (nanos + MILLI - 1) / MILLI)); // 0: for ever
                socket.receive(packet);
                return ByteBuffer.wrap(packet.getData(), 0, packet.getLength()).slice();
            } catch (SocketTimeoutException nothing) {
                return ByteBuffer.allocate(0);
            } catch (PortUnreachableException e) {
                throw new IOException("nobody listens at its port", e);
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** One message behind the other, each as long as its header says (RFC 8489 §6.2.2). */
    static final class Stream extends StunExchange {
        private final Socket socket;

        private Stream(Socket socket) {
            this.socket = socket;
        }

        static Stream tcp(InetSocketAddress server, Duration patience) throws IOException {
            var socket = new Socket();
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(server, (int) patience.toMillis());
            return new Stream(socket);
        }

        /** With a certificate for {@code host} that this machine trusts, as browsers want it. */
        static Stream tls(String host, InetSocketAddress server, Duration patience)
                throws IOException {
            var plain = tcp(server, patience).socket;
            var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            var socket = (SSLSocket) factory.createSocket(plain, host, server.getPort(), true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            try {
                socket.startHandshake();
                return new Stream(socket);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        @Override
        StunMessage ask(ByteBuffer request) throws IOException {
            socket.getOutputStream().write(bytes(request));
            var in = new DataInputStream(socket.getInputStream());
            var header = in.readNBytes(HEADER);
            if (header.length < HEADER) throw new IOException("it closed the connection");
            int length = Short.toUnsignedInt(ByteBuffer.wrap(header).getShort(LENGTH_AT));
            if (length > LARGEST) throw new IOException("its answer is too long");
            var message = ByteBuffer.allocate(HEADER + length).put(header);
            message.put(in.readNBytes(length));
            return parse(message.flip());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
