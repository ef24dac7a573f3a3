package org.ringdown.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** How a SIP message begins: all that is needed to count it, and found without reading the rest. */
sealed interface FirstWord {
    /** Methods that have a name of their own in the figures; strangers may invent more than anybody wants to store. */
    Set<String> METHODS =
            Set.of(
                    "INVITE",
                    "ACK",
                    "BYE",
                    "CANCEL",
                    "OPTIONS",
                    "REGISTER",
                    "PRACK",
                    "UPDATE",
                    "INFO",
                    "REFER",
                    "SUBSCRIBE",
                    "NOTIFY",
                    "MESSAGE",
                    "PUBLISH");

    String OTHER = "other";
    byte[] VERSION = "SIP/2.0 ".getBytes(StandardCharsets.US_ASCII);
    int LONGEST = 9;

    record Method(String name) implements FirstWord {}

    record Code(int code) implements FirstWord {}

    record Neither() implements FirstWord {}

    static FirstWord of(ByteBuffer message) {
        int at = message.position();
        if (begins(message, at)) return code(message, at + VERSION.length);
        int end = at;
        while (end < message.limit() && end - at <= LONGEST && isLetter(message.get(end))) end++;
        boolean word = end > at && end < message.limit() && message.get(end) == ' ';
        return word ? new Method(known(text(message, at, end))) : new Neither();
    }

    static String known(String method) {
        return METHODS.contains(method) ? method : OTHER;
    }

    private static boolean begins(ByteBuffer message, int at) {
        if (message.limit() - at < VERSION.length) return false;
        for (int i = 0; i < VERSION.length; i++)
            if (message.get(at + i) != VERSION[i]) return false;
        return true;
    }

    private static FirstWord code(ByteBuffer message, int at) {
        if (message.limit() - at < 3) return new Neither();
        int code = 0;
        for (int i = at; i < at + 3; i++) {
            int digit = message.get(i) - '0';
            if (digit < 0 || digit > 9) return new Neither();
            code = 10 * code + digit;
        }
        return code >= 100 && code < 700 ? new Code(code) : new Neither();
    }

    private static boolean isLetter(byte b) {
        return b >= 'A' && b <= 'Z';
    }

    private static String text(ByteBuffer message, int from, int to) {
        var bytes = new byte[to - from];
        message.get(from, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
