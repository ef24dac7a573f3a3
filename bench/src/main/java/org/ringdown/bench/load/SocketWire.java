package org.ringdown.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A connection of TCP. */
record SocketWire(Socket socket) implements RtmpClient.Wire {
    static SocketWire open(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return new SocketWire(socket);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        int from = bytes.arrayOffset() + bytes.position();
        socket.getOutputStream().write(bytes.array(), from, bytes.remaining());
    }

    @Override
    public int read(byte[] into) throws IOException {
        return socket.getInputStream().read(into);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
