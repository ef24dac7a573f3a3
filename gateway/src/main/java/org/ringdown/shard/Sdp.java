package org.ringdown.shard;

import java.util.Optional;
import org.ringdown.sip.SipMessage;

/** Session descriptions as bodies of SIP messages. */
public final class Sdp {
    public static final String TYPE = "application/sdp";

    private Sdp() {}

    /** The description that a message carries. */
    public static Optional<String> of(SipMessage message) {
        boolean described =
                message.headers()
                        .contentType()
                        .filter(type -> type.name().equals(TYPE))
                        .isPresent();
        return described && !message.body().isEmpty()
                ? Optional.of(message.body().text())
                : Optional.empty();
    }
}
