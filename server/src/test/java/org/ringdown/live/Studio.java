package org.ringdown.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpServerSession;
import org.ringdown.rtmp.RtmpSettings;

/** A server that plays a stream to one after the other who asks for it: real sockets, and a server's session of ours. */
final class Studio implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket server;

    Studio() throws IOException {
        server = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"));
        server.setSoTimeout(PATIENCE_MILLIS);
    }

    LiveUrl url() {
        return LiveUrl.parse("rtmp://127.0.0.1:" + server.getLocalPort() + "/studio/key?t=1")
                .orElseThrow();
    }

    /** The next connection, which is let in. */
    Player accept() throws IOException {
        return new Player(server.accept());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One connection. */
    static final class Player implements AutoCloseable {
        private final Socket socket;
        private final RtmpServerSession session =
                new RtmpServerSession(RtmpSettings.USUAL, new Random(1), System.nanoTime());
        private String name = "";
        private int stream;

        private Player(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
        }

        /** Until it is asked for a stream; the name of that. */
        String asked() throws IOException {
            while (name.isEmpty() && read()) {}
            return name;
        }

        /** Until the client goes. */
        void awaitEnd() throws IOException {
            while (read()) {}
        }

        void starts() throws IOException {
            session.played(stream, name);
            flush();
        }

        void refuses() throws IOException {
            session.notPlayed(stream, "there is no " + name);
            flush();
        }

        /** Says that the stream has ended, and stays. */
        void ends() throws IOException {
            session.ended(stream, name);
            flush();
        }

        void sound(int timestamp, int... body) throws IOException {
            session.sound(stream, timestamp, bytes(body));
            flush();
        }

        void picture(int timestamp, int... body) throws IOException {
            session.picture(stream, timestamp, bytes(body));
            flush();
        }

        private static ByteBuffer bytes(int... body) {
            var bytes = ByteBuffer.allocate(body.length);
            for (int one : body) bytes.put((byte) one);
            return bytes.flip();
        }

        private boolean read() throws IOException {
            var bytes = new byte[4096];
            int size = socket.getInputStream().read(bytes);
            if (size < 0) return false;
            happened(session.receive(ByteBuffer.wrap(bytes, 0, size), System.nanoTime()));
            flush();
            return true;
        }

        private void flush() throws IOException {
            while (session.hasMore()) {
                var out = session.toSend(4096);
                socket.getOutputStream().write(out.array(), out.position(), out.remaining());
            }
        }

        private void happened(List<RtmpEvent> events) {
            for (var event : events) {
                switch (event) {
                    case RtmpEvent.Connecting _ -> happened(session.accept(Map.of()));
                    case RtmpEvent.Playing(int asked, var play) -> {
                        stream = asked;
                        name = play.name();
                    }
                    default -> {}
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
