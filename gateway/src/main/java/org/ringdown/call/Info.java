package org.ringdown.call;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What one side's program says to the other's within a call (RFC 6086, and the INFO that was before it). Key presses are {@link Keys}.
 *
 * @param type its media type, in lower case, without parameters
 */
public record Info(String type, String body) {
    /** Bytes. */
    public static final int LONGEST = 1300;

    /** All others are refused: what is passed on unread must not be able to steer a switch. */
    public static final Set<String> TYPES = Set.of("application/json", "text/plain");

    public Info {
        type = type.strip().toLowerCase(Locale.ROOT);
    }

    public boolean isAllowed() {
        return TYPES.contains(type);
    }

    public boolean fits() {
        return body.length() <= LONGEST && body.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /** Without the body, which is nobody's business. */
    @Override
    public String toString() {
        return "Info[" + type + ", " + body.length() + " characters]";
    }
}
