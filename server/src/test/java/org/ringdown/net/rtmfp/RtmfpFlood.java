package org.ringdown.net.rtmfp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** Sends what nobody asked for, and counts what comes back. */
final class RtmfpFlood implements AutoCloseable {
    private static final int QUIET_MILLIS = 200;

    private final DatagramSocket socket;
    private final InetSocketAddress to;
    private long sentPackets;
    private long sentBytes;
    private long receivedPackets;
    private long receivedBytes;

    RtmfpFlood(InetSocketAddress to) throws IOException {
        this.to = to;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(QUIET_MILLIS);
    }

    void send(ByteBuffer bytes) throws IOException {
        sentPackets++;
        sentBytes += bytes.remaining();
        socket.send(new DatagramPacket(bytes.array(), bytes.remaining(), to));
    }

    /** Until nothing comes any more. */
    void drain() throws IOException {
        var packet = new DatagramPacket(new byte[2000], 2000);
        try {
            while (true) {
                socket.receive(packet);
                receivedPackets++;
                receivedBytes += packet.getLength();
            }
        } catch (SocketTimeoutException quiet) {
            // that was all
        }
    }

    long sentPackets() {
        return sentPackets;
    }

    long sentBytes() {
        return sentBytes;
    }

    long receivedPackets() {
        return receivedPackets;
    }

    long receivedBytes() {
        return receivedBytes;
    }

    @Override
    public void close() {
        socket.close();
    }
}
