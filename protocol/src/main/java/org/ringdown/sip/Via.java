package org.ringdown.sip;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.wire.MalformedException;

/**
 * One hop a request took, and the way its responses go back (RFC 3261 §20.42).
 *
 * @param protocol {@code SIP/2.0}
 * @param transport in upper case: {@code UDP}, {@code TCP}, {@code TLS}, {@code WS}...
 */
public record Via(String protocol, String transport, HostPort sentBy, Params params) {
    /** How a branch begins that is unique in space and time (§8.1.1.7). */
    public static final String MAGIC_COOKIE = "z9hG4bK";

    public Via {
        int slash = protocol.indexOf('/');
        if (slash < 0
                || !Alphabet.TOKEN.spells(protocol.substring(0, slash))
                || !Alphabet.TOKEN.spells(protocol.substring(slash + 1))
                || !Alphabet.TOKEN.spells(transport)) {
            throw new IllegalArgumentException("not the protocol of a Via");
        }
        transport = transport.toUpperCase(Locale.ROOT);
    }

    /** A Via of our own: asks for rport (RFC 3581). */
    public static Via of(String transport, HostPort sentBy, String branch) {
        return new Via(
                "SIP/2.0", transport, sentBy, Params.NONE.with("branch", branch).with("rport"));
    }

    public static Via parse(String text) throws MalformedException {
        var in = new Cursor(text, "hop").skipSpace();
        var name = in.token("protocol");
        in.expect('/');
        var version = in.token("version");
        in.expect('/');
        var transport = in.token("transport");
        in.skipSpace();
        return new Via(name + "/" + version, transport, HostPort.parse(in), Params.parse(in));
    }

    public Optional<String> branch() {
        return params.get("branch");
    }

    /** Whether the branch alone names the transaction: RFC 3261, and something behind the cookie. */
    public boolean hasUniqueBranch() {
        return branch().filter(it ->
                        it.length() > MAGIC_COOKIE.length()
                                && it.regionMatches(
                                        true, 0, MAGIC_COOKIE, 0, MAGIC_COOKIE.length()))
                .isPresent();
    }

    /** Where the request really came from, as the one who received it saw it. */
    public Optional<InetAddress> received() {
        return params.get("received").flatMap(HostPort::literal);
    }

    /** Whether the sender asks for its port to be filled in (RFC 3581 §3). */
    public boolean wantsRport() {
        return params.has("rport");
    }

    /** The port filled in. */
    public OptionalInt rport() {
        var port = Numbers.parse(params.get("rport").orElse(""), 65535);
        return port.orElse(0) == 0 ? OptionalInt.empty() : OptionalInt.of((int) port.getAsLong());
    }

    public Optional<String> maddr() {
        return params.get("maddr");
    }

    public Via withParams(Params params) {
        return new Via(protocol, transport, sentBy, params);
    }

    @Override
    public String toString() {
        var out =
                new StringBuilder(96)
                        .append(protocol)
                        .append('/')
                        .append(transport)
                        .append(' ')
                        .append(sentBy);
        params.writeTo(out);
        return out.toString();
    }
}
