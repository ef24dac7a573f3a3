package org.ringdown.interop.rtmp;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ringdown.rtmp.RtmpClientSession;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.flv.FlvTag;
import org.ringdown.rtmp.handshake.Scheme;
import org.ringdown.rtmp.message.ConnectObject;
import org.ringdown.rtmp.message.Status;

/** A socket and a client's session, in turn: it asks, waits for the answer, and then says all that it has. */
public final class MediaClient {
    private static final int CHUNK = 16 << 10;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int AUDIO = 8;
    private static final int VIDEO = 9;

    private final Socket socket;
    private final RtmpClientSession session;
    private final String name;
    private int stream;

    private MediaClient(Socket socket, RtmpClientSession session, String name) {
        this.socket = socket;
        this.session = session;
        this.name = name;
    }

    public static void publish(int port, String app, String name, List<FlvTag> tags)
            throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var url = "rtmp://127.0.0.1:" + port + "/" + app;
            var session =
                    new RtmpClientSession(
                            RtmpSettings.USUAL,
                            ConnectObject.of(app, url, "FMLE/3.0 (compatible; Ringdown)"),
                            List.of(),
                            Scheme.DIGEST_FIRST,
                            RandomGenerator.getDefault(),
                            System.nanoTime());
            new MediaClient(socket, session, name).publish(tags);
        }
    }

    private void publish(List<FlvTag> tags) throws IOException {
        while (!isStarted()) {} // each turn waits for what the server says
        for (var tag : tags) {
            switch (tag.type()) {
                case AUDIO -> session.sound(stream, tag.timestamp(), tag.body());
                case VIDEO -> session.picture(stream, tag.timestamp(), tag.body());
                default -> {}
            }
            flush();
        }
        session.deleteStream(stream);
        flush();
        socket.shutdownOutput();
        while (socket.getInputStream().read() >= 0) {} // until the server has taken all
    }

    private void flush() throws IOException {
        while (session.hasMore()) {
            var bytes = session.toSend(CHUNK);
            socket.getOutputStream().write(bytes.array(), bytes.position(), bytes.remaining());
        }
    }

    /** Goes on by what the server says next; whether that is the permission to publish. */
    private boolean isStarted() throws IOException {
        flush();
        var bytes = new byte[CHUNK];
        int size = socket.getInputStream().read(bytes);
        if (size < 0) throw new IOException("the server has gone");
        boolean started = false;
        for (var event : session.receive(ByteBuffer.wrap(bytes, 0, size), System.nanoTime())) {
            switch (event) {
                case RtmpEvent.Connected _ -> {
                    session.announce(name);
                    session.openStream();
                }
                case RtmpEvent.StreamOpened(_, int opened) -> {
                    stream = opened;
                    session.publish(stream, name);
                }
                case RtmpEvent.StatusTold(_, var status) ->
                        started |= status.code().equals(Status.PUBLISH_START);
                case RtmpEvent.Ended(var ending) -> throw new IOException(ending.toString());
                default -> {}
            }
        }
        return started;
    }
}
