package org.ringdown.http;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.ringdown.time.Timers;

/**
 * The patience that we have with whoever is at the other end of a WebSocket: for a first message, for answers to our pings, for what it does not
 * read, and for how much it says.
 *
 * <p>Threads: Jetty delivers one frame at a time; the rest may come from anywhere.
 */
public abstract class PatientSocket extends Session.Listener.AbstractAutoDemanding {
    private static final int MISSED_PINGS = 3;
    private static final int MAX_WAITING = 256 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Timers timers;
    private final Site.Patience patience;
    private final String reproach;

    /** Bytes that the far end has not taken yet. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** Our pings since the far end last said anything. */
    private final AtomicInteger unanswered = new AtomicInteger();

    private final Chatter chatter = new Chatter();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile Timers.Timer deadline = () -> {};
    private volatile Timers.Timer ping = () -> {};

    /** @param reproach to one that does not read */
    PatientSocket(Timers timers, Site.Patience patience, String reproach) {
        this.timers = timers;
        this.patience = patience;
        this.reproach = reproach;
    }

    /** Begins to wait for a first message; one that says none is told this. */
    final void await(String late) {
        deadline = timers.after(patience.hello(), () -> close(4002, late));
        ping = timers.after(patience.ping(), this::ping);
    }

    /** The first message has come. */
    final void greeted() {
        deadline.cancel();
    }

    /** The far end has said something, whatever it is. */
    final void lives() {
        unanswered.set(0);
    }

    final boolean isClosing() {
        return closing.get();
    }

    /** Whether what the far end has said is to be heard. */
    final boolean hears() {
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

    /** Whether so many bytes may wait for the far end, too; one that does not read is told to go. What was sent is to be {@link #taken}. */
    final boolean hasRoomFor(int size) {
        if (waiting.addAndGet(size) <= MAX_WAITING) return true;
        close(1013, reproach);
        return false;
    }

    /** For what {@link #hasRoomFor} has let pass. */
    final Callback taken(int size, Runnable failed) {
        return Callback.from(() -> waiting.addAndGet(-size), _ -> failed.run());
    }

    /** Jetty would answer by itself, and would not notice that nobody reads that. */
    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        lives();
        int size = payload.remaining();
        if (!hears() || !hasRoomFor(size)) return;
        var same = ByteBuffer.allocate(size).put(payload).flip();
        getSession().sendPong(same, taken(size, () -> {}));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        lives();
    }

    /** One that does not take the close frame either is cut off. */
    public void close(int code, String reason) {
        if (!closing.compareAndSet(false, true)) return;
        deadline.cancel();
        deadline = timers.after(patience.goodbye(), getSession()::disconnect);
        getSession().close(code, reason, Callback.NOOP);
    }

    /** It is closed: there is nothing to wait for. */
    final void over() {
        closing.set(true);
        deadline.cancel();
        ping.cancel();
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
