package org.ringdown.sip;

/** The characters one rule of RFC 3261 §25.1 allows; ASCII only. */
final class Alphabet {
    private static final String ALPHANUM =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    static final Alphabet DIGIT = new Alphabet("0123456789");
    static final Alphabet TOKEN = new Alphabet(ALPHANUM + "-.!%*_+`'~");

    static final Alphabet SCHEME = new Alphabet(ALPHANUM + "+-.");
    static final Alphabet UNRESERVED = new Alphabet(ALPHANUM + "-_.!~*'()");
    static final Alphabet USER = UNRESERVED.and("&=+$,;?/");
    static final Alphabet URI_PARAM = UNRESERVED.and("[]/:&+$");
    static final Alphabet URI_HEADER = UNRESERVED.and("[]/?:+$");

    /** Host names as they are met: the underscore is not in the RFC, but in many a LAN. */
    static final Alphabet HOST = new Alphabet(ALPHANUM + "-._");

    /** What may stand in some URI or other: all that is printable but spaces, quotes and angle brackets. */
    static final Alphabet URI = TOKEN.and("#$&(),/:;=?@[\\]^{|}");

    /** All that is printable but spaces. */
    static final Alphabet VISIBLE = URI.and("<>\"");

    static final Alphabet IPV6 = new Alphabet("0123456789abcdefABCDEF:.");

    /** Values of header parameters that need no quotes; the colon and brackets are for IPv6 addresses (RFC 5118 §4.5). */
    static final Alphabet PLAIN_VALUE = TOKEN.and("[]:");

    private final boolean[] allowed = new boolean[128];

    private Alphabet(String letters) {
        letters.chars().forEach(letter -> allowed[letter] = true);
    }

    private Alphabet and(String more) {
        var larger = new Alphabet(more);
        for (int c = 0; c < 128; c++) larger.allowed[c] |= allowed[c];
        return larger;
    }

    boolean has(int c) {
        return c >= 0 && c < 128 && allowed[c];
    }

    /** Whether {@code text} is one or more of these characters and nothing else. */
    boolean spells(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!has(text.charAt(i))) return false;
        }
        return !text.isEmpty();
    }
}
