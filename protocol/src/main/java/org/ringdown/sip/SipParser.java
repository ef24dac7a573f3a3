package org.ringdown.sip;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.sip.StartLine.RequestLine;
import org.ringdown.sip.StartLine.StatusLine;
import org.ringdown.wire.MalformedException;

/**
 * Reads a message that arrived whole: a datagram, or a message of a WebSocket (RFC 3261 §7, §18.3; RFC 7118 §5).
 *
 * <p>Of requests it refuses only those that nobody could answer; what else is wrong with one is for {@link Validation}.
 * A response is never answered, so one that breaks a rule is refused here.
 */
public final class SipParser {
    private SipParser() {}

    /** Reads what remains of {@code datagram}, without moving its position. */
    public static SipMessage parse(ByteBuffer datagram) throws MalformedException {
        if (datagram.remaining() > Limits.MESSAGE) {
            throw new MalformedException("SIP message: over " + Limits.MESSAGE + " bytes");
        }
        var bytes = new byte[datagram.remaining()];
        datagram.get(datagram.position(), bytes);
        var head = HeadReader.read(bytes, afterLineEnds(bytes), bytes.length);
        int available = bytes.length - head.end();
        int size = Math.min(available, head.contentLength().orElse(available));
        return assemble(head, Body.of(bytes, head.end(), head.end() + size));
    }

    /** Whether a datagram says nothing and only keeps a way through a NAT open: empty, or line ends, or zeros. */
    public static boolean isKeepAlive(ByteBuffer datagram) {
        for (int i = datagram.position(); i < datagram.limit(); i++) {
            byte b = datagram.get(i);
            if (b != '\r' && b != '\n' && b != 0) return false;
        }
        return true;
    }

    static SipMessage assemble(Head head, Body body) throws MalformedException {
        return switch (StartLine.parse(head.startLine())) {
            case RequestLine line -> request(line, head, body);
            case StatusLine line -> response(line, head, body);
        };
    }

    private static SipRequest request(RequestLine line, Head head, Body body)
            throws MalformedException {
        head.headers().readVia();
        Optional<Refusal> fault =
                line.fault().or(() -> head.fault().map(why -> new Refusal(400, why)));
        return new SipRequest(line.method(), line.uri(), head.headers(), body, fault);
    }

    private static SipResponse response(StatusLine line, Head head, Body body)
            throws MalformedException {
        if (head.fault().isPresent())
            throw new MalformedException("SIP response: " + head.fault().get());
        WellFormed.check(head.headers(), body);
        return new SipResponse(line.status(), line.reason(), head.headers(), body);
    }

    /** Line ends before a message are ignored (§7.5). */
    private static int afterLineEnds(byte[] bytes) {
        int at = 0;
        while (at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n') at += 2;
        return at;
    }
}
