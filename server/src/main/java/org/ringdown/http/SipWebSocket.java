package org.ringdown.http;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.ringdown.sip.SipParser;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.time.Timers;
import org.ringdown.way.SipDoor;
import org.ringdown.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket that carries SIP: a message a frame, text or binary (RFC 7118 §5).
 *
 * <p>Threads: Jetty delivers one frame at a time; {@link #send} and {@link #close} may come from anywhere.
 */
public final class SipWebSocket extends PatientSocket {
    private static final Logger LOG = LoggerFactory.getLogger(SipWebSocket.class);
    private static final int MOST_NONSENSE = 10;
    private static final ByteBuffer PONG =
            ByteBuffer.wrap("\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

    private final Flow flow;
    private final SipDoor door;
    private final SipWebSockets all;

    private int nonsense;

    SipWebSocket(
            Flow flow, SipDoor door, Timers timers, Site.Patience patience, SipWebSockets all) {
        super(timers, patience, "the far end does not read");
        this.flow = flow;
        this.door = door;
        this.all = all;
    }

    long id() {
        return flow.connection();
    }

    InetAddress remote() {
        return flow.remote().getAddress();
    }

    @Override
    public void onWebSocketOpen(Session session) {
        super.onWebSocketOpen(session);
        all.opened(this);
        await("no message in time");
    }

    @Override
    public void onWebSocketText(String text) {
        received(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        received(payload);
        callback.succeed();
    }

    private void received(ByteBuffer bytes) {
        lives();
        if (SipParser.isKeepAlive(bytes)) {
            if (hears()) keepAlive(bytes);
            return;
        }
        Thread.yield(); // the others' turn: here may be more to read without end
        // How much SIP may be said is for the door to know; what comes after the goodbye is not
        // SIP.
        if (isClosing() && !hears()) return;
        try {
            var message = SipParser.parse(bytes);
            greeted();
            if (!door.message(message, flow)) close(1008, "too much without a password");
        } catch (MalformedException complaint) {
            LOG.info("SIP message from {} dropped: {}", flow.remote(), complaint.getMessage());
            if (++nonsense == MOST_NONSENSE) close(1008, "this is not SIP");
        }
    }

    /** Two line ends ask, one answers (RFC 5626 §4.4.1, RFC 7118 §6). */
    private void keepAlive(ByteBuffer bytes) {
        if (bytes.remaining() == 4) send(PONG.duplicate(), () -> {});
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("a SIP WebSocket from {} failed: {}", flow.remote(), cause.toString());
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        over();
        all.closed(this);
        door.closed(flow);
        callback.succeed();
    }

    /** As text, which every client takes; what is no text goes as it is. A far end that does not read is given up. */
    void send(ByteBuffer message, Runnable failed) {
        if (isClosing()) {
            failed.run();
            return;
        }
        int size = message.remaining();
        if (!hasRoomFor(size)) {
            failed.run();
            return;
        }
        var sent = taken(size, failed);
        var text = Utf8.decode(message);
        if (text.isPresent()) getSession().sendText(text.get(), sent);
        else getSession().sendBinary(message, sent);
    }
}
