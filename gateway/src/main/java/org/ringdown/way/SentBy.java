package org.ringdown.way;

import org.ringdown.sip.HostPort;
import org.ringdown.wire.MalformedException;

/** Our address on a flow, as its transport writes it. */
public final class SentBy {
    private SentBy() {}

    public static HostPort of(String sentBy) {
        try {
            return HostPort.parse(sentBy);
        } catch (MalformedException wrong) {
            throw new IllegalStateException("our own address cannot be read: " + sentBy, wrong);
        }
    }
}
