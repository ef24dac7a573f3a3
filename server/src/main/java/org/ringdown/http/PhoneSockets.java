package org.ringdown.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.ringdown.page.PageDoor;
import org.ringdown.time.Timers;

/** All open sockets of pages. */
final class PhoneSockets {
    static final int MAX_FRAME = 64 * 1024;

    private final PageDoor door;
    private final Timers timers;
    private final Site.Patience patience;
    private final Set<PhoneSocket> open = ConcurrentHashMap.newKeySet();

    PhoneSockets(PageDoor door, Timers timers, Site.Patience patience) {
        this.door = door;
        this.timers = timers;
        this.patience = patience;
    }

    void configure(ServerWebSocketContainer sockets) {
        sockets.setMaxTextMessageSize(MAX_FRAME);
        sockets.setMaxBinaryMessageSize(MAX_FRAME);
        sockets.setMaxFrameSize(MAX_FRAME);
        sockets.setAutoFragment(false);
        sockets.setIdleTimeout(
                Duration.ZERO); // our pings would count as life: PhoneSocket counts answers instead
    }

    /**
     * Makes a WebSocket of this request; false where it asks for none.
     *
     * @param visitorsOnly whether pages there may show buttons, and nothing else
     */
    boolean upgrade(
            ServerWebSocketContainer sockets,
            Ask ask,
            String origin,
            boolean visitorsOnly,
            Response response,
            Callback callback) {
        var address = ask.visitor().address();
        return sockets.upgrade(
                (_, _, _) ->
                        new PhoneSocket(
                                visitorsOnly ? new VisitorDoor(door) : door,
                                origin,
                                address,
                                timers,
                                patience,
                                open),
                ask.request(),
                response,
                callback);
    }

    /** Tells every page that the gateway stops. */
    void closeAll() {
        open.forEach(socket -> socket.close(1001, "the gateway stops"));
    }
}
