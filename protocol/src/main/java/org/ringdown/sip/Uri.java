package org.ringdown.sip;

import org.ringdown.wire.MalformedException;

/** An address in a SIP message; {@code toString()} is the form written, never with a space or control character. */
public sealed interface Uri permits SipUri, TelUri, OtherUri {
    /** In lower case, without the colon. */
    String scheme();

    static Uri parse(String text) throws MalformedException {
        return UriParser.parse(text);
    }
}
