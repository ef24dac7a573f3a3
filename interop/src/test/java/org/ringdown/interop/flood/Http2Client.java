package org.ringdown.interop.flood;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** HTTP/2 frame by frame (RFC 9113), as no client would send it. */
public final class Http2Client {
    private static final int HEADERS = 1; // §6, and below
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int END_OF_BOTH = 0x5; // of the stream and its headers
    private static final int CANCEL = 8; // §7
    private static final int AT_ONCE = 50;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** GET https://localhost/livez, in HPACK: entries 2 and 7 of the static table, literals for 4 and 1 (RFC 7541 §6). */
    private static final byte[] REQUEST =
            "\u0082\u0087\u0004\u0006/livez\u0001\u0009localhost"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private Http2Client() {}

    /** What is sent without end. */
    public enum Kind {
        REQUESTS_TAKEN_BACK,
        SETTINGS_AGAIN,
        PINGS
    }

    /** From the connection until it is closed. */
    public static Duration outlived(int port, Kind kind) throws IOException {
        long began = System.nanoTime();
        try (var socket = connect(port)) {
            var some = ByteBuffer.allocate(16_384);
            for (int stream = 1; ; stream += 2 * AT_ONCE) {
                some.clear();
                for (int i = 0; i < AT_ONCE; i++) put(some, kind, stream + 2 * i);
                socket.getOutputStream().write(some.array(), 0, some.position());
            }
        } catch (IOException closed) {
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    private static void put(ByteBuffer into, Kind kind, int stream) {
        switch (kind) {
            case REQUESTS_TAKEN_BACK -> {
                frame(into, REQUEST.length, HEADERS, END_OF_BOTH, stream).put(REQUEST);
                frame(into, 4, RST_STREAM, 0, stream).putInt(CANCEL);
            }
            case SETTINGS_AGAIN -> frame(into, 0, SETTINGS, 0, 0);
            case PINGS -> frame(into, 8, PING, 0, 0).putLong(stream);
        }
    }

    /** Whether an honest request is answered. */
    public static boolean answers(int port) throws IOException {
        try (var socket = connect(port)) {
            var request = ByteBuffer.allocate(100);
            frame(request, REQUEST.length, HEADERS, END_OF_BOTH, 1).put(REQUEST);
            socket.getOutputStream().write(request.array(), 0, request.position());
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                int lengthAndType = in.readInt();
                in.readNBytes(1 + 4); // flags and stream
                int type = lengthAndType & 0xFF;
                in.readNBytes(lengthAndType >>> 8);
                if (type == HEADERS) return true;
            }
        }
    }

    private static ByteBuffer frame(ByteBuffer into, int length, int type, int flags, int stream) {
        return into.putInt(length << 8 | type).put((byte) flags).putInt(stream);
    }

    private static SSLSocket connect(int port) throws IOException {
        var socket = (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        var begin = ByteBuffer.allocate(64).put(PREFACE);
        frame(begin, 0, SETTINGS, 0, 0);
        socket.getOutputStream().write(begin.array(), 0, begin.position());
        return socket;
    }

    private static SSLContext trusting() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate of the lab is nobody's. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
