package org.ringdown.sdp;

import java.util.Optional;

/**
 * Something said about one RTP source (a=ssrc, RFC 5576 §4.1).
 *
 * @param ssrc 32 bits without sign
 * @param name such as {@code cname}
 */
public record SsrcAttribute(long ssrc, String name, String value) {
    static Optional<SsrcAttribute> parse(String text) {
        var line = Text.split(text, ' ');
        var ssrc = Text.number(line.first(), 0xFFFF_FFFFL);
        if (ssrc.isEmpty() || line.rest().isEmpty()) return Optional.empty();
        var said = Text.split(line.rest(), ':');
        return Optional.of(new SsrcAttribute(ssrc.getAsLong(), said.first(), said.rest()));
    }
}
