package org.ringdown.page;

import org.ringdown.media.StreamMedia;

/** The way to one connected page. Never blocks: a page that does not read is closed, not waited for. */
public interface PageConnection {
    void send(ToPage message);

    /** @param code of docs/phone-protocol.md, "Close codes" */
    void close(int code, String reason);

    /** What the page asked for by {@link FromPage.StreamOpen} is there. Only pages ask for it that can do with it. */
    default void opened(String m, StreamMedia media) {
        throw new IllegalStateException("a page with PeerConnections asked for a stream");
    }

    /** Such media has something to say. Called on a worker: only wakes a thread. */
    default void waiting(String m) {}
}
