package org.ringdown.sip;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The names of headers: full and compact forms, and which ones are lists (RFC 3261 §7.3, §20; the IANA registry). */
final class HeaderName {
    /** Headers that may stand once only, and where a second one would change the meaning. */
    static final Set<String> SINGLE =
            names(
                    """
                    Call-ID Content-Length Content-Type CSeq From Max-Forwards Refer-To Replaces To
                    """);

    /** Headers whose values may share a line, with commas between them (§7.3.1). */
    private static final Set<String> LISTS =
            names(
                    """
                    Accept Accept-Contact Accept-Encoding Accept-Language Alert-Info Allow Allow-Events Call-Info Contact
                    Content-Encoding Content-Language Diversion Error-Info History-Info In-Reply-To P-Asserted-Identity
                    P-Preferred-Identity Path Proxy-Require Reason Record-Route Recv-Info Reject-Contact Remote-Party-ID
                    Request-Disposition Require Route Service-Route Supported Unsupported Via Warning
                    """);

    /** All others that have a usual spelling; in some, a comma is part of the value. */
    private static final Set<String> OTHERS =
            names(
                    """
                    Authentication-Info Authorization Content-Disposition Date Event Expires Identity Info-Package Join
                    MIME-Version Min-Expires Min-SE Organization Priority Privacy Proxy-Authenticate Proxy-Authorization RAck
                    Refer-Sub Referred-By Reply-To Retry-After RSeq Server Session-Expires SIP-ETag SIP-If-Match Subject
                    Subscription-State Timestamp User-Agent WWW-Authenticate
                    """);

    /** §7.3.3, and the RFCs that came after. */
    private static final String[] COMPACT = new String[128];

    private static final int SLOTS = 512;
    private static final String[] TABLE = new String[SLOTS];

    static {
        SINGLE.forEach(HeaderName::enter);
        LISTS.forEach(HeaderName::enter);
        OTHERS.forEach(HeaderName::enter);
        var compact =
                "a Accept-Contact, b Referred-By, c Content-Type, d Request-Disposition, e Content-Encoding, "
                        + "f From, i Call-ID, j Reject-Contact, k Supported, l Content-Length, m Contact, o Event, "
                        + "r Refer-To, s Subject, t To, u Allow-Events, v Via, x Session-Expires, y Identity";
        for (var pair : compact.split(", ")) COMPACT[pair.charAt(0)] = pair.substring(2);
    }

    private HeaderName() {}

    private static Set<String> names(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** The full name in its usual spelling; a name we do not know stays as it is. */
    static String canonical(String name) {
        var bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return canonical(bytes, 0, bytes.length);
    }

    static String canonical(byte[] bytes, int from, int to) {
        if (to - from == 1 && bytes[from] > 0 && COMPACT[bytes[from] | 0x20] != null)
            return COMPACT[bytes[from] | 0x20];
        for (int slot = hash(bytes, from, to); TABLE[slot] != null; slot = (slot + 1) % SLOTS) {
            if (matches(TABLE[slot], bytes, from, to)) return TABLE[slot];
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    static boolean isList(String name) {
        return LISTS.contains(canonical(name));
    }

    private static void enter(String name) {
        var bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        int slot = hash(bytes, 0, bytes.length);
        while (TABLE[slot] != null) slot = (slot + 1) % SLOTS;
        TABLE[slot] = name;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) hash = hash * 31 + (bytes[i] | 0x20);
        return (hash ^ hash >>> 9) & SLOTS - 1;
    }

    private static boolean matches(String name, byte[] bytes, int from, int to) {
        if (name.length() != to - from) return false;
        for (int i = from; i < to; i++) {
            if ((name.charAt(i - from) | 0x20) != (bytes[i] | 0x20)) return false;
        }
        return true;
    }
}
