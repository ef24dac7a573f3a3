package org.ringdown.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a message (RFC 3261 §7): full header names, UTF-8, and a Content-Length counted here, whatever the headers say. */
public final class SipWriter {
    private SipWriter() {}

    public static byte[] write(SipMessage message) {
        var head = new StringBuilder(1024).append(message.startLine()).append("\r\n");
        for (var header : message.headers()) {
            if (header.name().equals("Content-Length")) continue;
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        head.append("Content-Length: ").append(message.body().size()).append("\r\n\r\n");
        return join(head.toString().getBytes(StandardCharsets.UTF_8), message.body());
    }

    private static byte[] join(byte[] head, Body body) {
        var bytes = Arrays.copyOf(head, head.length + body.size());
        body.copyTo(bytes, head.length);
        return bytes;
    }
}
