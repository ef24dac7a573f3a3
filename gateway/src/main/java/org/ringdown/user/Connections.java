package org.ringdown.user;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ringdown.page.PageConnection;
import org.ringdown.page.ToPage;

/** The sockets of all pages on this node, by page id, so that messages between mailboxes carry ids only. Any thread may call. */
final class Connections {
    private final Map<String, PageConnection> open = new ConcurrentHashMap<>();
    private final Map<String, String> mailboxes = new ConcurrentHashMap<>();

    void opened(String page, PageConnection connection) {
        open.put(page, connection);
    }

    /** From now on the page speaks for this user; whether it is still there. */
    boolean welcomed(String page, String user) {
        mailboxes.put(page, user);
        boolean there = open.containsKey(page);
        if (!there) mailboxes.remove(page);
        return there;
    }

    Optional<String> userOf(String page) {
        return Optional.ofNullable(mailboxes.get(page));
    }

    void send(String page, ToPage message) {
        var connection = open.get(page);
        if (connection != null) connection.send(message);
    }

    void close(String page, int code, String reason) {
        var connection = open.get(page);
        if (connection != null) connection.close(code, reason);
    }

    /** The user whom the page spoke for, if it was welcomed. In this order, so that one of us and {@link #welcomed} notices. */
    Optional<String> closed(String page) {
        open.remove(page);
        return Optional.ofNullable(mailboxes.remove(page));
    }

    int count() {
        return open.size();
    }
}
