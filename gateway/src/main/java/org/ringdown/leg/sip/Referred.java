package org.ringdown.leg.sip;

import java.util.Optional;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.wire.MalformedException;

/** Reads a REFER within a call (RFC 3515 §2.4.1) for its leg, which decides and answers. */
final class Referred {
    private static final int LONGEST = 1024;

    private final InviteDialog dialog;

    Referred(InviteDialog dialog) {
        this.dialog = dialog;
    }

    void refer(Asked asked) {
        var request = asked.request();
        var targets = request.headers().all("Refer-To");
        if (targets.size() != 1 || targets.getFirst().length() > LONGEST) {
            dialog.answer(asked, refusal(request, 400, "Bad Request: one Refer-To"));
            return;
        }
        try {
            var target = NameAddr.parse(targets.getFirst()).uri();
            if (target instanceof SipUri uri) tell(asked, uri);
            else dialog.answer(asked, refusal(request, 416, "Unsupported URI Scheme"));
        } catch (MalformedException malformed) {
            dialog.answer(asked, refusal(request, 400, "Bad Request: Refer-To"));
        }
    }

    private void tell(Asked asked, SipUri target) {
        var replaces = target.header("Replaces").flatMap(Replaces::parse);
        if (target.header("Replaces").isPresent() && replaces.isEmpty()) {
            dialog.answer(asked, refusal(asked.request(), 400, "Bad Request: Replaces"));
            return;
        }
        dialog.usage()
                .tell(
                        new SipEvent.Referred(
                                asked.id(),
                                asked.request(),
                                target.withoutHeaders().toString(),
                                replaces,
                                SipWork.signalling(asked.from())));
    }

    private static SipResponse refusal(SipRequest request, int status, String reason) {
        return Responses.to(request, status, reason);
    }

    /** Whether whoever refers wants to hear what becomes of it (RFC 4488). */
    static boolean wantsNews(SipRequest refer) {
        return Optional.of(refer.headers().all("Refer-Sub")).stream()
                .flatMap(java.util.List::stream)
                .noneMatch(value -> value.strip().equalsIgnoreCase("false"));
    }
}
