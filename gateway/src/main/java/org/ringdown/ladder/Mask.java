package org.ringdown.ladder;

import java.nio.charset.StandardCharsets;

/**
 * Masks what must never be kept: proofs of passwords, media keys, ICE passwords, pressed keys. In place, each character by a star, so that
 * lengths stay what they were.
 *
 * <p>Headers that carry credentials keep their names and the parameters that explain a refusal (realm, algorithm, user name). Of bodies, only
 * session descriptions and the status lines of transfers are kept at all: anything else may be what people say or press.
 */
final class Mask {
    private static final byte STAR = '*';

    private static final byte[][] CREDENTIALS = names("authorization", "proxy-authorization");
    private static final byte[][] PROOFS =
            names("authentication-info", "proxy-authentication-info");
    private static final byte[][] TYPES = names("content-type", "c");
    private static final byte[][] KEPT_BODIES =
            names("application/sdp", "message/sipfrag", "multipart/");
    private static final byte[][] SECRET_PARAMETERS = names("response", "cnonce", "rspauth");
    private static final byte[] DIGEST = ascii("digest");
    private static final byte[] INLINE = ascii("inline:");
    private static final byte[] CRYPTO = ascii("a=crypto:");
    private static final byte[] ICE_PASSWORD = ascii("a=ice-pwd:");
    private static final byte[] KEY_MANAGEMENT = ascii("a=key-mgmt:");
    private static final byte[] KEY = ascii("k=");
    private static final byte[] SIP = ascii("sip");
    private static final byte[] SIPS = ascii("sips");

    private final byte[] bytes;
    private final int end;
    private boolean bodyKept;

    private Mask(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Masks the secrets of a SIP message. */
    static void sip(byte[] bytes) {
        var mask = new Mask(bytes, bytes.length);
        int body = mask.head();
        if (mask.bodyKept) mask.description(body);
        else mask.stars(body, mask.end);
    }

    /** Masks the secrets of a session description. */
    static byte[] sdp(String sdp) {
        var bytes = sdp.getBytes(StandardCharsets.UTF_8);
        new Mask(bytes, bytes.length).description(0);
        return bytes;
    }

    /** @return where the body begins */
    private int head() {
        int at = 0;
        while (at < end) {
            int next = nextHeader(at);
            if (bytes[at] == '\r' || bytes[at] == '\n') return next;
            header(at, next);
            at = next;
        }
        return end;
    }

    /** The end of a header with the lines that continue it (RFC 3261 §7.3.1). */
    private int nextHeader(int at) {
        int next = nextLine(at);
        boolean empty = bytes[at] == '\r' || bytes[at] == '\n';
        while (!empty && next < end && (bytes[next] == ' ' || bytes[next] == '\t')) {
            next = nextLine(next);
        }
        return next;
    }

    private int nextLine(int at) {
        while (at < end && bytes[at] != '\n') at++;
        return Math.min(at + 1, end);
    }

    private void header(int from, int to) {
        int colon = from;
        while (colon < to && bytes[colon] != ':') colon++;
        int nameEnd = colon;
        while (nameEnd > from && isSpace(bytes[nameEnd - 1])) nameEnd--;
        if (isOneOf(CREDENTIALS, from, nameEnd)) credentials(colon + 1, to);
        else if (isOneOf(PROOFS, from, nameEnd)) parameters(colon + 1, to);
        else if (isOneOf(TYPES, from, nameEnd)) type(colon + 1, to);
        else passwords(from, to);
    }

    private void type(int from, int to) {
        int at = skipSpace(from, to);
        for (var kept : KEPT_BODIES) if (startsWith(kept, at, to)) bodyKept = true;
    }

    private void credentials(int from, int to) {
        int at = skipSpace(from, to);
        if (startsWith(DIGEST, at, to)) parameters(at + DIGEST.length, to);
        else stars(at, to);
    }

    /** Masks the values of the parameters that prove a password. */
    private void parameters(int from, int to) {
        boolean quoted = false;
        int name = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '"') quoted = !quoted;
            else if (!quoted && bytes[i] == ',') name = i + 1;
            else if (!quoted && bytes[i] == '=') {
                if (isOneOf(SECRET_PARAMETERS, skipSpace(name, i), trim(name, i)))
                    i = value(i + 1, to) - 1;
            }
        }
    }

    private int value(int from, int to) {
        int at = skipSpace(from, to);
        boolean quoted = at < to && bytes[at] == '"';
        int i = quoted ? at + 1 : at;
        while (i < to && bytes[i] != '\r' && bytes[i] != '\n' && bytes[i] != (quoted ? '"' : ',')) {
            bytes[i++] = STAR;
        }
        return quoted ? Math.min(i + 1, to) : i;
    }

    /** A password in a URI, "sip:user:password@host" (RFC 3261 §19.1.1). */
    private void passwords(int from, int to) {
        for (int i = from; i + 4 < to; i++) {
            boolean scheme = bytes[i] == ':' && (endsWith(SIP, from, i) || endsWith(SIPS, from, i));
            if (scheme) password(i + 1, to);
        }
    }

    private void password(int from, int to) {
        int colon = -1;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '@') {
                if (colon >= 0) stars(colon + 1, i);
                return;
            }
            if (b == ':' && colon < 0) colon = i;
            if (b == '>' || b == ' ' || b == '\r' || b == '\n' || b == '"') return;
        }
    }

    /** SDP, also inside a multipart. */
    private void description(int from) {
        for (int at = from; at < end; at = nextLine(at)) {
            int line = nextLine(at);
            if (startsWith(CRYPTO, at, line)) inlineKeys(at, line);
            else if (startsWith(ICE_PASSWORD, at, line)) stars(at + ICE_PASSWORD.length, line);
            else if (startsWith(KEY_MANAGEMENT, at, line)) stars(at + KEY_MANAGEMENT.length, line);
            else if (startsWith(KEY, at, line)) stars(at + KEY.length, line);
        }
    }

    private void inlineKeys(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!startsWith(INLINE, i, to)) continue;
            i += INLINE.length;
            while (i < to && !isSpace(bytes[i]) && bytes[i] != ';') bytes[i++] = STAR;
        }
    }

    /** Line ends stay. */
    private void stars(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\r' && bytes[i] != '\n') bytes[i] = STAR;
        }
    }

    private boolean isOneOf(byte[][] names, int from, int to) {
        for (var name : names) {
            if (name.length == to - from && startsWith(name, from, to)) return true;
        }
        return false;
    }

    private boolean startsWith(byte[] lower, int from, int to) {
        if (to - from < lower.length) return false;
        for (int i = 0; i < lower.length; i++) {
            if (lower(bytes[from + i]) != lower[i]) return false;
        }
        return true;
    }

    private boolean endsWith(byte[] lower, int from, int to) {
        return to - from >= lower.length && startsWith(lower, to - lower.length, to);
    }

    private int skipSpace(int from, int to) {
        while (from < to && (isSpace(bytes[from]) || bytes[from] == '\r' || bytes[from] == '\n')) {
            from++;
        }
        return from;
    }

    private int trim(int from, int to) {
        while (to > from && isSpace(bytes[to - 1])) to--;
        return to;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[][] names(String... names) {
        var all = new byte[names.length][];
        for (int i = 0; i < names.length; i++) all[i] = ascii(names[i]);
        return all;
    }
}
