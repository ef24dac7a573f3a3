package org.ringdown.sdp;

import java.util.List;

/**
 * An offer and its answer that fit.
 *
 * @param local our side of it: the answer to send, or the offer that was answered
 * @param streams what was agreed to, in the order of the m-lines; at least one
 */
public record RtpAgreement(SessionDescription local, List<RtpStream> streams)
        implements RtpOutcome {
    public RtpAgreement {
        streams = List.copyOf(streams);
    }
}
