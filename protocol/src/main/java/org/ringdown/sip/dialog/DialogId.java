package org.ringdown.sip.dialog;

import java.util.Optional;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/**
 * What tells dialogs apart, as seen from our end (RFC 3261 §12).
 *
 * @param remoteTag empty where the far end gave none, as RFC 2543 allowed
 */
public record DialogId(String callId, String localTag, String remoteTag) {
    /** The dialog of a request received; empty where it is outside any, having no tag in To. */
    public static Optional<DialogId> of(SipRequest received) {
        return toTag(received).map(tag -> new DialogId(callId(received), tag, fromTag(received)));
    }

    /** The dialog of a response to our request. */
    public static DialogId of(SipResponse received) {
        return new DialogId(callId(received), fromTag(received), toTag(received).orElse(""));
    }

    private static String callId(SipMessage message) {
        return message.headers().callId();
    }

    private static String fromTag(SipMessage message) {
        return message.headers().from().tag().orElse("");
    }

    private static Optional<String> toTag(SipMessage message) {
        return message.headers().to().tag();
    }
}
