package org.ringdown.call;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.ringdown.wire.Plain;

/**
 * The headers of their own that callers may add to a call ({@code X-Customer: 4711}). Only names that begin with {@code X-} pass, and no
 * value with a line break or another control character: so nothing that means something to SIP can be smuggled in.
 */
public final class CustomHeaders {
    /** How many a call may have. */
    public static final int MOST = 16;

    private static final int LONGEST_VALUE = 256;
    private static final Pattern NAME = Pattern.compile("(?i)X-[A-Z0-9][A-Z0-9_-]{0,61}");

    private CustomHeaders() {}

    /** What of these may pass, one for each name however it is spelt; the others are left out. */
    public static Map<String, String> sane(Map<String, String> headers) {
        var sane = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (sane.size() < MOST && isSane(name, value)) sane.putIfAbsent(name, value.strip());
        });
        return Map.copyOf(sane);
    }

    public static boolean isSane(String name, String value) {
        return NAME.matcher(name).matches()
                && value.length() <= LONGEST_VALUE
                && Plain.is(value)
                && value.chars().noneMatch(c -> c > 0xd7ff);
    }

    /** Its one spelling, to compare by. */
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
