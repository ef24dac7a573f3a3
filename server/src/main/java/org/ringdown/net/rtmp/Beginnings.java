package org.ringdown.net.rtmp;

import java.util.concurrent.atomic.AtomicLong;

/** How much room all connections together hold for messages that have begun and not ended. Any thread. */
public final class Beginnings {
    /** What any of them may hold, however little there is: as much as a client that is not let in. */
    private static final int FAIR = 128 << 10;

    private static final int SHARE = 8; // an eighth of the heap

    private final AtomicLong all = new AtomicLong();
    private final long most;

    /** @param most bytes */
    Beginnings(long most) {
        this.most = most;
    }

    public static Beginnings ofThisHeap() {
        return new Beginnings(Runtime.getRuntime().maxMemory() / SHARE);
    }

    /** Bytes that are held now. */
    long held() {
        return all.get();
    }

    /** A connection held {@code before}, and holds {@code now}; whether that is too much, for which none is to blame that holds little. */
    boolean isTooMuch(int before, int now) {
        return all.addAndGet(now - before) > most && now > FAIR;
    }
}
