package org.ringdown.sip.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ringdown.sip.Body;
import org.ringdown.wire.MalformedException;

/**
 * The calls of a user: a document of {@code application/dialog-info+xml} (RFC 4235 §4).
 *
 * @param version counts the documents of one subscription from 0
 * @param full whether all calls are listed, or only those that changed
 * @param entity whose calls they are, a URI
 */
public record DialogInfo(long version, boolean full, String entity, List<Call> calls) {
    public static final String MEDIA_TYPE = "application/dialog-info+xml";
    static final String NAMESPACE = "urn:ietf:params:xml:ns:dialog-info";

    private static final String RULE = " (RFC 4235 §4.1)";

    /** §3.7.1 */
    public enum State {
        TRYING,
        PROCEEDING,
        EARLY,
        CONFIRMED,
        TERMINATED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Direction {
        INITIATOR,
        RECIPIENT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who is at an end of a call. */
    public record Party(String uri, Optional<String> name) {}

    /**
     * One call.
     *
     * @param id the same through all documents of a subscription
     */
    public record Call(
            String id,
            Optional<Direction> direction,
            State state,
            Optional<Party> local,
            Optional<Party> remote) {}

    public DialogInfo {
        calls = List.copyOf(calls);
    }

    public static DialogInfo parse(Body body) throws MalformedException {
        var root = XmlReader.read(body);
        if (!root.is(NAMESPACE, "dialog-info")) throw malformed("no dialog-info");
        var calls = new ArrayList<Call>();
        for (var dialog : root.all("dialog")) calls.add(call(dialog));
        return new DialogInfo(
                version(required(root, "version")),
                isFull(required(root, "state")),
                required(root, "entity"),
                calls);
    }

    private static boolean isFull(String state) throws MalformedException {
        return switch (state) {
            case "full" -> true;
            case "partial" -> false;
            default -> throw malformed("state: neither full nor partial");
        };
    }

    private static long version(String text) throws MalformedException {
        try {
            long version = Long.parseLong(text);
            if (version >= 0) return version;
        } catch (NumberFormatException _) {
            // as below
        }
        throw malformed("version: not a number");
    }

    private static Call call(XmlElement dialog) throws MalformedException {
        var state = find(State.values(), dialog.textOf("state").orElse(""));
        if (state.isEmpty()) throw malformed("a dialog without a state");
        return new Call(
                required(dialog, "id"),
                dialog.attribute("direction").flatMap(text -> find(Direction.values(), text)),
                state.get(),
                dialog.first("local").flatMap(DialogInfo::party),
                dialog.first("remote").flatMap(DialogInfo::party));
    }

    private static Optional<Party> party(XmlElement end) {
        return end.first("identity")
                .filter(identity -> !identity.text().isEmpty())
                .map(identity -> new Party(identity.text(), identity.attribute("display")));
    }

    private static <E extends Enum<E>> Optional<E> find(E[] all, String word) {
        for (var one : all) {
            if (one.name().equalsIgnoreCase(word)) return Optional.of(one);
        }
        return Optional.empty();
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
                        .start("dialog-info")
                        .attribute("xmlns", NAMESPACE)
                        .attribute("version", Long.toString(version))
                        .attribute("state", full ? "full" : "partial")
                        .attribute("entity", entity);
        for (var call : calls) write(call, xml);
        return xml.end("dialog-info").body();
    }

    private static void write(Call call, XmlWriter xml) {
        xml.start("dialog")
                .attribute("id", call.id)
                .attribute("direction", call.direction.map(Direction::word));
        xml.leaf("state", call.state.word());
        call.local.ifPresent(party -> write("local", party, xml));
        call.remote.ifPresent(party -> write("remote", party, xml));
        xml.end("dialog");
    }

    /** With a target too: many phones show nothing without one. */
    private static void write(String end, Party party, XmlWriter xml) {
        xml.start(end)
                .start("identity")
                .attribute("display", party.name)
                .text(party.uri)
                .end("identity")
                .start("target")
                .attribute("uri", party.uri)
                .end("target")
                .end(end);
    }
}
