package org.ringdown.sdp;

import java.util.Optional;

/** The MediaStream, and in older descriptions the track, that an m-line's media appears as in a page (RFC 8830 §2). */
public record Msid(String stream, Optional<String> track) {
    public Msid {
        Text.field(stream);
        track.ifPresent(Text::field);
    }

    static Optional<Msid> parse(String text) {
        var f = Text.fields(text);
        if (f.isEmpty()) return Optional.empty();
        return Optional.of(new Msid(f.getFirst(), f.stream().skip(1).findFirst()));
    }

    Attribute attribute() {
        return new Attribute("msid", stream + track.map(t -> " " + t).orElse(""));
    }
}
