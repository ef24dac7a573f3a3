package org.ringdown.sip;

import java.util.Locale;
import org.ringdown.wire.MalformedException;

/** Reads URIs (RFC 3261 §19.1.1, §25.1; RFC 3966 for tel). */
final class UriParser {
    /** Characters phones leave unescaped in the user part although the grammar says otherwise; they are escaped when written. */
    private static final String TOLERATED_IN_USER = "#[]{}|\\^`";

    private UriParser() {}

    static Uri parse(String text) throws MalformedException {
        int colon = text.indexOf(':');
        if (colon < 1 || !isScheme(text, colon))
            throw new MalformedException("URI: no scheme (RFC 3261 §25.1)");
        var scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        var rest = text.substring(colon + 1);
        return switch (scheme) {
            case "sip" -> sip(false, rest);
            case "sips" -> sip(true, rest);
            case "tel" -> tel(rest);
            default -> other(scheme, rest);
        };
    }

    private static boolean isScheme(String text, int colon) {
        boolean letterFirst = (text.charAt(0) | 0x20) >= 'a' && (text.charAt(0) | 0x20) <= 'z';
        return letterFirst && Alphabet.SCHEME.spells(text.substring(0, colon));
    }

    /** The user part may hold {@code ;}, {@code ?} and {@code /}, but nothing in a SIP URI holds a second {@code @}. */
    private static SipUri sip(boolean secure, String rest) throws MalformedException {
        int at = rest.indexOf('@');
        var user = at < 0 ? "" : user(rest.substring(0, at));
        int question = rest.indexOf('?', at + 1);
        int afterParams = question < 0 ? rest.length() : question;
        int semicolon = rest.indexOf(';', at + 1);
        int afterHost = semicolon < 0 || semicolon > afterParams ? afterParams : semicolon;

        var target = target(rest.substring(at + 1, afterHost));
        var params =
                UriParams.parse(rest.substring(afterHost, afterParams), ';', Alphabet.URI_PARAM);
        var headers = question < 0 ? "" : rest.substring(question + 1);
        return new SipUri(
                secure,
                user,
                target,
                params.isEmpty() ? Params.NONE : new Params(params),
                UriParams.parse(headers, '&', Alphabet.URI_HEADER));
    }

    private static String user(String userinfo) throws MalformedException {
        int colon = userinfo.indexOf(':');
        var user = colon < 0 ? userinfo : userinfo.substring(0, colon);
        if (user.isEmpty())
            throw new MalformedException("URI: '@' without a user (RFC 3261 §25.1)");
        return Escapes.normalise(user, Alphabet.USER, TOLERATED_IN_USER, "user");
    }

    private static HostPort target(String text) throws MalformedException {
        if (text.indexOf(' ') >= 0 || text.indexOf('\t') >= 0) {
            throw new MalformedException("URI: white space (RFC 3261 §25.1)");
        }
        return HostPort.parse(text);
    }

    private static TelUri tel(String rest) throws MalformedException {
        int semicolon = rest.indexOf(';');
        var written = semicolon < 0 ? rest : rest.substring(0, semicolon);
        var number = withoutSeparators(written);
        if (!TelUri.isNumber(number))
            throw new MalformedException("tel URI: no number (RFC 3966 §3)");
        var params = semicolon < 0 ? "" : rest.substring(semicolon);
        return new TelUri(number, new Params(UriParams.parse(params, ';', Alphabet.URI_PARAM)));
    }

    private static String withoutSeparators(String number) {
        var digits = new StringBuilder(number.length());
        number.chars().filter(c -> "-.()".indexOf(c) < 0).forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    private static OtherUri other(String scheme, String rest) throws MalformedException {
        if (!OtherUri.isRest(rest))
            throw new MalformedException("URI: character not allowed (RFC 3986 §2)");
        return new OtherUri(scheme, rest);
    }
}
