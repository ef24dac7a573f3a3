package org.ringdown.interop.phone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A SIP message as lines of text: enough for a phone that speaks to one well-behaved peer (RFC 3261 §7). */
public record SipText(String startLine, List<Header> headers, String body) {
    private static final Map<String, String> COMPACT =
            Map.of(
                    "v",
                    "Via",
                    "f",
                    "From",
                    "t",
                    "To",
                    "i",
                    "Call-ID",
                    "m",
                    "Contact",
                    "l",
                    "Content-Length",
                    "c",
                    "Content-Type",
                    "k",
                    "Supported");

    /** One header line, its name as it was written. */
    public record Header(String name, String value) {}

    /** A request without a body; what else belongs to it can be put {@link #with}. */
    static SipText request(String method, String uri, List<Header> headers) {
        return new SipText(method + " " + uri + " SIP/2.0", List.copyOf(headers), "")
                .with("Content-Length", "0");
    }

    public static SipText parse(String message) {
        int end = message.indexOf("\r\n\r\n");
        if (end < 0) throw new IllegalArgumentException("no empty line ends the headers");
        var lines = message.substring(0, end).replaceAll("\r\n[ \t]+", " ").split("\r\n");
        var headers = new ArrayList<Header>();
        for (var line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            var name = line.substring(0, colon).strip();
            headers.add(
                    new Header(
                            COMPACT.getOrDefault(name, name), line.substring(colon + 1).strip()));
        }
        return new SipText(lines[0], List.copyOf(headers), message.substring(end + 4));
    }

    public boolean isRequest() {
        return !startLine.startsWith("SIP/2.0 ");
    }

    /** The method of a request, or the one that a response answers. */
    public String method() {
        return isRequest()
                ? startLine.substring(0, startLine.indexOf(' '))
                : header("CSeq").replaceAll("^\\d+\\s+", "");
    }

    /** The status of a response; 0 for a request. */
    public int status() {
        return isRequest() ? 0 : Integer.parseInt(startLine.substring(8, 11));
    }

    public String header(String name) {
        return find(name)
                .orElseThrow(() -> new NoSuchElementException("no " + name + " in " + startLine));
    }

    public Optional<String> find(String name) {
        return all(name).stream().findFirst();
    }

    public List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** A parameter of the first header of that name, such as the tag of From. */
    public Optional<String> parameter(String header, String name) {
        var matcher =
                Pattern.compile(";\\s*" + name + "\\s*=\\s*([^;,>\\s]+)", Pattern.CASE_INSENSITIVE)
                        .matcher(find(header).orElse(""));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The URI inside the first header of that name, without brackets and header parameters. */
    public String uri(String header) {
        var value = header(header);
        int open = value.indexOf('<');
        return open >= 0
                ? value.substring(open + 1, value.indexOf('>', open))
                : value.split(";")[0].strip();
    }

    /** The one that a request is for. */
    String requestUri() {
        return startLine.split(" ")[1];
    }

    /** The first header line of each of these names, as it is. */
    List<Header> copy(String... names) {
        return Arrays.stream(names).map(name -> new Header(name, header(name))).toList();
    }

    /** The same message with this value in the place of the first header of that name, or after all others. */
    SipText with(String name, String value) {
        var changed = new ArrayList<>(headers);
        var header = new Header(name, value);
        int at =
                headers.stream()
                        .map(Header::name)
                        .map(String::toLowerCase)
                        .toList()
                        .indexOf(name.toLowerCase());
        if (at < 0) changed.add(header);
        else changed.set(at, header);
        return new SipText(startLine, List.copyOf(changed), body);
    }

    SipText withSdp(String sdp) {
        var length = Integer.toString(sdp.getBytes(StandardCharsets.UTF_8).length);
        var described = with("Content-Type", "application/sdp").with("Content-Length", length);
        return new SipText(startLine, described.headers, sdp);
    }

    /** Tells a request from its repetition, and finds the request that a response answers. */
    String transaction() {
        return parameter("Via", "branch").orElse("") + " " + method();
    }

    @Override
    public String toString() {
        var text = new StringBuilder(startLine).append("\r\n");
        headers.forEach(header ->
                text.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        return text.append("\r\n").append(body).toString();
    }
}
