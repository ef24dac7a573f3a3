package org.ringdown.user;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ringdown.media.StreamMedia;
import org.ringdown.page.PageConnection;
import org.ringdown.page.ToPage;

/** The sockets of all pages on this node, by page id, so that messages between mailboxes carry ids only. Any thread may call. */
final class Connections {
    private final Map<String, Line> open = new ConcurrentHashMap<>();

    /**
     * @param address where the page is; empty where that is not known
     * @param user for whom the page speaks; empty until it was welcomed
     */
    private record Line(
            PageConnection connection, Optional<InetAddress> address, Optional<String> user) {
        Line of(String name) {
            return new Line(connection, address, Optional.of(name));
        }
    }

    void opened(String page, PageConnection connection, Optional<InetAddress> address) {
        open.put(page, new Line(connection, address, Optional.empty()));
    }

    /** From now on the page speaks for this user; false where its socket has closed meanwhile. */
    boolean welcomed(String page, String user) {
        return open.computeIfPresent(page, (_, line) -> line.of(user)) != null;
    }

    /** Where the page is, as far as that is known. */
    Optional<InetAddress> addressOf(String page) {
        return Optional.ofNullable(open.get(page)).flatMap(Line::address);
    }

    Optional<String> userOf(String page) {
        return Optional.ofNullable(open.get(page)).flatMap(Line::user);
    }

    void send(String page, ToPage message) {
        var line = open.get(page);
        if (line != null) line.connection.send(message);
    }

    void opened(String page, String m, StreamMedia media) {
        var line = open.get(page);
        if (line != null) line.connection.opened(m, media);
    }

    /** Called on a worker. */
    void waiting(String page, String m) {
        var line = open.get(page);
        if (line != null) line.connection.waiting(m);
    }

    void close(String page, int code, String reason) {
        var line = open.get(page);
        if (line != null) line.connection.close(code, reason);
    }

    /** The user for whom the page spoke, who is to be told; whoever is welcomed after this is not. */
    Optional<String> closed(String page) {
        return Optional.ofNullable(open.remove(page)).flatMap(Line::user);
    }

    int count() {
        return open.size();
    }
}
