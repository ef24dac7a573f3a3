package org.ringdown.rtmfp.flash;

import java.nio.ByteBuffer;
import org.ringdown.rtmfp.session.Priority;
import org.ringdown.rtmp.chunk.MessageType;
import org.ringdown.rtmp.chunk.RawMessage;

/** How long a message is of use. */
final class Urgency {
    private static final long MILLISECOND = 1_000_000;
    private static final long SOUND = 300 * MILLISECOND;
    private static final long PICTURE = 1000 * MILLISECOND;
    private static final int AAC = 10;
    private static final int AVC = 7;
    private static final int KEY = 1;
    private static final int ENHANCED_SOUND = 9;
    private static final int ENHANCED_PICTURE = 0x80;

    private Urgency() {}

    static Priority priority(RawMessage message) {
        return switch (message.type()) {
            case MessageType.AUDIO -> Priority.SOUND;
            case MessageType.VIDEO -> Priority.PICTURE;
            default -> message.stream() == 0 ? Priority.COMMAND : Priority.DATA;
        };
    }

    /** After which nobody wants it; never for what others cannot be understood without. */
    static long deadline(RawMessage message, long now) {
        if (isStart(message)) return Long.MAX_VALUE;
        return switch (message.type()) {
            case MessageType.AUDIO -> now + SOUND;
            case MessageType.VIDEO -> now + PICTURE;
            default -> Long.MAX_VALUE;
        };
    }

    /** Whether a decoder needs what came before. */
    static boolean isDependent(RawMessage message) {
        return message.type() == MessageType.VIDEO
                && !isStart(message)
                && (first(message.body()) >> 4 & 7) != KEY;
    }

    /** What a decoder has to be told before anything else (FLV E.4.2.2, E.4.3.1). */
    private static boolean isStart(RawMessage message) {
        int first = first(message.body());
        return switch (message.type()) {
            case MessageType.AUDIO ->
                    first >> 4 == AAC && second(message.body()) == 0
                            || first >> 4 == ENHANCED_SOUND && (first & 15) == 0;
            case MessageType.VIDEO ->
                    (first & ENHANCED_PICTURE) != 0
                            ? (first & 15) == 0
                            : (first & 15) == AVC && second(message.body()) == 0;
            default -> false;
        };
    }

    private static int first(ByteBuffer body) {
        return body.hasRemaining() ? body.get(body.position()) & 0xff : 0;
    }

    private static int second(ByteBuffer body) {
        return body.remaining() > 1 ? body.get(body.position() + 1) & 0xff : -1;
    }
}
