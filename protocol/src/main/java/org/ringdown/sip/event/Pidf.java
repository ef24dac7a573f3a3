package org.ringdown.sip.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.sip.Body;
import org.ringdown.wire.MalformedException;

/**
 * Whether somebody can be reached: a document of {@code application/pidf+xml} (RFC 3863 §4).
 *
 * @param entity who it is, a URI
 * @param notes for people, about all of it
 */
public record Pidf(String entity, List<Tuple> tuples, List<String> notes) {
    public static final String MEDIA_TYPE = "application/pidf+xml";
    static final String NAMESPACE = "urn:ietf:params:xml:ns:pidf";

    private static final String RULE = " (RFC 3863 §4.1)";

    /**
     * One way of reaching somebody.
     *
     * @param open whether it is open now; empty where that is not said
     * @param contact a URI
     */
    public record Tuple(
            String id, Optional<Boolean> open, Optional<String> contact, Optional<String> note) {}

    public Pidf {
        tuples = List.copyOf(tuples);
        notes = List.copyOf(notes);
    }

    public static Pidf parse(Body body) throws MalformedException {
        var root = XmlReader.read(body);
        if (!root.is(NAMESPACE, "presence")) throw malformed("no presence");
        var tuples = new ArrayList<Tuple>();
        for (var tuple : root.all("tuple")) tuples.add(tuple(tuple));
        return new Pidf(
                required(root, "entity"),
                tuples,
                root.all("note").stream().map(XmlElement::text).toList());
    }

    private static Tuple tuple(XmlElement tuple) throws MalformedException {
        var status = tuple.first("status");
        if (status.isEmpty()) throw malformed("a tuple without a status");
        return new Tuple(
                required(tuple, "id"),
                isOpen(status.get()),
                tuple.textOf("contact"),
                tuple.textOf("note"));
    }

    private static Optional<Boolean> isOpen(XmlElement status) throws MalformedException {
        var basic = status.textOf("basic");
        if (basic.isEmpty()) return Optional.empty();
        return switch (basic.get()) {
            case "open" -> Optional.of(true);
            case "closed" -> Optional.of(false);
            default -> throw malformed("basic: neither open nor closed");
        };
    }

    private static String required(XmlElement element, String attribute) throws MalformedException {
        var value = element.attribute(attribute);
        if (value.isEmpty()) throw malformed(attribute + ": missing");
        return value.get();
    }

    private static MalformedException malformed(String complaint) {
        return new MalformedException(complaint + RULE);
    }

    public Body write() {
        var xml =
                new XmlWriter()
                        .start("presence")
                        .attribute("xmlns", NAMESPACE)
                        .attribute("entity", entity);
        for (var tuple : tuples) write(tuple, xml);
        notes.forEach(note -> xml.leaf("note", note));
        return xml.end("presence").body();
    }

    private static void write(Tuple tuple, XmlWriter xml) {
        xml.start("tuple").attribute("id", tuple.id).start("status");
        tuple.open.ifPresent(open -> xml.leaf("basic", open ? "open" : "closed"));
        xml.end("status");
        tuple.contact.ifPresent(uri -> xml.leaf("contact", uri));
        tuple.note.ifPresent(note -> xml.leaf("note", note));
        xml.end("tuple");
    }
}
