package org.ringdown.sip;

import java.util.Optional;
import org.ringdown.wire.MalformedException;

/**
 * An address with a name, the value of From, To, Route and their kind (RFC 3261 §20.10).
 *
 * @param displayName plain text, without quotes; empty when there is none
 * @param params the header's parameters, those behind the {@code >}
 */
public record NameAddr(String displayName, Uri uri, Params params) {
    public NameAddr {
        if (displayName.indexOf('\r') >= 0 || displayName.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line break in a display name");
        }
    }

    public static NameAddr of(Uri uri) {
        return new NameAddr("", uri, Params.NONE);
    }

    public static NameAddr of(String displayName, Uri uri) {
        return new NameAddr(displayName, uri, Params.NONE);
    }

    public static NameAddr parse(String text) throws MalformedException {
        var in = new Cursor(text, "address").skipSpace();
        if (in.sees('"')) return bracketed(Quoted.unquote(in.quoted()), in);
        var before = in.until("<;\"");
        if (!in.sees('<')) return bare(before, in);
        if (before.indexOf(',') >= 0) throw in.malformed("comma in a name without quotes");
        return bracketed(before.strip(), in);
    }

    private static NameAddr bracketed(String displayName, Cursor in) throws MalformedException {
        if (!in.skipSpace().take('<')) throw in.malformed("'<' expected");
        var uri = in.until(">");
        if (!in.take('>')) throw in.malformed("'>' expected");
        return new NameAddr(displayName, Uri.parse(uri), Params.parse(in));
    }

    /** Without angle brackets all parameters are the header's, and the URI can have neither headers nor commas (§20.10). */
    private static NameAddr bare(String uri, Cursor in) throws MalformedException {
        if (uri.indexOf('?') >= 0 || uri.indexOf(',') >= 0)
            throw in.malformed("'<' needed around this URI");
        return new NameAddr("", Uri.parse(uri.strip()), Params.parse(in));
    }

    public Optional<String> tag() {
        return params.get("tag");
    }

    public NameAddr withTag(String tag) {
        if (!Alphabet.TOKEN.spells(tag)) throw new IllegalArgumentException("not a tag");
        return withParam("tag", tag);
    }

    public NameAddr withoutTag() {
        return new NameAddr(displayName, uri, params.without("tag"));
    }

    public NameAddr withParam(String name, String value) {
        return new NameAddr(displayName, uri, params.with(name, value));
    }

    /** Always with angle brackets: then no parameter can change sides. */
    @Override
    public String toString() {
        var out = new StringBuilder(96);
        if (!displayName.isEmpty()) out.append(Quoted.quote(displayName)).append(' ');
        out.append('<').append(uri).append('>');
        params.writeTo(out);
        return out.toString();
    }
}
