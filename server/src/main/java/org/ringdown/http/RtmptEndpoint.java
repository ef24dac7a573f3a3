package org.ringdown.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ringdown.net.rtmp.RtmptTunnels;

/**
 * RTMP within HTTP (RTMPT): {@code POST /open/1} gives a tunnel's name; {@code /send/NAME/N} brings bytes of the client and gets those for it, {@code
 * /idle/NAME/N} brings none; {@code /close/NAME/N} ends it. Answers begin with a byte that says how long to wait until the next request; ours is always
 * the shortest, as a call is waiting.
 */
final class RtmptEndpoint implements Endpoint {
    private static final Pattern PATH =
            Pattern.compile("/(open|send|idle|close)/([0-9a-f]{1,32})(?:/(\\d{1,18}))?");
    private static final byte AT_ONCE = 1;
    private static final byte CLOSED = 0;

    /** The longest picture there can be, and some more. */
    private static final int MOST_BYTES = 2 << 20;

    private static final byte[] NOTHING = {};

    private final RtmptTunnels tunnels;

    RtmptEndpoint(RtmptTunnels tunnels) {
        this.tunnels = tunnels;
    }

    static boolean serves(String path) {
        return PATH.matcher(path).matches();
    }

    @Override
    public Answer answer(Ask ask) throws GoneException {
        var path = PATH.matcher(ask.path());
        if (!path.matches()) throw new IllegalArgumentException("not served: " + ask.path());
        var body = ask.body(MOST_BYTES);
        if (body.isEmpty())
            return Problem.of(
                    413, "too-long", "A request of a tunnel has " + MOST_BYTES + " bytes at most.");
        var name = path.group(2);
        long number = path.group(3) == null ? 0 : Long.parseLong(path.group(3));
        return switch (path.group(1)) {
            case "open" -> open(ask.visitor());
            case "send" -> passed(name, number, body.get());
            case "idle" -> passed(name, number, NOTHING);
            default -> tunnels.close(name) ? bytes(CLOSED, NOTHING) : unknown();
        };
    }

    private Answer open(Visitor visitor) {
        return visitor.literal()
                .flatMap(from -> tunnels.open(from, visitor.isSecure()))
                .map(name -> of((name + "\n").getBytes(StandardCharsets.US_ASCII)))
                .orElseGet(() ->
                        Problem.of(503, "too-many", "There are too many connections; try later.")
                                .with("Retry-After", "10"));
    }

    private Answer passed(String name, long number, byte[] bytes) {
        Optional<byte[]> heard = tunnels.pass(name, number, bytes);
        return heard.map(all -> bytes(AT_ONCE, all)).orElseGet(RtmptEndpoint::unknown);
    }

    private static Answer unknown() {
        return Problem.of(
                404, "not-found", "There is no such tunnel (any more); open another one.");
    }

    private static Answer bytes(byte first, byte[] rest) {
        var all = new byte[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return of(all);
    }

    private static Answer of(byte[] body) {
        return new Answer(
                200,
                Map.of("Content-Type", "application/x-fcs", "Cache-Control", "no-store"),
                body);
    }
}
