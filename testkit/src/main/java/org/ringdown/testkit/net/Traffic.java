package org.ringdown.testkit.net;

/** Kinds of traffic, which may fare differently on the same network. */
public enum Traffic {
    /** SIP. */
    SIGNALLING,
    /** ICE, DTLS, RTP and RTCP. */
    MEDIA,
    /** The messages of pages, which a stream carries: late perhaps, but whole and in order. */
    STREAM
}
