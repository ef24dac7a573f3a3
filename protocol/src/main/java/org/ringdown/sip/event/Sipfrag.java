package org.ringdown.sip.event;

import java.util.OptionalInt;
import org.ringdown.sip.Body;

/** A piece of a SIP message as a body (RFC 3420): of a response, whose first line says how far a REFER has come (RFC 3515 §2.4.5). */
public final class Sipfrag {
    public static final String MEDIA_TYPE = "message/sipfrag";

    private static final String VERSION = "SIP/2.0 ";
    private static final int DIGITS = 3;
    private static final int LONGEST = 8 * 1024;

    private Sipfrag() {}

    /** The status in its first line; empty where it does not begin with that of a response. */
    public static OptionalInt status(Body body) {
        if (body.size() > LONGEST) return OptionalInt.empty();
        var text = body.text().stripLeading();
        if (!text.regionMatches(true, 0, VERSION, 0, VERSION.length())) return OptionalInt.empty();
        int at = VERSION.length();
        int end = at;
        int status = 0;
        while (end < text.length() && end - at < DIGITS && isDigit(text.charAt(end)))
            status = status * 10 + (text.charAt(end++) - '0');
        boolean cut = end == text.length() || Character.isWhitespace(text.charAt(end));
        boolean known = status >= 100 && status < 700;
        return end - at == DIGITS && cut && known ? OptionalInt.of(status) : OptionalInt.empty();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
