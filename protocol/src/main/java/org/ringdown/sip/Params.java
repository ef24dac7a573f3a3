package org.ringdown.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.wire.MalformedException;

/** The {@code ;name=value} parameters of a header or URI, in order; names compare without case, the first of a name counts. */
public record Params(List<Param> list) {
    public static final Params NONE = new Params(List.of());

    /** One parameter as it stands in the message: {@code value} with its quotes or escapes, empty when there is none. */
    public record Param(String name, String value) {
        @Override
        public String toString() {
            return value.isEmpty() ? name : name + "=" + value;
        }
    }

    public Params {
        list = List.copyOf(list);
    }

    /** Reads the parameters of a header value to the end. Empty ones ({@code ;;}) are skipped: they say nothing. */
    static Params parse(Cursor in) throws MalformedException {
        if (in.skipSpace().atEnd()) return NONE;
        var list = new ArrayList<Param>();
        while (in.accept(';')) {
            if (in.atEnd() || in.sees(';')) continue;
            var name = in.token("parameter name");
            list.add(new Param(name, in.accept('=') ? value(in) : ""));
            if (list.size() > Limits.PARAMS)
                throw in.malformed("more than " + Limits.PARAMS + " parameters");
        }
        in.end();
        return new Params(list);
    }

    private static String value(Cursor in) throws MalformedException {
        if (in.sees('"')) return in.quoted();
        var value = in.until(" \t;,\"<>");
        if (value.isEmpty()) throw in.malformed("parameter value expected");
        return value;
    }

    public boolean has(String name) {
        return find(name).isPresent();
    }

    /** The value without quotes; empty when there is no such parameter, or it has no value. */
    public Optional<String> get(String name) {
        return find(name).map(Param::value).filter(value -> !value.isEmpty()).map(Quoted::unquote);
    }

    Optional<Param> find(String name) {
        for (var param : list) {
            if (param.name.equalsIgnoreCase(name)) return Optional.of(param);
        }
        return Optional.empty();
    }

    /** A header's parameters with {@code name} set, quoted where need be; it keeps its place if it was there. */
    public Params with(String name, String value) {
        if (value.isEmpty()) throw new IllegalArgumentException("an empty value for " + name);
        return set(
                new Param(name, Alphabet.PLAIN_VALUE.spells(value) ? value : Quoted.quote(value)));
    }

    /** With the flag {@code name}, which has no value. */
    public Params with(String name) {
        return set(new Param(name, ""));
    }

    public Params without(String name) {
        return new Params(
                list.stream().filter(param -> !param.name.equalsIgnoreCase(name)).toList());
    }

    Params set(Param wanted) {
        if (!Alphabet.TOKEN.spells(wanted.name))
            throw new IllegalArgumentException("not a parameter name");
        var changed = new ArrayList<Param>();
        boolean placed = false;
        for (var param : list) {
            boolean same = param.name.equalsIgnoreCase(wanted.name);
            if (!same) changed.add(param);
            if (same && !placed) changed.add(wanted);
            placed |= same;
        }
        if (!placed) changed.add(wanted);
        return new Params(changed);
    }

    /** Appends {@code ;name=value} for each. */
    void writeTo(StringBuilder out) {
        for (var param : list) {
            out.append(';').append(param.name);
            if (!param.value.isEmpty()) out.append('=').append(param.value);
        }
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        writeTo(out);
        return out.toString();
    }
}
