package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of an answer that are the same for pages and SIP peers. */
final class AnswerLines {
    /** The MediaStream that our sound becomes in a browser, which wants one. */
    static final Attribute MSID = new Msid("ringdown", Optional.of("audio")).attribute();

    private AnswerLines() {}

    /** What the session says of our end of ICE. */
    static List<Attribute> ice(IceEnd ours) {
        var ice2 = new Attribute("ice-options", "ice2"); // RFC 8839 §4.2.1.5
        return ours.lite() ? List.of(new Attribute("ice-lite"), ice2) : List.of(ice2);
    }

    /** An m-line declined: in its place, with port zero and a format, for there must be one (RFC 3264 §6). */
    static MediaDescription rejected(MediaSection offered, Optional<Connection> connection) {
        var attributes = new ArrayList<Attribute>();
        offered.mid().ifPresent(mid -> attributes.add(new Attribute("mid", mid)));
        attributes.add(Direction.INACTIVE.attribute());
        var formats = offered.media().formats();
        return new MediaDescription(
                offered.kind(),
                0,
                offered.media().protocol(),
                formats.isEmpty() ? List.of("0") : formats,
                connection,
                attributes);
    }

    static List<String> formats(List<PayloadType> types) {
        return types.stream().map(type -> Integer.toString(type.number())).toList();
    }

    static List<Attribute> codecs(List<PayloadType> types) {
        return types.stream().flatMap(type -> type.attributes().stream()).toList();
    }
}
