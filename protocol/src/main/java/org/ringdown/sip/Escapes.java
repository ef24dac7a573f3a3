package org.ringdown.sip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.ringdown.wire.MalformedException;

/** The {@code %HH} escapes of URIs (RFC 3261 §19.1.2, §19.1.4). */
final class Escapes {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Escapes() {}

    /**
     * The one spelling of all that §19.1.4 calls the same: unreserved characters plain, every other escape in upper case.
     * A character outside {@code plain} and {@code tolerated} is refused; a tolerated one is escaped.
     */
    static String normalise(String text, Alphabet plain, String tolerated, String what)
            throws MalformedException {
        if (plain.spells(text)) return text;
        var normal = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int octet = octet(text, i, what);
                i += 2;
                if (Alphabet.UNRESERVED.has(octet)) normal.append((char) octet);
                else escape(octet, normal);
            } else if (plain.has(c)) {
                normal.append(c);
            } else if (tolerated.indexOf(c) >= 0) {
                escape(c, normal);
            } else {
                throw new MalformedException(
                        what + ": character not allowed at " + i + " (RFC 3261 §25.1)");
            }
        }
        return normal.toString();
    }

    private static int octet(String text, int percent, String what) throws MalformedException {
        if (percent + 2 < text.length()) {
            char high = text.charAt(percent + 1);
            char low = text.charAt(percent + 2);
            if (HexFormat.isHexDigit(high) && HexFormat.isHexDigit(low)) {
                return HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low);
            }
        }
        throw new MalformedException(
                what + ": % without two hex digits at " + percent + " (RFC 3261 §25.1)");
    }

    /** Any text as an escaped part of a URI: what is not {@code plain} becomes escaped UTF-8. */
    static String encode(String text, Alphabet plain) {
        if (plain.spells(text)) return text;
        var encoded = new StringBuilder(text.length() + 8);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (plain.has(octet)) encoded.append((char) octet);
            else escape(Byte.toUnsignedInt(octet), encoded);
        }
        return encoded.toString();
    }

    /** What a normalised text means, read as UTF-8. */
    static String decode(String normal) {
        if (normal.indexOf('%') < 0) return normal;
        var octets = new ByteArrayOutputStream(normal.length());
        for (int i = 0; i < normal.length(); i++) {
            if (normal.charAt(i) == '%') {
                octets.write(HexFormat.fromHexDigits(normal, i + 1, i + 3));
                i += 2;
            } else {
                octets.write(normal.charAt(i));
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static void escape(int octet, StringBuilder out) {
        out.append('%').append(HEX.toHexDigits((byte) octet));
    }
}
