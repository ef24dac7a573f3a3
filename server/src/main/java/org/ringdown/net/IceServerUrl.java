package org.ringdown.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a STUN or TURN server is, as browsers are told (RFC 7064, RFC 7065): {@code turns:turn.example.com:443?transport=tcp}.
 *
 * @param secure by TLS
 * @param relay whether it is asked to relay
 * @param tcp rather than UDP
 */
public record IceServerUrl(String host, int port, boolean relay, boolean secure, boolean tcp) {
    private static final int PORT = 3478;
    private static final int SECURE_PORT = 5349;
    private static final int LAST_PORT = 65_535;
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "(stuns?|turns?):(\\[[0-9a-f:.]+]|[^:?\\[\\]]+)(?::(\\d{1,5}))?(?:\\?transport=(udp|tcp))?");

    /** Empty where the text is none. */
    public static Optional<IceServerUrl> parse(String text) {
        var found = WRITTEN.matcher(text.toLowerCase(Locale.ROOT));
        if (!found.matches()) return Optional.empty();
        boolean secure = found.group(1).endsWith("s");
        int usual = secure ? SECURE_PORT : PORT;
        int port = found.group(3) == null ? usual : Integer.parseInt(found.group(3));
        if (port > LAST_PORT) return Optional.empty();
        return Optional.of(
                new IceServerUrl(
                        found.group(2),
                        port,
                        found.group(1).startsWith("turn"),
                        secure,
                        secure || "tcp".equals(found.group(4))));
    }

    /** Whether the host is a name rather than an address. */
    public boolean named() {
        if (host.startsWith("[")) return false;
        try {
            InetAddress.ofLiteral(host);
            return false;
        } catch (IllegalArgumentException name) {
            return true;
        }
    }

    InetSocketAddress address() throws IOException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }
}
