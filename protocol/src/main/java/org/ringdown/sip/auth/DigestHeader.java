package org.ringdown.sip.auth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.ringdown.wire.MalformedException;

/**
 * The parameters of a Digest challenge or answer, in order, names in lower case (RFC 3261 §25.1, challenge and digest-response).
 *
 * <p>A quoted value is kept as it stands between its quotes, escapes included: that is what is hashed (RFC 7616 §3.3) and
 * what has to be echoed.
 */
public record DigestHeader(SequencedMap<String, String> parameters) {
    public DigestHeader {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    private static final int MAX_PARAMETERS = 32;
    private static final String RULE = " (RFC 3261 §25.1)";
    private static final String TOKEN_MARKS = "-.!%*_+`'~";

    /** Reads a header value; empty where the scheme is not Digest, of which we then want to know nothing. */
    public static Optional<DigestHeader> parse(String value) throws MalformedException {
        return new Reader(value).header();
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    String need(String name) throws MalformedException {
        return get(name)
                .orElseThrow(
                        () -> new MalformedException("no " + name + " in a Digest header" + RULE));
    }

    /** The header value; {@code quoted} names the parameters that the grammar puts in quotes. */
    String write(Set<String> quoted) {
        var text = new StringBuilder("Digest ");
        parameters.forEach((name, value) -> {
            if (text.length() > "Digest ".length()) text.append(", ");
            var quote = quoted.contains(name) ? "\"" : "";
            text.append(name).append('=').append(quote).append(value).append(quote);
        });
        return text.toString();
    }

    /** Whether {@code text} can stand between quotes as it is. */
    static boolean quotable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != '"' && c != '\\');
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Optional<DigestHeader> header() throws MalformedException {
            skipSpace();
            if (!token("scheme").equalsIgnoreCase("Digest")) return Optional.empty();
            var parameters = new LinkedHashMap<String, String>();
            do {
                parameter(parameters);
            } while (take(','));
            if (at < text.length()) throw malformed("more than parameters");
            return Optional.of(new DigestHeader(parameters));
        }

        private void parameter(Map<String, String> into) throws MalformedException {
            skipSpace();
            var name = token("parameter name").toLowerCase(Locale.ROOT);
            if (!take('=')) throw malformed("no = after a parameter name");
            skipSpace();
            var value =
                    at < text.length() && text.charAt(at) == '"'
                            ? quoted()
                            : token("parameter value");
            if (into.putIfAbsent(name, value) != null) throw malformed("a parameter twice");
            if (into.size() > MAX_PARAMETERS)
                throw malformed("more than " + MAX_PARAMETERS + " parameters");
        }

        private String token(String what) throws MalformedException {
            int start = at;
            while (at < text.length() && isToken(text.charAt(at))) at++;
            if (at == start) throw malformed("no " + what);
            return text.substring(start, at);
        }

        private String quoted() throws MalformedException {
            int start = ++at;
            boolean escaped = false;
            while (at < text.length() && (escaped || text.charAt(at) != '"')) {
                char c = text.charAt(at);
                if (c < ' ' && c != '\t' || c == 0x7f)
                    throw malformed("a control character in quotes");
                escaped = !escaped && c == '\\';
                at++;
            }
            if (at >= text.length()) throw malformed("no closing quote");
            return text.substring(start, at++);
        }

        /** A separator with the white space around it. */
        private boolean take(char separator) {
            skipSpace();
            if (at >= text.length() || text.charAt(at) != separator) return false;
            at++;
            return true;
        }

        private void skipSpace() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
        }

        private static boolean isToken(char c) {
            return c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || TOKEN_MARKS.indexOf(c) >= 0;
        }

        private MalformedException malformed(String complaint) {
            return new MalformedException(
                    complaint + " at character " + at + " of a Digest header" + RULE);
        }
    }
}
