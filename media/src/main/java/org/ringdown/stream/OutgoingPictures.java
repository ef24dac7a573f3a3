package org.ringdown.stream;

/** Pictures for a client, on their way from packets to messages. On a thread of the edge. */
public final class OutgoingPictures {
    static final int CLOCK = 90000;

    private OutgoingPictures() {}
}
