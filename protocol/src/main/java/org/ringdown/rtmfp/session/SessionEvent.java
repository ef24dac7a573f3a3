package org.ringdown.rtmfp.session;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** What has happened in a session. */
public sealed interface SessionEvent {
    /**
     * The peer has begun a flow; reject it, or take its messages.
     *
     * @param answers the flow of ours that it belongs to
     */
    record FlowOpened(long flow, ByteBuffer metadata, OptionalLong answers)
            implements SessionEvent {}

    /** A whole one. */
    record Message(long flow, ByteBuffer bytes) implements SessionEvent {}

    /** After it comes nothing. */
    record FlowEnded(long flow) implements SessionEvent {}

    /** The peer does not want this flow of ours. */
    record FlowRefused(long flow, long code) implements SessionEvent {}

    /** The peer has shown that it is elsewhere now. */
    record Moved() implements SessionEvent {}

    /** The session is over: send what waits, and forget it. The last event. */
    record Ended(Why why) implements SessionEvent {}

    enum Why {
        /** The peer closed it. */
        FAR_CLOSED,
        /** We did. */
        CLOSED,
        /** Nothing is heard any more. */
        SILENT
    }
}
