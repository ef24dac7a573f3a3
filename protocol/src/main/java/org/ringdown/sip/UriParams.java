package org.ringdown.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.sip.Params.Param;
import org.ringdown.wire.MalformedException;

/** Parameters and headers of URIs: escaped where those of a header value would be quoted (RFC 3261 §19.1.1). */
final class UriParams {
    private UriParams() {}

    /** Reads {@code name=value} pairs between {@code separator}s; empty ones are skipped. */
    static List<Param> parse(String text, char separator, Alphabet plain)
            throws MalformedException {
        if (text.isEmpty()) return List.of();
        var list = new ArrayList<Param>();
        for (int from = 0; from < text.length(); ) {
            int next = text.indexOf(separator, from);
            int to = next < 0 ? text.length() : next;
            if (to > from) list.add(pair(text.substring(from, to), plain));
            if (list.size() > Limits.PARAMS)
                throw new MalformedException("URI: more than " + Limits.PARAMS + " parameters");
            from = to + 1;
        }
        return list;
    }

    private static Param pair(String text, Alphabet plain) throws MalformedException {
        int equals = text.indexOf('=');
        var name = equals < 0 ? text : text.substring(0, equals);
        var value = equals < 0 ? "" : text.substring(equals + 1);
        if (name.isEmpty())
            throw new MalformedException("URI parameter without a name (RFC 3261 §25.1)");
        return new Param(normal(name, plain), normal(value, plain));
    }

    private static String normal(String text, Alphabet plain) throws MalformedException {
        return text.isEmpty() ? text : Escapes.normalise(text, plain, "", "URI parameter");
    }

    /** {@code params}, if each is written as a URI parameter must be. */
    static Params checked(Params params) {
        checked(params.list(), Alphabet.URI_PARAM);
        return params;
    }

    static List<Param> checked(List<Param> list, Alphabet plain) {
        for (var param : list) {
            if (param.name().isEmpty()
                    || !isNormal(param.name(), plain)
                    || !isNormal(param.value(), plain)) {
                throw new IllegalArgumentException("not a URI parameter");
            }
        }
        return List.copyOf(list);
    }

    private static boolean isNormal(String text, Alphabet plain) {
        try {
            return normal(text, plain).equals(text);
        } catch (MalformedException _) {
            return false;
        }
    }

    static Optional<String> get(Params params, String name) {
        return params.find(name)
                .map(Param::value)
                .filter(value -> !value.isEmpty())
                .map(Escapes::decode);
    }

    static Param param(String name, String value, Alphabet plain) {
        return new Param(
                Escapes.encode(name, plain), value.isEmpty() ? "" : Escapes.encode(value, plain));
    }
}
