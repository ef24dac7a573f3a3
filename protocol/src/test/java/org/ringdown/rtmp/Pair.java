package org.ringdown.rtmp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.handshake.Scheme;
import org.ringdown.rtmp.message.ConnectObject;

/** A client and a server with nothing between them but bytes, in pieces of any size. */
final class Pair {
    static final ConnectObject OBJECT = ConnectObject.of("app", "rtmp://h/app", "test");

    final RtmpServerSession server = new RtmpServerSession(RtmpSettings.USUAL, new Random(1), 0);
    final RtmpClientSession client;
    final List<RtmpEvent> atServer = new ArrayList<>();
    final List<RtmpEvent> atClient = new ArrayList<>();
    private final int piece;

    Pair(Scheme scheme, ConnectObject object, int piece) {
        client =
                new RtmpClientSession(
                        RtmpSettings.USUAL,
                        object,
                        List.of(AmfValue.of("alice")),
                        scheme,
                        new Random(2),
                        0);
        this.piece = piece;
    }

    /** Two that are connected. */
    static Pair connected() {
        var pair = new Pair(Scheme.DIGEST_FIRST, OBJECT, 4096);
        pair.run();
        pair.atServer.addAll(pair.server.accept(Map.of()));
        pair.run();
        return pair;
    }

    /** A stream that the client has opened. */
    int open() {
        client.openStream();
        run();
        return ((RtmpEvent.StreamOpened) atClient.getLast()).stream();
    }

    /** Until neither has more to say. */
    void run() {
        while (client.hasMore() || server.hasMore()) {
            while (client.hasMore()) pass(client.toSend(piece), true);
            while (server.hasMore()) pass(server.toSend(piece), false);
        }
    }

    private void pass(ByteBuffer bytes, boolean toServer) {
        while (bytes.hasRemaining()) {
            int size = Math.min(piece, bytes.remaining());
            var part = bytes.slice(bytes.position(), size);
            bytes.position(bytes.position() + size);
            if (toServer) atServer.addAll(server.receive(part, 0));
            else atClient.addAll(client.receive(part, 0));
        }
    }

    <E extends RtmpEvent> E lastAtServer(Class<E> kind) {
        return kind.cast(atServer.getLast());
    }
}
