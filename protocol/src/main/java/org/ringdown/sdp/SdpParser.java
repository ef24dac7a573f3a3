package org.ringdown.sdp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.wire.MalformedException;

/**
 * Reads a session description front to back, once, in linear time (RFC 8866).
 *
 * <p>Strict where a mistake would change the meaning: the version, the origin, every number, every limit. Tolerant where real
 * peers are careless: bare LF line ends, empty lines, doubled spaces, a missing s= or t=, lines out of order. Lines that nobody
 * needs in a call (i=, u=, e=, p=, r=, z=, k=) and unknown ones are left out.
 */
public final class SdpParser {
    /** In bytes, or in characters where the text is already decoded. */
    public static final int MAX_SIZE = 64 * 1024;

    public static final int MAX_LINES = 1000;
    public static final int MAX_LINE = 8 * 1024;
    public static final int MAX_MEDIA = 16;

    /** Formats of one m-line. */
    public static final int MAX_FORMATS = 64;

    /** ICE candidates of one m-line. */
    public static final int MAX_CANDIDATES = 64;

    private final String text;
    private final Part session = new Part();
    private final List<Part> media = new ArrayList<>();
    private final List<Timing> times = new ArrayList<>();
    private Optional<Origin> origin = Optional.empty();
    private String name = "-";
    private Part current = session;
    private int lineNumber;

    /** What the lines since the last m-line, or since the start, have added up to. */
    private static final class Part {
        private MediaLine line = new MediaLine("", 0, 1, "", List.of());
        private Optional<Connection> connection = Optional.empty();
        private final List<Bandwidth> bandwidth = new ArrayList<>();
        private final List<Attribute> attributes = new ArrayList<>();
        private int candidates;

        private MediaDescription media() {
            return new MediaDescription(
                    line.kind,
                    line.port,
                    line.portCount,
                    line.protocol,
                    line.formats,
                    connection,
                    bandwidth,
                    attributes);
        }
    }

    private record MediaLine(
            String kind, int port, int portCount, String protocol, List<String> formats) {}

    private SdpParser(String text) {
        this.text = text;
    }

    /** Reads UTF-8; what is no UTF-8 becomes U+FFFD, for only free text may hold it. The buffer's position stays. */
    public static SessionDescription parse(ByteBuffer utf8) throws MalformedException {
        if (utf8.remaining() > MAX_SIZE) throw tooLarge();
        return parse(StandardCharsets.UTF_8.decode(utf8.duplicate()).toString());
    }

    public static SessionDescription parse(String text) throws MalformedException {
        if (text.length() > MAX_SIZE) throw tooLarge();
        return new SdpParser(text).parse();
    }

