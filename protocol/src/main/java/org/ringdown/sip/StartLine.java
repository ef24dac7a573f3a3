package org.ringdown.sip;

import java.util.Optional;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.Plain;

/** The first line of a message (RFC 3261 §7.1, §7.2). */
sealed interface StartLine {
    /** {@code fault} is the refusal owed for a line that is recognisably a request's, and wrong. */
    record RequestLine(String method, Optional<Uri> uri, Optional<Refusal> fault)
            implements StartLine {}

    record StatusLine(int status, String reason) implements StartLine {}

    static StartLine parse(String line) throws MalformedException {
        return line.regionMatches(true, 0, "SIP/", 0, 4) ? status(line) : request(line);
    }

    /** Without a code of three digits up to 699 there is no response; a missing reason, even its space, is tolerated. */
    private static StatusLine status(String line) throws MalformedException {
        var in = new Cursor(line, "Status-Line");
        if (!in.until(" ").equalsIgnoreCase(SipMessage.VERSION))
            throw in.malformed("not " + SipMessage.VERSION);
        if (!in.take(' ')) throw in.malformed("space expected");
        var code = in.until(" ");
        long status = code.length() == 3 ? Numbers.parse(code, 699).orElse(0) : 0;
        if (status < 100) throw in.malformed("no status from 100 to 699");
        var reason = in.take(' ') ? in.until("") : "";
        if (reason.chars().anyMatch(Controls::is)) throw in.malformed("control character");
        return new StatusLine((int) status, Plain.text(reason)); // it is for people
    }

    /** A request is recognised by its first word, a token, and its last, a SIP version; the rest decides about faults. */
    private static RequestLine request(String line) throws MalformedException {
        var trimmed = line.stripTrailing();
        int first = trimmed.indexOf(' ');
        int last = trimmed.lastIndexOf(' ');
        if (last <= first)
            throw new MalformedException("start line: neither request nor response (RFC 3261 §7)");
        var method = trimmed.substring(0, first);
        var version = trimmed.substring(last + 1);
        if (!Alphabet.TOKEN.spells(method))
            throw new MalformedException("Request-Line: no method (RFC 3261 §7.1)");
        if (!isVersion(version))
            throw new MalformedException("Request-Line: no SIP version (RFC 3261 §7.1)");

        if (!version.equalsIgnoreCase(SipMessage.VERSION))
            return wrong(method, 505, Reasons.of(505));
        if (trimmed.length() < line.length())
            return wrong(method, 400, "White space after the Request-Line");
        return withUri(method, trimmed.substring(first + 1, last));
    }

    /** A Request-URI has no headers: they are for building a request from a URI, not for sending (§19.1.1). */
    private static RequestLine withUri(String method, String text) {
        try {
            var uri = Uri.parse(text);
            if (uri instanceof SipUri sip && !sip.headers().isEmpty())
                return wrong(method, 400, "Headers in Request-URI");
            return new RequestLine(method, Optional.of(uri), Optional.empty());
        } catch (MalformedException _) {
            return wrong(method, 400, "Bad Request-URI");
        }
    }

    private static RequestLine wrong(String method, int status, String reason) {
        return new RequestLine(method, Optional.empty(), Optional.of(new Refusal(status, reason)));
    }

    private static boolean isVersion(String text) {
        int dot = text.indexOf('.');
        return text.regionMatches(true, 0, "SIP/", 0, 4)
                && dot > 4
                && Alphabet.DIGIT.spells(text.substring(4, dot))
                && Alphabet.DIGIT.spells(text.substring(dot + 1));
    }
}
