package org.ringdown.rtmfp.session;

import java.nio.ByteBuffer;

/** A message of ours, until all of it was sent. */
final class Outgoing {
    private final ByteBuffer bytes;
    private final long deadline;
    private final Runnable whenAbandoned;
    private boolean told;

    /**
     * @param deadline after which nobody wants it any more
     */
    Outgoing(ByteBuffer bytes, long deadline, Runnable whenAbandoned) {
        this.bytes = bytes.slice();
        this.deadline = deadline;
        this.whenAbandoned = whenAbandoned;
    }

    boolean isTooLate(long now) {
        return now > deadline;
    }

    boolean isBegun() {
        return bytes.position() > 0;
    }

    int remaining() {
        return bytes.remaining();
    }

    ByteBuffer take(int size) {
        var part = bytes.slice(bytes.position(), size);
        bytes.position(bytes.position() + size);
        return part;
    }

    /** It will not arrive as a whole: said once. */
    void abandoned() {
        if (told) return;
        told = true;
        whenAbandoned.run();
    }
}
