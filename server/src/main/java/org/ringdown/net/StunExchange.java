package org.ringdown.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.ringdown.stun.StunMessage;
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

    /** Asks again while nothing is heard: 0.5 s, 1 s, 2 s (RFC 8489 §6.2.1). */
    static final class Udp extends StunExchange {
        private static final int FIRST_WAIT = 500;
        private static final int TIMES = 4;

        private final DatagramSocket socket;

        Udp(InetSocketAddress server) throws IOException {
            socket = new DatagramSocket();
            socket.connect(server); // the kernel drops what others send
        }

        @Override
        StunMessage ask(ByteBuffer request) throws IOException {
            var bytes = bytes(request);
            for (int i = 0, wait = FIRST_WAIT; i < TIMES; i++, wait *= 2) {
                socket.send(new DatagramPacket(bytes, bytes.length));
                socket.setSoTimeout(wait);
                try {
                    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
                    socket.receive(packet);
                    return parse(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()).slice());
                } catch (SocketTimeoutException nothing) {
                    continue;
                } catch (PortUnreachableException e) {
                    throw new IOException("nobody listens at its port", e);
                }
            }
            throw new SocketTimeoutException("it does not answer");
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
