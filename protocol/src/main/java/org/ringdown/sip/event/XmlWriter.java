package org.ringdown.sip.event;

import java.util.Optional;
import org.ringdown.sip.Body;

/** Writes a small XML document, front to back. Names are ours; texts and values are anybody's, and are escaped. */
final class XmlWriter {
    private final StringBuilder out =
            new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    /** Whether a start tag is still open for attributes. */
    private boolean open;

    XmlWriter start(String name) {
        close();
        out.append('<').append(name);
        open = true;
        return this;
    }

    XmlWriter attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        escape(value);
        out.append('"');
        return this;
    }

    XmlWriter attribute(String name, Optional<String> value) {
        return value.map(text -> attribute(name, text)).orElse(this);
    }

    XmlWriter text(String text) {
        close();
        escape(text);
        return this;
    }

    XmlWriter end(String name) {
        if (open) out.append("/>");
        else out.append("</").append(name).append('>');
        open = false;
        return this;
    }

    /** An element with nothing but text in it. */
    XmlWriter leaf(String name, String text) {
        return start(name).text(text).end(name);
    }

    Body body() {
        return Body.of(out.append('\n').toString());
    }

    private void close() {
        if (open) out.append('>');
        open = false;
    }

    /** What XML has no way to write is left out (XML 1.0 §2.2). */
    private void escape(String text) {
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> out.append("&amp;");
                        case '<' -> out.append("&lt;");
                        case '>' -> out.append("&gt;");
                        case '"' -> out.append("&quot;");
                        case '\t', '\n', '\r' -> out.append(' ');
                        default -> {
                            if (isWritable(c)) out.appendCodePoint(c);
                        }
                    }
                });
    }

    private static boolean isWritable(int c) {
        return c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000;
    }
}
