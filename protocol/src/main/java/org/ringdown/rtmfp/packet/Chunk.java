package org.ringdown.rtmfp.packet;

import java.nio.ByteBuffer;
import java.util.List;

/** What packets say (RFC 7016 §2.3). Bytes are views whose positions are never moved. */
public sealed interface Chunk {
    // Startup

    /** "Is there somebody of that kind?" (§2.3.2) */
    record InitiatorHello(ByteBuffer discriminator, ByteBuffer tag) implements Chunk {}

    /** One that a server passed on (§2.3.3); we introduce nobody, and so drop it. */
    record ForwardedHello(ByteBuffer bytes) implements Chunk {}

    /** "Here, and say this to show where you are." (§2.3.4) */
    record ResponderHello(ByteBuffer tag, ByteBuffer cookie, ByteBuffer certificate)
            implements Chunk {}

    /** "Not here: ask there." (§2.3.5) */
    record Redirect(ByteBuffer tag, ByteBuffer addresses) implements Chunk {}

    /** "That cookie is none of yours now; this one is." (§2.3.6) */
    record CookieChange(ByteBuffer old, ByteBuffer fresh) implements Chunk {}

    /** (§2.3.7) */
    record InitiatorKeying(
            int sessionId,
            ByteBuffer cookie,
            ByteBuffer certificate,
            ByteBuffer component,
            ByteBuffer signature)
            implements Chunk {}

    /** (§2.3.8) */
    record ResponderKeying(int sessionId, ByteBuffer component, ByteBuffer signature)
            implements Chunk {}

    // Session

    /** (§2.3.9) */
    record Ping(ByteBuffer message) implements Chunk {}

    /** (§2.3.10) */
    record PingReply(ByteBuffer message) implements Chunk {}

    /** (§2.3.17) */
    record Close() implements Chunk {}

    /** (§2.3.18) */
    record CloseAcknowledgement() implements Chunk {}

    // Flows

    /** Which part of a message a fragment is, in their numbers' order. */
    enum Part {
        WHOLE,
        BEGIN,
        END,
        MIDDLE
    }

    /**
     * A fragment of a flow (§2.3.11), or the one after another (§2.3.12).
     *
     * @param forward nothing up to this sequence number will be sent again
     * @param abandoned its bytes are not sent any more
     * @param last after it comes nothing
     * @param options what a flow says until it is first acknowledged
     */
    record UserData(
            long flow,
            long sequence,
            long forward,
            Part part,
            boolean abandoned,
            boolean last,
            List<Option> options,
            ByteBuffer data)
            implements Chunk {
        public UserData {
            options = List.copyOf(options);
        }
    }

    /**
     * What of a flow has arrived (§2.3.13, §2.3.14).
     *
     * @param buffer bytes that there is room for
     * @param cumulative up to this sequence number all has
     * @param ranges of what has, beyond, in order
     */
    record Acknowledgement(long flow, long buffer, long cumulative, List<Range> ranges)
            implements Chunk {
        public Acknowledgement {
            ranges = List.copyOf(ranges);
        }
    }

    /** Of sequence numbers, both included. */
    record Range(long from, long to) {}

    /** "Is there room again?" (§2.3.15) */
    record BufferProbe(long flow) implements Chunk {}

    /** "I do not want this flow." (§2.3.16) */
    record FlowException(long flow, long code) implements Chunk {}
}
