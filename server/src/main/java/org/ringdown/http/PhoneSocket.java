package org.ringdown.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageConnection;
import org.ringdown.page.PageDoor;
import org.ringdown.page.ToPage;
import org.ringdown.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One page's WebSocket: JSON to messages and back, and the patience we have with it.
 *
 * <p>Threads: Jetty delivers one frame at a time; {@link #send} and {@link #close} may come from anywhere.
 */
public final class PhoneSocket extends Session.Listener.AbstractAutoDemanding
        implements PageConnection {
    private static final Logger LOG = LoggerFactory.getLogger(PhoneSocket.class);
    private static final int MISSED_PINGS = 3;
    private static final int MAX_WAITING = 256 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final PageDoor door;
    private final String origin;
    private final String address;
    private final Timers timers;
    private final Site.Patience patience;
    private final Set<PhoneSocket> open;
    private final AtomicInteger waiting =
            new AtomicInteger(); // bytes that the page has not taken yet
    private final AtomicInteger unanswered =
            new AtomicInteger(); // pings since the page last said anything
    private final Chatter chatter = new Chatter();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile Timers.Timer deadline = () -> {};
    private volatile Timers.Timer ping = () -> {};
    private Optional<PageDoor.PageSession> page = Optional.empty();
    private boolean greeted;

    PhoneSocket(
            PageDoor door,
            String origin,
            String address,
            Timers timers,
            Site.Patience patience,
            Set<PhoneSocket> open) {
        this.door = door;
        this.origin = origin;
        this.address = address;
        this.timers = timers;
        this.patience = patience;
        this.open = open;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        super.onWebSocketOpen(session);
        open.add(this);
        deadline = timers.after(patience.hello(), () -> close(4002, "no hello in time"));
        ping = timers.after(patience.ping(), this::pingPage);
        page = Optional.of(door.opened(this, origin, address));
    }

    @Override
    public void onWebSocketText(String text) {
        unanswered.set(0);
        if (!hears()) return;
        switch (PageReader.read(text)) {
            case PageReader.Understood(FromPage message) -> deliver(message);
            case PageReader.NotUnderstood(ToPage.Failure failure) -> send(failure);
        }
    }

    /** Whether what the far end has said is to be heard. */
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
            close(1013, "the page does not read");
        } else {
            var same = ByteBuffer.allocate(size).put(payload).flip();
            getSession().sendPong(same, Callback.from(() -> waiting.addAndGet(-size), _ -> {}));
        }
    }

    /** Until the page has said hello, nothing else is heard. */
    private void deliver(FromPage message) {
        if (message instanceof FromPage.Hello) {
            greeted = true;
            deadline.cancel();
        }
        if (greeted) page.ifPresent(session -> session.received(message));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        unanswered.set(0);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        close(1003, "text frames only");
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("the socket of a page at {} failed: {}", address, cause.toString());
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        closing.set(true);
        open.remove(this);
        deadline.cancel();
        ping.cancel();
        page.ifPresent(PageDoor.PageSession::closed);
        page = Optional.empty();
        callback.succeed();
    }

    @Override
    public void send(ToPage message) {
        if (closing.get()) return;
        var text = PageWriter.write(message);
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (waiting.addAndGet(size) > MAX_WAITING) {
            close(1013, "the page does not read");
        } else {
            getSession().sendText(text, Callback.from(() -> waiting.addAndGet(-size), _ -> {}));
        }
    }

    /** A page that does not take the close frame either is cut off. */
    @Override
    public void close(int code, String reason) {
        if (!closing.compareAndSet(false, true)) return;
        deadline.cancel();
        deadline = timers.after(patience.goodbye(), getSession()::disconnect);
        getSession().close(code, reason, Callback.NOOP);
    }

    private void pingPage() {
        if (unanswered.getAndIncrement() == MISSED_PINGS) {
            getSession().disconnect();
        } else {
            chatter.pinged();
            getSession().sendPing(NOTHING.duplicate(), Callback.NOOP);
            ping = timers.after(patience.ping(), this::pingPage);
        }
    }
}
