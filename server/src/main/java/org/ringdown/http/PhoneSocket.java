package org.ringdown.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
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
public final class PhoneSocket extends PatientSocket implements PageConnection {
    private static final Logger LOG = LoggerFactory.getLogger(PhoneSocket.class);

    private final PageDoor door;
    private final String origin;
    private final String address;
    private final Set<PhoneSocket> open;
    private Optional<PageDoor.PageSession> page = Optional.empty();
    private boolean greeted;

    PhoneSocket(
            PageDoor door,
            String origin,
            String address,
            Timers timers,
            Site.Patience patience,
            Set<PhoneSocket> open) {
        super(timers, patience, "the page does not read");
        this.door = door;
        this.origin = origin;
        this.address = address;
        this.open = open;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        super.onWebSocketOpen(session);
        open.add(this);
        await("no hello in time");
        page = Optional.of(door.opened(this, origin, address));
    }

    @Override
    public void onWebSocketText(String text) {
        lives();
        if (!hears()) return;
        switch (PageReader.read(text)) {
            case PageReader.Understood(FromPage message) -> deliver(message);
            case PageReader.NotUnderstood(ToPage.Failure failure) -> send(failure);
        }
    }

    /** Until the page has said hello, nothing else is heard. */
    private void deliver(FromPage message) {
        if (message instanceof FromPage.Hello) {
            greeted = true;
            greeted();
        }
        if (greeted) page.ifPresent(session -> session.received(message));
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
        over();
        open.remove(this);
        page.ifPresent(PageDoor.PageSession::closed);
        page = Optional.empty();
        callback.succeed();
    }

    @Override
    public void send(ToPage message) {
        if (isClosing()) return;
        var text = PageWriter.write(message);
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (hasRoomFor(size)) getSession().sendText(text, taken(size, () -> {}));
    }
}
