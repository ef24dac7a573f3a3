package org.ringdown.sip;

import java.util.Locale;
import org.ringdown.wire.MalformedException;

/** What a body is, or a range of what it may be, as in {@code application/*} (RFC 3261 §20.1, §20.15). Lower case. */
public record MediaType(String type, String subtype, Params params) {
    public static final MediaType SDP = new MediaType("application", "sdp", Params.NONE);

    public MediaType {
        if (!Alphabet.TOKEN.spells(type) || !Alphabet.TOKEN.spells(subtype)) {
            throw new IllegalArgumentException("not a media type");
        }
        type = type.toLowerCase(Locale.ROOT);
        subtype = subtype.toLowerCase(Locale.ROOT);
    }

    public static MediaType parse(String text) throws MalformedException {
        var in = new Cursor(text, "media type").skipSpace();
        var type = in.token("type");
        in.expect('/');
        return new MediaType(type, in.token("subtype"), Params.parse(in));
    }

    /** {@code application/sdp}: without parameters. */
    public String name() {
        return type + "/" + subtype;
    }

    /** Whether this, as a range, takes in the media type {@code name}; a range with {@code q=0} takes in nothing. */
    public boolean includes(String name) {
        var wanted = name.toLowerCase(Locale.ROOT);
        boolean refused =
                params.get("q")
                                .map(Quality::parse)
                                .orElse(java.util.OptionalDouble.empty())
                                .orElse(1)
                        == 0;
        boolean anySubtype =
                subtype.equals("*") && (type.equals("*") || wanted.startsWith(type + "/"));
        return !refused && (anySubtype || name().equals(wanted));
    }

    @Override
    public String toString() {
        return name() + params;
    }
}
