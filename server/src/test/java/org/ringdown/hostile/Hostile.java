package org.ringdown.hostile;

import java.nio.charset.StandardCharsets;

/** Text that means something to whatever shows, stores or passes it on without care. */
enum Hostile {
    LINE_BREAK("x\r\nX-Evil: 1"),
    HEAD_END("x\r\n\r\nv=0\r\na=x-evil:1\r\n\r\nHTTP/1.1 200 OK\r\nX-Evil: 1"),
    LINE_FEED("x\nX-Evil: 1\n2026-01-01T00:00:00.000Z ERROR forged  a line"),
    CARRIAGE_RETURN("x\rX-Evil: 1"),
    FOLDED("x\r\n X-Evil: 1\r\n\tX-Evil: 2"),
    ENCODED_LINE_BREAK("x%0d%0aX-Evil:%201"),
    ESCAPED_LINE_BREAK("x\\\r\nX-Evil: 1"),
    SPACE_BEFORE_COLON(
            "x\r\nX-Evil : 1\r\nContent-Length : 0\r\nFrom : <sip:evil@evil.example>;tag=1"),
    DUPLICATES(
            "x\r\nHost: evil.example\r\nFrom: <sip:evil@evil.example>;tag=1\r\nContact: <sip:evil@evil.example>\r\nContent-Length: 0"),
    TERMINAL("\u001b[31mred\u001b]0;title\u0007\b\b"),
    LOOKUP("${jndi:ldap://127.0.0.1:9/x}${env:HOME}%s%n%d{}"),
    NUL("x\0y"),
    DELETE("x\u007fy"),
    C1("\u009b31m\u0085\u0090x"),
    SEPARATORS("x\u2028y\u2029z"),
    DIRECTION("\u202Eevil\u2066\u200f"),
    INVISIBLE("x\u200b\ufeff\u00ad\u2060y"),
    LONE_SURROGATE("x\ud800y"),
    OVERLONG("x", 0xc0, 0x8d, 0xc0, 0x8a, 'X', '-', 'E', 'v', 'i', 'l', ':', ' ', '1', 0xc0, 0xbc),
    NO_UTF8("x", 0xff, 0xfe, 0xc3, 0x28, 0xf8, 0x88),
    HUGE("evil".repeat(16 * 1024)),
    SCRIPT("\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;"),
    SQL("' OR 1=1; drop table calls; --"),
    QUOTES("\"\\\" <sip:evil@evil.example>;x-evil=1, \\");

    private final String text;
    private final byte[] bytes;

    Hostile(String text) {
        this.text = text;
        this.bytes = utf8(text);
    }

    /** What no text can say: {@code more} behind it, as they are. */
    Hostile(String text, int... more) {
        var all = new StringBuilder(text);
        for (int octet : more) all.append((char) octet);
        this.text = all.toString();
        this.bytes = this.text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As characters, for what is made of characters. */
    String text() {
        return text;
    }

    /** As octets, each of them one character. */
    String octets() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Also what UTF-8 forbids: half of a pair. */
    private static byte[] utf8(String text) {
        var lone = new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
        var octets =
                new String(
                        text.replace("\ud800", "\ue000").getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1);
        var stand =
                new String("\ue000".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return octets.replace(stand, new String(lone, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
