package org.ringdown.ladder;

import org.ringdown.wire.Plain;

/**
 * One line of a ladder.
 *
 * @param offset nanoseconds after the ladder's begin
 * @param party at whose end it happened; {@link #GATEWAY} for what the gateway itself became
 * @param label what happened, in a line
 * @param text the whole message with its secrets masked; empty where there is none, or none was kept
 * @param times how often it was sent or came; more than one is a retransmission
 * @param lastOffset of the last of them
 */
public record Step(
        long offset,
        Channel channel,
        Way way,
        String party,
        String label,
        String text,
        int times,
        long lastOffset) {
    public Step {
        party = Plain.text(party);
        label = Plain.text(label);
    }

    /** The party of what happened in the gateway alone. */
    public static final String GATEWAY = "";

    /** Where a step was seen. */
    public enum Channel {
        SIP,
        PAGE,
        MEDIA,
        CALL
    }

    /** Which way a message went; a note went nowhere. */
    public enum Way {
        IN,
        OUT,
        NOTE
    }

    /** @return milliseconds after the ladder's begin */
    public double millis() {
        return offset / 1e6;
    }
}
