package org.ringdown.leg.sip;

import java.util.ArrayList;
import org.ringdown.sdp.Attribute;
import org.ringdown.sdp.Direction;
import org.ringdown.sdp.MediaDescription;
import org.ringdown.sdp.SessionDescription;

/** The next edition of a description that says nothing new but which way media is to flow. */
final class Redirection {
    private Redirection() {}

    static SessionDescription of(SessionDescription before, Direction direction) {
        var media = before.media().stream().map(line -> redirected(line, direction)).toList();
        return new SessionDescription(
                before.origin().next(),
                before.name(),
                before.connection(),
                before.bandwidth(),
                before.times(),
                before.attributes(),
                media);
    }

    private static MediaDescription redirected(MediaDescription line, Direction direction) {
        if (line.port() == 0) return line;
        var attributes = new ArrayList<>(line.attributes());
        attributes.removeIf(attribute -> isDirection(attribute.name()));
        // Who keyed keeps its part, and an offer leaves that to the answer (RFC 8842 §5.5).
        attributes.replaceAll(attribute ->
                attribute.name().equals("setup") ? new Attribute("setup", "actpass") : attribute);
        attributes.add(new Attribute(name(direction)));
        return new MediaDescription(
                line.kind(),
                line.port(),
                line.portCount(),
                line.protocol(),
                line.formats(),
                line.connection(),
                line.bandwidth(),
                attributes);
    }

    private static boolean isDirection(String attribute) {
        for (var direction : Direction.values()) {
            if (name(direction).equals(attribute)) return true;
        }
        return false;
    }

    private static String name(Direction direction) {
        return direction.name().toLowerCase(java.util.Locale.ROOT);
    }
}
