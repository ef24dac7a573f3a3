package org.ringdown.sip;

/** What a stream brought (RFC 3261 §18.3, RFC 5626 §4.4.1). */
public sealed interface Frame {
    record Message(SipMessage message) implements Frame {}

    /** A message that could not be represented, skipped whole; the stream goes on. The complaint has no payload in it. */
    record Dropped(String complaint) implements Frame {}

    /** CRLF CRLF between messages: the far end wants to know whether we are there, and is owed a CRLF. */
    record Ping() implements Frame {}

    /** CRLF between messages: the answer to our ping, or the first half of a ping. */
    record Pong() implements Frame {}
}
