package org.ringdown.sip;

/** A SIP message, request or response (RFC 3261 §7). It never changes; the {@code with} methods derive another. */
public sealed interface SipMessage permits SipRequest, SipResponse {
    String VERSION = "SIP/2.0";

    /** The first line as it is written, without its line end. */
    String startLine();

    Headers headers();

    Body body();

    SipMessage withHeaders(Headers headers);

    /** With this body and its type; an {@link Body#EMPTY} body is better removed with {@link #withoutBody}. */
    SipMessage withBody(String contentType, Body body);

    SipMessage withoutBody();

    /** The message as it is sent, with a Content-Length of our own. */
    default byte[] toBytes() {
        return SipWriter.write(this);
    }
}
