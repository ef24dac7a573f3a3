package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session description (RFC 8866): the session's own lines, then its m-lines in their order, which never changes (RFC 3264 §8).
 *
 * @param name "-" where there is none
 * @param times at least one; a missing t= is {@link Timing#UNBOUNDED}
 */
public record SessionDescription(
        Origin origin,
        String name,
        Optional<Connection> connection,
        List<Bandwidth> bandwidth,
        List<Timing> times,
        List<Attribute> attributes,
        List<MediaDescription> media)
        implements Described {
    public SessionDescription {
        name = name.isBlank() ? "-" : Text.line(name);
        bandwidth = List.copyOf(bandwidth);
        times = times.isEmpty() ? List.of(Timing.UNBOUNDED) : List.copyOf(times);
        attributes = List.copyOf(attributes);
        media = List.copyOf(media);
    }

    /** A description as calls use it: without name, times and b= lines. */
    public SessionDescription(
            Origin origin,
            Optional<Connection> connection,
            List<Attribute> attributes,
            List<MediaDescription> media) {
        this(origin, "-", connection, List.of(), List.of(), attributes, media);
    }

    /** Each m-line together with what it inherits from the session. */
    public List<MediaSection> sections() {
        var sections = new ArrayList<MediaSection>();
        for (int line = 0; line < media.size(); line++) {
            sections.add(new MediaSection(this, line, media.get(line)));
        }
        return List.copyOf(sections);
    }

    /** The groups of mids that want to share one transport (a=group:BUNDLE, RFC 8843 §7). */
    public List<List<String>> bundles() {
        return every("group").stream()
                .map(Text::fields)
                .filter(group -> !group.isEmpty() && group.getFirst().equals("BUNDLE"))
                .map(group -> List.copyOf(group.subList(1, group.size())))
                .toList();
    }

    /** The sender answers connectivity checks and starts none (RFC 8839 §5.3). */
    public boolean iceLite() {
        return has("ice-lite");
    }

    /** The description as SDP text. */
    @Override
    public String toString() {
        return SdpWriter.write(this);
    }
}
