package org.ringdown.call;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What one side says to the other within a call, beside its sound. Key presses are {@link Keys}.
 *
 * @param type its media type, in lower case, without parameters
 */
public record Info(Kind kind, String type, String body) {
    /** Who is to read it. */
    public enum Kind {
        /** The other side's program. */
        PROGRAM,
        /** Whoever speaks there. */
        PERSON
    }

    /** Bytes. */
    public static final int LONGEST = 1300;

    /** What programs may say to each other; all others are refused: what is passed on unread must not be able to steer a switch. */
    public static final Set<String> TYPES = Set.of("application/json", "text/plain");

    public Info {
        type = type.strip().toLowerCase(Locale.ROOT);
    }

    public boolean isAllowed() {
        return kind == Kind.PERSON ? type.equals("text/plain") : TYPES.contains(type);
    }

    public boolean fits() {
        return body.length() <= LONGEST && body.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /** Without the body, which is nobody's business. */
    @Override
    public String toString() {
        return "Info[" + kind + ", " + type + ", " + body.length() + " characters]";
    }
}
