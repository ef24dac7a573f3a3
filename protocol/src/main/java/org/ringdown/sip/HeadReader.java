package org.ringdown.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ringdown.wire.MalformedException;

/** Cuts the head of a message into a start line and headers, unfolding as it goes (RFC 3261 §7.3.1, §7.5). */
final class HeadReader {
    private final byte[] bytes;
    private final int end;
    private int at;
    private final List<Header> headers = new ArrayList<>(24);
    private Optional<String> fault = Optional.empty();

    private HeadReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Reads from {@code from} to the empty line; without one, to {@code to}, and that is a fault. */
    static Head read(byte[] bytes, int from, int to) throws MalformedException {
        var reader = new HeadReader(bytes, from, to);
        int lineEnd = reader.lineEnd(from);
        var startLine = text(bytes, from, lineEnd);
        reader.at = lineEnd + 2;
        while (!reader.atEmptyLine()) reader.header();
        if (reader.at - from > Limits.HEAD) throw malformed("head over " + Limits.HEAD + " bytes");
        return new Head(startLine, new Headers(reader.headers), reader.at, reader.fault);
    }

    private boolean atEmptyLine() throws MalformedException {
        if (at == end) {
            fault = Optional.of("No empty line after the headers");
            return true;
        }
        if (bytes[at] != '\r' || lineEnd(at) != at) return false;
        at += 2;
        return true;
    }

    private void header() throws MalformedException {
        int start = at;
        int firstEnd = lineEnd(start);
        at = firstEnd + 2;
        int colon = colon(start, firstEnd);
        if (headers.size() == Limits.HEADERS)
            throw malformed("more than " + Limits.HEADERS + " headers");
        var value =
                colon < 0
                        ? ""
                        : text(bytes, skipSpace(colon + 1, firstEnd), trim(colon + 1, firstEnd));
        if (isFolded()) value = unfolded(value, start);

        int nameEnd = colon < 0 ? start : trim(start, colon);
        if (!isToken(start, nameEnd)) {
            fault = Optional.of("Header without a name");
        } else if (!Controls.allowedIn(value)) {
            fault = Optional.of("Control character in a header");
        } else {
            headers.add(new Header(HeaderName.canonical(text(bytes, start, nameEnd)), value));
        }
    }

    private boolean isFolded() {
        return at < end && isSpace(bytes[at]);
    }

    /** Joins continuation lines: a line break and the white space around it count as one space. */
    private String unfolded(String first, int start) throws MalformedException {
        var value = new StringBuilder(first);
        while (isFolded()) {
            int lineEnd = lineEnd(at);
            if (lineEnd - start > Limits.LINE)
                throw malformed("header over " + Limits.LINE + " bytes");
            int from = skipSpace(at, lineEnd);
            int to = trim(from, lineEnd);
            if (!value.isEmpty() && from < to) value.append(' ');
            value.append(text(bytes, from, to));
            at = lineEnd + 2;
        }
        return value.toString();
    }

    private int lineEnd(int from) throws MalformedException {
        int last = Math.min(end, from + Limits.LINE + 2) - 1;
        for (int i = from; i < last; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') return i;
        }
        throw malformed(
                last < end - 1 ? "line over " + Limits.LINE + " bytes" : "line without an end");
    }

    private int colon(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == ':') return i;
        }
        return -1;
    }

    private int skipSpace(int from, int to) {
        while (from < to && isSpace(bytes[from])) from++;
        return from;
    }

    private int trim(int from, int to) {
        while (to > from && isSpace(bytes[to - 1])) to--;
        return to;
    }

    private boolean isToken(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Alphabet.TOKEN.has(bytes[i])) return false;
        }
        return from < to;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    /** UTF-8, as §25.1 demands; or Latin-1, as old phones write names. Tabs become spaces: no reader tells them apart. */
    private static String text(byte[] bytes, int from, int to) {
        if (from >= to) return "";
        var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(text, bytes, from, to)) {
            text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        return text.indexOf('\t') < 0 ? text : text.replace('\t', ' ');
    }

    private static boolean isUtf8(String text, byte[] bytes, int from, int to) {
        var again = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, 0, again.length, bytes, from, to);
    }

    private static MalformedException malformed(String complaint) {
        return new MalformedException("SIP message: " + complaint + " (RFC 3261 §7)");
    }
}
