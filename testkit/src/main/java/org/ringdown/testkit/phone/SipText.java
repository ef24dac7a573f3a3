package org.ringdown.testkit.phone;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A SIP message as lines of text: just enough to be a phone. */
public record SipText(String start, List<Field> fields, String body) {
    private static final Map<String, String> SHORT_FORMS =
            Map.of(
                    "v",
                    "via",
                    "f",
                    "from",
                    "t",
                    "to",
                    "i",
                    "call-id",
                    "m",
                    "contact",
                    "l",
                    "content-length",
                    "c",
                    "content-type",
                    "k",
                    "supported");
    private static final Pattern TAG = Pattern.compile(";\\s*tag=([^;>\\s]+)\\s*(;.*)?$");
    private static final Pattern BRANCH = Pattern.compile(";\\s*branch=([^;,\\s]+)");

    public record Field(String name, String value) {}

    public static SipText request(String method, String uri) {
        return new SipText(method + " " + uri + " SIP/2.0", List.of(), "");
    }

    /** A response with what RFC 3261 §8.2.6.2 copies from its request; {@code tag} goes into To where there is none. */
    public static SipText response(SipText request, int status, String reason, String tag) {
        var response = new SipText("SIP/2.0 " + status + " " + reason, List.of(), "");
        for (var via : request.all("Via")) response = response.with("Via", via);
        String to = request.one("To");
        boolean tagged = status == 100 || !request.tag("To").isEmpty();
        return response.with("From", request.one("From"))
                .with("To", tagged ? to : to + ";tag=" + tag)
                .with("Call-ID", request.one("Call-ID"))
                .with("CSeq", request.one("CSeq"));
    }

    /** Throws {@link IllegalArgumentException} for what is no SIP message. */
    static SipText parse(ByteBuffer bytes) {
        String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) throw new IllegalArgumentException("no empty line ends the headers");
        var lines = text.substring(0, end).split("\r\n");
        var fields = new ArrayList<Field>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 0) throw new IllegalArgumentException("no colon in: " + lines[i]);
            String name = lines[i].substring(0, colon).strip();
            fields.add(new Field(name, lines[i].substring(colon + 1).strip()));
        }
        return new SipText(lines[0], List.copyOf(fields), text.substring(end + 4));
    }

    public SipText with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new SipText(start, List.copyOf(more), body);
    }

    public SipText withSdp(String sdp) {
        return new SipText(start, fields, sdp).with("Content-Type", "application/sdp");
    }

    SipText withBody(String text) {
        return new SipText(start, fields, text);
    }

    ByteBuffer bytes() {
        var text = new StringBuilder(start).append("\r\n");
        fields.forEach(
                field -> text.append(field.name).append(": ").append(field.value).append("\r\n"));
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        text.append("Content-Length: ").append(content.length).append("\r\n\r\n").append(body);
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    public boolean isRequest() {
        return !start.startsWith("SIP/2.0 ");
    }

    public String method() {
        return start.substring(0, start.indexOf(' '));
    }

    public String requestUri() {
        return start.split(" ")[1];
    }

    public boolean is(String method) {
        return isRequest() && method().equals(method);
    }

    public int status() {
        return Integer.parseInt(start.substring(8, 11));
    }

    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The value of a field that must be there. */
    public String one(String name) {
        return first(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    public List<String> all(String name) {
        return fields.stream().filter(field -> same(field.name, name)).map(Field::value).toList();
    }

    public String callId() {
        return one("Call-ID");
    }

    public long cseq() {
        return Long.parseLong(one("CSeq").split("\\s+")[0]);
    }

    public String cseqMethod() {
        return one("CSeq").split("\\s+")[1];
    }

    /** The tag of From or To; empty without one. */
    public String tag(String field) {
        var match = TAG.matcher(one(field));
        return match.find() ? match.group(1) : "";
    }

    public String branch() {
        var match = BRANCH.matcher(one("Via"));
        return match.find() ? match.group(1) : "";
    }

    /** The URI of a name-addr or addr-spec field. */
    public String uri(String field) {
        String value = one(field);
        int open = value.indexOf('<');
        return open < 0
                ? value.replaceFirst(";.*", "")
                : value.substring(open + 1, value.indexOf('>'));
    }

    private static boolean same(String written, String name) {
        String lower = written.toLowerCase(Locale.ROOT);
        return SHORT_FORMS.getOrDefault(lower, lower).equals(name.toLowerCase(Locale.ROOT));
    }
}
