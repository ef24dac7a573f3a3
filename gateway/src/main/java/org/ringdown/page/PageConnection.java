package org.ringdown.page;

/** The way to one connected page. Never blocks: a page that does not read is closed, not waited for. */
public interface PageConnection {
    void send(ToPage message);

    /** @param code of docs/phone-protocol.md, "Close codes" */
    void close(int code, String reason);
}
