package org.ringdown.sip;

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
        if (name.length() == 1) return full(name);
        for (int slot = slot(name); TABLE[slot] != null; slot = (slot + 1) % SLOTS) {
            if (TABLE[slot].equalsIgnoreCase(name)) return TABLE[slot];
        }
        return name;
    }

    /** A compact form written out; any other name stays as it is. */
    static String full(String name) {
        if (name.length() != 1 || name.charAt(0) >= COMPACT.length) return name;
        var full = COMPACT[name.charAt(0) | 0x20];
        return full == null ? name : full;
    }

    static boolean isList(String name) {
        return LISTS.contains(canonical(name));
    }

    private static void enter(String name) {
        int slot = slot(name);
        while (TABLE[slot] != null) slot = (slot + 1) % SLOTS;
        TABLE[slot] = name;
    }

    /** Letters that differ in case only fall into the same slot. */
    private static int slot(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) hash = hash * 31 + (name.charAt(i) | 0x20);
        return (hash ^ hash >>> 9) & SLOTS - 1;
    }
}
