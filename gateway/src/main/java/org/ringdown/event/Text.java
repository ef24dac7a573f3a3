package org.ringdown.event;

import java.nio.charset.StandardCharsets;
import org.ringdown.wire.Plain;

/**
 * Plain text from one person to another. Its body is nobody's business: it is in no log and no {@code toString}.
 *
 * @param from the sender's SIP URI, to which an answer may be sent
 */
public record Text(String from, String body) {
    /** Its lines stay; what a terminal or a page might obey does not. */
    public Text {
        from = Plain.text(from);
        body = Plain.lines(body);
    }

    /** Bytes that fit into a datagram together with their headers (RFC 3428 §8). */
    public static final int LONGEST = 1300;

    /** Whether it may be passed on: longer ones would be cut or lost on the way. */
    public static boolean fits(String body) {
        return body.length() <= LONGEST && body.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    @Override
    public String toString() {
        return "Text[" + body.length() + " characters]";
    }
}
