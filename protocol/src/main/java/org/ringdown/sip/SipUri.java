package org.ringdown.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.sip.Params.Param;
import org.ringdown.wire.MalformedException;

/**
 * A SIP or SIPS URI (RFC 3261 §19.1).
 *
 * <p>{@code equals} compares what is written; {@link #isEquivalentTo} is the comparison of §19.1.4. A password is dropped
 * when read and cannot be written: it would travel in the clear.
 *
 * @param secure whether the scheme is sips
 * @param escapedUser the user part as written, escapes normalised; empty when there is none
 * @param headers the {@code ?name=value&...} part, escaped
 */
public record SipUri(
        boolean secure, String escapedUser, HostPort target, Params params, List<Param> headers)
        implements Uri {

    public SipUri {
        if (!escapedUser.isEmpty() && !isUser(escapedUser))
            throw new IllegalArgumentException("not a user part");
        params = UriParams.checked(params);
        headers = UriParams.checked(headers, Alphabet.URI_HEADER);
    }

    private static boolean isUser(String user) {
        try {
            return Escapes.normalise(user, Alphabet.USER, "", "user").equals(user);
        } catch (MalformedException _) {
            return false;
        }
    }

    /** {@code sip:host} */
    public static SipUri of(HostPort target) {
        return new SipUri(false, "", target, Params.NONE, List.of());
    }

    /** {@code sip:user@host}; {@code user} is plain text and is escaped as needed. */
    public static SipUri of(String user, HostPort target) {
        return of(target).withUser(user);
    }

    public static SipUri parse(String text) throws MalformedException {
        if (Uri.parse(text) instanceof SipUri uri) return uri;
        throw new MalformedException("URI: neither sip nor sips (RFC 3261 §19.1)");
    }

    @Override
    public String scheme() {
        return secure ? "sips" : "sip";
    }

    /** The user part as plain text, unescaped; empty when there is none. May hold any character, NUL and line breaks too. */
    public String user() {
        return Escapes.decode(escapedUser);
    }

    public String host() {
        return target.host();
    }

    public OptionalInt port() {
        return target.port();
    }

    /** The value of a URI parameter, unescaped. */
    public Optional<String> param(String name) {
        return UriParams.get(params, name);
    }

    public boolean hasParam(String name) {
        return params.has(name);
    }

    /** In lower case: {@code udp}, {@code tcp}, {@code tls}, {@code ws}... */
    public Optional<String> transport() {
        return param("transport").map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** Whether a Route with this URI leads to a loose router (§19.1.1). */
    public boolean isLooseRouter() {
        return hasParam("lr");
    }

    /** The value of a header of the URI, unescaped. */
    public Optional<String> header(String name) {
        return new Params(headers).find(name).map(Param::value).map(Escapes::decode);
    }

    public SipUri withUser(String user) {
        return new SipUri(
                secure,
                user.isEmpty() ? "" : Escapes.encode(user, Alphabet.USER),
                target,
                params,
                headers);
    }

    public SipUri withTarget(HostPort target) {
        return new SipUri(secure, escapedUser, target, params, headers);
    }

    public SipUri withSecure(boolean secure) {
        return new SipUri(secure, escapedUser, target, params, headers);
    }

    public SipUri withParams(Params params) {
        return new SipUri(secure, escapedUser, target, params, headers);
    }

    public SipUri withParam(String name, String value) {
        return withParams(params.set(UriParams.param(name, value, Alphabet.URI_PARAM)));
    }

    public SipUri withParam(String name) {
        return withParam(name, "");
    }

    public SipUri withoutParam(String name) {
        return withParams(params.without(name));
    }

    /** With one more header, such as the Replaces of a Refer-To. */
    public SipUri withHeader(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(UriParams.param(name, value, Alphabet.URI_HEADER));
        return new SipUri(secure, escapedUser, target, params, more);
    }

    public SipUri withoutHeaders() {
        return new SipUri(secure, escapedUser, target, params, List.of());
    }

    /** Whether both lead to the same place by §19.1.4. The rules are not transitive, which is why this is not {@code equals}. */
    public boolean isEquivalentTo(SipUri other) {
        return UriEquivalence.test(this, other);
    }

    @Override
    public String toString() {
        var out = new StringBuilder(64).append(scheme()).append(':');
        if (!escapedUser.isEmpty()) out.append(escapedUser).append('@');
        out.append(target);
        params.writeTo(out);
        char separator = '?';
        for (var header : headers) {
            out.append(separator).append(header.name()).append('=').append(header.value());
            separator = '&';
        }
        return out.toString();
    }
}
