package org.ringdown.sdp;

import java.util.Optional;

/**
 * Where RTCP goes when it is not the port after RTP's (a=rtcp, RFC 3605 §2.1).
 *
 * @param connection where it is not RTP's address either
 */
public record RtcpPort(int port, Optional<Connection> connection) {
    static Optional<RtcpPort> parse(String text) {
        var f = Text.fields(text);
        if (f.size() != 1 && f.size() != 4) return Optional.empty();
        var port = Text.number(f.getFirst(), 0xFFFF);
        if (port.isEmpty()) return Optional.empty();
        var connection =
                f.size() == 4
                        ? Optional.of(new Connection(f.get(2), f.get(3)))
                        : Optional.<Connection>empty();
        return Optional.of(new RtcpPort(port.getAsInt(), connection));
    }
}