    private SessionDescription parse() throws MalformedException {
        boolean started = false;
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            if (end < 0) end = text.length();
            lineNumber++;
            var line = line(at, end);
            at = end + 1;
            if (line.isEmpty()) continue;
            if (!started && !line.equals("v=0")) throw malformed("no v=0", "5.1");
            if (started) accept(line);
            started = true;
        }
        if (!started) throw malformed("no v=0", "5.1");
        return new SessionDescription(
                origin.orElseThrow(() -> malformed("no o= line", "5.2")),
                name,
                session.connection,
                session.bandwidth,
                times,
                session.attributes,
                media.stream().map(Part::media).toList());
    }

    private String line(int start, int end) throws MalformedException {
        if (lineNumber > MAX_LINES) throw malformed("more than " + MAX_LINES + " lines", "5");
        int stop = end;
        while (stop > start && text.charAt(stop - 1) == '\r') stop--;
        if (stop - start > MAX_LINE) throw malformed("more than " + MAX_LINE + " characters", "5");
        var line = text.substring(start, stop);
        if (!Text.staysOnItsLine(line)) throw malformed("a control character", "9");
        return line;
    }

    private void accept(String line) throws MalformedException {
        if (line.length() < 2 || line.charAt(1) != '=') throw malformed("no <type>=<value>", "5");
        var value = line.substring(2);
        switch (line.charAt(0)) {
            case 'v' -> throw malformed("a second v= line", "5.1");
            case 'o' -> origin = Optional.of(origin(value));
            case 's' -> name = current == session ? value : name;
            case 't' -> times.add(timing(value));
            case 'c' -> connection(value);
            case 'b' -> current.bandwidth.add(bandwidth(value));
            case 'a' -> attribute(value);
            case 'm' -> media(value);
            default -> {} // kept out
        }
    }

    private Origin origin(String value) throws MalformedException {
        if (origin.isPresent()) throw malformed("a second o= line", "5.2");
        var f = Text.fields(value);
        if (f.size() != 6 || !f.get(3).equals("IN")) throw malformed("no origin", "5.2");
        return new Origin(
                f.get(0), unsigned(f.get(1), "5.2"), unsigned(f.get(2), "5.2"), f.get(4), f.get(5));
    }

    private Timing timing(String value) throws MalformedException {
        var f = Text.fields(value);
        if (f.size() != 2) throw malformed("no start and stop time", "5.9");
        return new Timing(unsigned(f.get(0), "5.9"), unsigned(f.get(1), "5.9"));
    }

    /** Several c= lines of one m-line are layers of a multicast; only the first is kept. */
    private void connection(String value) throws MalformedException {
        var f = Text.fields(value);
        if (f.size() != 3 || !f.get(0).equals("IN")) throw malformed("no address", "5.7");
        if (current.connection.isEmpty()) {
            current.connection = Optional.of(new Connection(f.get(1), f.get(2)));
        }
    }

    private Bandwidth bandwidth(String value) throws MalformedException {
        var b = Text.split(value, ':');
        if (b.first().isEmpty() || Text.fields(b.first()).size() != 1) {
            throw malformed("no bandwidth type", "5.8");
        }
        return new Bandwidth(
                b.first(),
                Text.number(b.rest(), Long.MAX_VALUE)
                        .orElseThrow(() -> malformed("no bandwidth", "5.8")));
    }

    private void attribute(String value) throws MalformedException {
        int colon = value.indexOf(':');
        var name = colon < 0 ? value : value.substring(0, colon);
        if (name.isEmpty()) throw malformed("no attribute name", "5.13");
        current.attributes.add(new Attribute(name, colon < 0 ? "" : value.substring(colon + 1)));
        if (name.equals("candidate") && ++current.candidates > MAX_CANDIDATES) {
            throw malformed("more than " + MAX_CANDIDATES + " candidates", "5.13");
        }
    }

    private void media(String value) throws MalformedException {
        if (media.size() == MAX_MEDIA) throw malformed("more than " + MAX_MEDIA + " media", "5.14");
        var f = Text.fields(value);
        if (f.size() < 3) throw malformed("no media, port and protocol", "5.14");
        var formats = f.subList(3, f.size());
        if (formats.size() > MAX_FORMATS) {
            throw malformed("more than " + MAX_FORMATS + " formats", "5.14");
        }
        var ports = Text.split(f.get(1), '/');
        current = new Part();
        current.line =
                new MediaLine(
                        f.get(0),
                        port(ports.first()),
                        ports.rest().isEmpty() ? 1 : Math.max(1, port(ports.rest())),
                        f.get(2),
                        List.copyOf(formats));
        media.add(current);
    }

    private int port(String text) throws MalformedException {
        return Text.number(text, 0xFFFF).orElseThrow(() -> malformed("no port", "5.14"));
    }

    private long unsigned(String text, String section) throws MalformedException {
        return Text.unsigned(text).orElseThrow(() -> malformed("no number of 64 bits", section));
    }

    private MalformedException malformed(String complaint, String section) {
        return new MalformedException(
                complaint + " at line " + lineNumber + " (RFC 8866 §" + section + ")");
    }

    private static MalformedException tooLarge() {
        return new MalformedException("more than " + MAX_SIZE + " bytes of SDP (RFC 8866 §5)");
    }
}
