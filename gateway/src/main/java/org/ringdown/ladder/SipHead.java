package org.ringdown.ladder;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * As much of a SIP message's head as tells whose it is. Reads what other code has found to be SIP, or what it has not yet looked at; what is
 * not there is empty.
 *
 * @param request whether it is one
 * @param method of CSeq
 * @param audioPort where its session description wants sound; 0 for none
 */
record SipHead(
        String startLine,
        boolean request,
        String callId,
        String method,
        String fromTag,
        String toTag,
        int audioPort) {
    private static final int LONGEST = 8192;

    static SipHead of(byte[] bytes) {
        String startLine = "", callId = "", method = "", fromTag = "", toTag = "";
        int end = Math.min(bytes.length, LONGEST);
        int at = 0;
        while (at < end && (bytes[at] == '\r' || bytes[at] == '\n')) at++;
        boolean first = true;
        while (at < end) {
            int stop = at;
            while (stop < end && bytes[stop] != '\n') stop++;
            int lineEnd = stop > at && bytes[stop - 1] == '\r' ? stop - 1 : stop;
            if (lineEnd == at) break;
            if (first) {
                startLine = text(bytes, at, lineEnd);
                first = false;
            } else {
                switch (bytes[at] | 32) {
                    case 'c' -> {
                        if (is(bytes, at, lineEnd, "call-id")) callId = value(bytes, at, lineEnd);
                        else if (is(bytes, at, lineEnd, "cseq"))
                            method = lastWord(value(bytes, at, lineEnd));
                    }
                    case 'i' -> {
                        if (is(bytes, at, lineEnd, "i")) callId = value(bytes, at, lineEnd);
                    }
                    case 'f' -> {
                        if (is(bytes, at, lineEnd, "from") || is(bytes, at, lineEnd, "f"))
                            fromTag = tag(value(bytes, at, lineEnd));
                    }
                    case 't' -> {
                        if (is(bytes, at, lineEnd, "to") || is(bytes, at, lineEnd, "t"))
                            toTag = tag(value(bytes, at, lineEnd));
                    }
                    default -> {}
                }
            }
            at = stop + 1;
        }
        boolean request = !startLine.startsWith("SIP/2.0 ");
        return new SipHead(
                startLine, request, callId, method, fromTag, toTag, audioPort(bytes, at));
    }

    /** The status of a response; 0 of a request, or where it cannot be read. */
    int status() {
        if (request || startLine.length() < 11) return 0;
        int status = 0;
        for (int i = 8; i < 11; i++) {
            int digit = startLine.charAt(i) - '0';
            if (digit < 0 || digit > 9) return 0;
            status = status * 10 + digit;
        }
        return status;
    }

    boolean isInvite() {
        return request && startLine.startsWith("INVITE ");
    }

    /** For a ladder: a response with the method that it answers, a request with its target. */
    String label() {
        if (!request) return startLine.substring(8) + " (" + method + ")";
        int version = startLine.lastIndexOf(" SIP/");
        return version < 0 ? startLine : startLine.substring(0, version);
    }

    private static boolean is(byte[] bytes, int from, int to, String name) {
        int i = 0;
        for (; i < name.length(); i++) {
            if (from + i >= to || (bytes[from + i] | 32) != (name.charAt(i) | 32)) return false;
        }
        int at = from + i;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) at++;
        return at < to && bytes[at] == ':';
    }

    private static String value(byte[] bytes, int from, int to) {
        int colon = from;
        while (bytes[colon] != ':') colon++;
        return text(bytes, colon + 1, to).strip();
    }

    private static String lastWord(String text) {
        return text.substring(text.lastIndexOf(' ') + 1);
    }

    private static String tag(String value) {
        int from = value.toLowerCase(Locale.ROOT).lastIndexOf(";tag=");
        if (from < 0) return "";
        int end = value.indexOf(';', from + 1);
        return value.substring(from + 5, end < 0 ? value.length() : end).strip();
    }

    private static int audioPort(byte[] bytes, int from) {
        for (int i = from; i + 8 < bytes.length; i++) {
            boolean line = i == 0 || bytes[i - 1] == '\n';
            if (!line || bytes[i] != 'm' || !is(bytes, i, "m=audio ")) continue;
            int port = 0;
            for (int d = i + 8; d < bytes.length && bytes[d] >= '0' && bytes[d] <= '9'; d++) {
                port = port * 10 + bytes[d] - '0';
                if (port > 65535) return 0;
            }
            return port;
        }
        return 0;
    }

    private static boolean is(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) return false;
        }
        return true;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
