package org.ringdown.sdp;

import java.util.Optional;

/**
 * A header extension and the id that stands for it in packets (a=extmap, RFC 8285 §5).
 *
 * @param id 1 to 14 for the one-byte form, up to 255 for the two-byte form; from 4096 it only proposes
 * @param direction where the extension is not used as the m-line's media is
 */
public record Extmap(int id, Optional<Direction> direction, String uri) {
    static final int MAX_ONE_BYTE_ID = 14;
    private static final int MAX_ID = 4351;

    public Extmap {
        Text.field(uri);
        if (id < 1 || id > MAX_ID) throw new IllegalArgumentException("no extension id");
    }

    /** Attributes of the extension itself are left out. */
    static Optional<Extmap> parse(String text) {
        var f = Text.fields(text);
        if (f.size() < 2) return Optional.empty();
        var head = Text.split(f.get(0), '/');
        var id = Text.number(head.first(), MAX_ID);
        if (id.orElse(0) == 0) return Optional.empty();
        return Optional.of(new Extmap(id.getAsInt(), Direction.of(head.rest()), f.get(1)));
    }

    /** How an answerer accepts this one of an offer: the same id, the direction seen from its side. */
    Extmap accepted() {
        return new Extmap(id, direction.map(Direction::reversed), uri);
    }

    Attribute attribute() {
        var suffix = direction.map(d -> "/" + d.token()).orElse("");
        return new Attribute("extmap", id + suffix + " " + uri);
    }
}
