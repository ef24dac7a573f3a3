package org.ringdown.http;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
public final class SipWebSocket extends Session.Listener.AbstractAutoDemanding {
    private static final Logger LOG = LoggerFactory.getLogger(SipWebSocket.class);
    private static final int MISSED_PINGS = 3;
    private static final int MAX_WAITING = 256 * 1024;
    private static final int MOST_NONSENSE = 10;
    private static final ByteBuffer PONG =
            ByteBuffer.wrap("\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Flow flow;
    private final SipDoor door;
    private final Timers timers;
    private final Site.Patience patience;
    private final SipWebSockets all;

    /** Bytes that the far end has not taken yet. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** Our pings since the far end last said anything. */
    private final AtomicInteger unanswered = new AtomicInteger();

    private final Chatter chatter = new Chatter();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile Timers.Timer deadline = () -> {};
    private volatile Timers.Timer ping = () -> {};
    private int nonsense;

    SipWebSocket(
            Flow flow, SipDoor door, Timers timers, Site.Patience patience, SipWebSockets all) {
        this.flow = flow;
        this.door = door;
        this.timers = timers;
        this.patience = patience;
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
        deadline = timers.after(patience.hello(), () -> close(4002, "no message in time"));
        ping = timers.after(patience.ping(), this::ping);
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
        unanswered.set(0);
        if (SipParser.isKeepAlive(bytes)) {
            if (hears()) keepAlive(bytes);
            return;
        }
        Thread.yield(); // the others' turn: here may be more to read without end
        if (closing.get() && !hears()) return;
        try {
            var message = SipParser.parse(bytes);
            deadline.cancel();
            if (!door.message(message, flow)) close(1008, "too much without a password");
        } catch (MalformedException complaint) {
            LOG.info("SIP message from {} dropped: {}", flow.remote(), complaint.getMessage());
            if (++nonsense == MOST_NONSENSE) close(1008, "this is not SIP");
        }
    }

    /** Whether a keep-alive, or whatever comes after the goodbye, is to be heard; how much SIP may be said is for the door to know. */
    private boolean hears() {
        switch (chatter.more()) {
            case HEARD -> {
                return !closing.get();
            }
            case TOLD_TO_GO -> close(1008, "too many messages");
            case NOT_HEARD -> {}
            case CUT_OFF -> getSession().disconnect();
        }
        return false;
    }

    /** Jetty would answer by itself, and would not notice that nobody reads that. */
    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        unanswered.set(0);
        if (!hears()) return;
        int size = payload.remaining();
        if (waiting.addAndGet(size) > MAX_WAITING) {
            close(1013, "the far end does not read");
        } else {
            var same = ByteBuffer.allocate(size).put(payload).flip();
            getSession().sendPong(same, Callback.from(() -> waiting.addAndGet(-size), _ -> {}));
        }
    }

    /** Two line ends ask, one answers (RFC 5626 §4.4.1, RFC 7118 §6). */
    private void keepAlive(ByteBuffer bytes) {
        if (bytes.remaining() == 4) send(PONG.duplicate(), () -> {});
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        unanswered.set(0);
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("a SIP WebSocket from {} failed: {}", flow.remote(), cause.toString());
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        closing.set(true);
        deadline.cancel();
        ping.cancel();
        all.closed(this);
        callback.succeed();
    }

    /** As text, which every client takes; what is no text goes as it is. A far end that does not read is given up. */
    void send(ByteBuffer message, Runnable failed) {
        if (closing.get()) {
            failed.run();
            return;
        }
        int size = message.remaining();
        if (waiting.addAndGet(size) > MAX_WAITING) {
            failed.run();
            close(1013, "the far end does not read");
            return;
        }
        var sent = Callback.from(() -> waiting.addAndGet(-size), _ -> failed.run());
        var text = Utf8.decode(message);
        if (text.isPresent()) getSession().sendText(text.get(), sent);
        else getSession().sendBinary(message, sent);
    }

    /** One that does not take the close frame either is cut off. */
    void close(int code, String reason) {
        if (!closing.compareAndSet(false, true)) return;
        deadline.cancel();
        deadline = timers.after(patience.goodbye(), getSession()::disconnect);
        getSession().close(code, reason, Callback.NOOP);
    }

    private void ping() {
        if (unanswered.getAndIncrement() == MISSED_PINGS) {
            getSession().disconnect();
        } else {
            chatter.pinged();
            getSession().sendPing(NOTHING.duplicate(), Callback.NOOP);
            ping = timers.after(patience.ping(), this::ping);
        }
    }
}
