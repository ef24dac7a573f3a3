package org.ringdown.sip;

import java.util.ArrayList;
import java.util.List;

/**
 * Composes headers; one owner. Nothing that could end a line gets past it: a name that is not a token, and a value with CR, LF
 * or a control character outside a quoted string, is an {@link IllegalArgumentException}.
 */
public final class HeadersBuilder {
    private final List<Header> lines = new ArrayList<>();

    HeadersBuilder() {}

    /** Appends a line. */
    public HeadersBuilder add(String name, String value) {
        lines.add(line(name, value));
        return this;
    }

    /** Puts a line first, as a Via is. */
    public HeadersBuilder prepend(String name, String value) {
        lines.addFirst(line(name, value));
        return this;
    }

    /** Leaves one line of this name: where the first was, or at the end. */
    public HeadersBuilder set(String name, String value) {
        var line = line(name, value);
        int place = indexOf(line.name());
        if (place < 0) return add(name, value);
        lines.set(place, line);
        lines.subList(place + 1, lines.size())
                .removeIf(other -> other.name().equalsIgnoreCase(line.name()));
        return this;
    }

    /** Replaces the first line of this name, which must be there. */
    HeadersBuilder setFirst(String name, String value) {
        var line = line(name, value);
        lines.set(indexOf(line.name()), line);
        return this;
    }

    public HeadersBuilder remove(String name) {
        var full = HeaderName.full(name);
        lines.removeIf(line -> line.name().equalsIgnoreCase(full));
        return this;
    }

    public HeadersBuilder addAll(Headers headers) {
        headers.forEach(lines::add);
        return this;
    }

    /** Appends all lines of this name of another message. */
    public HeadersBuilder copy(String name, Headers source) {
        source.lines(name).forEach(value -> add(name, value));
        return this;
    }

    public HeadersBuilder via(Via via) {
        return prepend("Via", via.toString());
    }

    public HeadersBuilder from(NameAddr from) {
        return set("From", from.toString());
    }

    public HeadersBuilder to(NameAddr to) {
        return set("To", to.toString());
    }

    public HeadersBuilder callId(String callId) {
        return set("Call-ID", callId);
    }

    public HeadersBuilder cseq(CSeq cseq) {
        return set("CSeq", cseq.toString());
    }

    public HeadersBuilder maxForwards(int hops) {
        return set("Max-Forwards", Integer.toString(hops));
    }

    public HeadersBuilder contact(Contact contact) {
        return set("Contact", contact.toString());
    }

    /** Replaces all Route lines, one line a route. */
    public HeadersBuilder routes(List<NameAddr> routes) {
        remove("Route");
        routes.forEach(route -> add("Route", route.toString()));
        return this;
    }

    public HeadersBuilder expires(long seconds) {
        return set("Expires", Long.toString(seconds));
    }

    public HeadersBuilder contentType(String mediaType) {
        return set("Content-Type", mediaType);
    }

    public Headers build() {
        return lines.isEmpty() ? Headers.NONE : new Headers(lines);
    }

    private int indexOf(String fullName) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).name().equalsIgnoreCase(fullName)) return i;
        }
        return -1;
    }

    private static Header line(String name, String value) {
        if (!Alphabet.TOKEN.spells(name)) throw new IllegalArgumentException("not a header name");
        var full = HeaderName.canonical(name);
        return new Header(full, Controls.refuseIn(value.strip(), full));
    }
}
