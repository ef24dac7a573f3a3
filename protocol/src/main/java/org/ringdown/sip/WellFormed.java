package org.ringdown.sip;

import java.util.ArrayList;
import org.ringdown.wire.MalformedException;

/** The rules that requests and responses share, and that make the accessors of {@link Headers} safe to use. */
final class WellFormed {
    private WellFormed() {}

    static void check(Headers headers, Body body) throws MalformedException {
        noneRepeated(headers);
        headers.readAll("Via", Via::parse);
        headers.readFrom();
        headers.readTo();
        headers.read("Call-ID", HeaderValues::callId);
        headers.readCSeq();
        headers.readAll("Route", NameAddr::parse);
        headers.readAll("Record-Route", NameAddr::parse);
        headers.readAll("Path", NameAddr::parse);
        if (!headers.allContacts()) headers.readAll("Contact", Contact::parse);
        if (headers.has("Content-Type")) headers.read("Content-Type", MediaType::parse);
        lengthMatches(headers, body);
    }

    private static void noneRepeated(Headers headers) throws MalformedException {
        var seen = new ArrayList<String>(HeaderName.SINGLE.size());
        for (var header : headers) {
            if (!HeaderName.SINGLE.contains(header.name())) continue;
            if (seen.contains(header.name()))
                throw new MalformedException(header.name() + ": repeated (RFC 3261 §7.3.1)");
            seen.add(header.name());
        }
    }

    /** The body was cut to Content-Length where there was enough of it (§18.3). */
    private static void lengthMatches(Headers headers, Body body) throws MalformedException {
        var written = headers.first("Content-Length");
        if (written.isEmpty()) return;
        long length = Numbers.parse(written.get(), Integer.MAX_VALUE).orElse(-1);
        if (length != body.size())
            throw new MalformedException("Content-Length: not that of the body (RFC 3261 §18.3)");
    }
}
