package org.ringdown.sip;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.wire.MalformedException;

/**
 * A host and, perhaps, a port: the sent-by of a Via, the target of a URI (RFC 3261 §25.1).
 *
 * @param host a name or an address, in lower case; an IPv6 address has no brackets here, only when written
 */
public record HostPort(String host, OptionalInt port) {
    public HostPort {
        if (!isHost(host)) throw new IllegalArgumentException("not a host");
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
            throw new IllegalArgumentException("not a port: " + port.getAsInt());
        }
        host = host.toLowerCase(Locale.ROOT);
    }

    public static HostPort of(String host) {
        return new HostPort(host, OptionalInt.empty());
    }

    public static HostPort of(String host, int port) {
        return new HostPort(host, OptionalInt.of(port));
    }

    public static HostPort parse(String text) throws MalformedException {
        var in = new Cursor(text, "host");
        var hostPort = parse(in);
        in.end();
        return hostPort;
    }

    /** Reads a host, a colon with white space around it, and a port. */
    static HostPort parse(Cursor in) throws MalformedException {
        boolean bracket = in.accept('[');
        var host = in.run(bracket ? Alphabet.IPV6 : Alphabet.HOST, "host");
        if (bracket) in.expect(']');
        if (bracket != (host.indexOf(':') >= 0) || !isHost(host)) throw in.malformed("no host");
        if (!in.accept(':')) return of(host);
        var port = Numbers.parse(in.run(Alphabet.DIGIT, "port"), 65535).orElse(0);
        if (port == 0) throw in.malformed("no port");
        return of(host, (int) port);
    }

    /** The address, when the host is one and not a name. */
    public Optional<InetAddress> address() {
        return literal(host);
    }

    /** The address {@code host} spells, with or without brackets, or nothing; never asks a name server. */
    static Optional<InetAddress> literal(String host) {
        var bare =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        boolean candidate =
                bare.indexOf(':') >= 0 ? Alphabet.IPV6.spells(bare) : isDottedQuad(bare);
        if (!candidate) return Optional.empty();
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** A numeric host must be a whole address: resolvers read "127.1" and "2130706433" as addresses too, each its own way. */
    private static boolean isHost(String host) {
        if (host.indexOf(':') >= 0) return literal(host).isPresent() && Alphabet.IPV6.spells(host);
        if (isNumeric(host)) return isDottedQuad(host);
        return Alphabet.HOST.spells(host) && host.charAt(0) != '.';
    }

    private static boolean isNumeric(String host) {
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) != '.' && !Alphabet.DIGIT.has(host.charAt(i))) return false;
        }
        return !host.isEmpty();
    }

    /** Without leading zeros: some read those as octal. */
    private static boolean isDottedQuad(String host) {
        int parts = 0;
        for (int from = 0; from <= host.length(); parts++) {
            int dot = host.indexOf('.', from);
            int to = dot < 0 ? host.length() : dot;
            if (Numbers.parse(host.substring(from, to), 255).isEmpty()) return false;
            if (to - from > 1 && host.charAt(from) == '0') return false;
            from = to + 1;
        }
        return parts == 4;
    }

    @Override
    public String toString() {
        var written = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port.isPresent() ? written + ":" + port.getAsInt() : written;
    }
}
