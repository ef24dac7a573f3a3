package org.ringdown.interop;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Somebody who connects, says how it begins, and then is silent, or goes on byte by byte: for how long is it waited for?
 *
 * @param port whose patience is tried
 * @param begins what is said at once
 * @param trickles what is said twice a second from then on; nothing, if it is empty
 */
record SlowClient(String name, int port, String begins, String trickles) {
    private static final int BETWEEN_MILLIS = 500;
    private static final int MAX_TRICKLES = 60;
    private static final int WEBSOCKET_CLOSE = 0x88; // RFC 6455 §5.2

    /** From the connection until it is closed, be it with the goodbye of a WebSocket. */
    Duration outlived(InetAddress from) throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            long began = System.nanoTime();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(BETWEEN_MILLIS);
            socket.getOutputStream().write(begins.getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < MAX_TRICKLES && !over(socket.getInputStream()); i++)
                socket.getOutputStream().write(trickles.getBytes(StandardCharsets.ISO_8859_1));
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    /** Whether the gateway has enough of it; says no after a while. */
    private static boolean over(InputStream in) {
        try {
            int read = in.read();
            while (read >= 0 && read != WEBSOCKET_CLOSE) read = in.read();
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
