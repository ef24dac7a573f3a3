package org.ringdown.shard.dialog;

import org.ringdown.shard.Replaces;
import org.ringdown.shard.SipEvent;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.wire.MalformedException;

/** Reads a REFER within a call (RFC 3515 §2.4.1) for its leg, which decides and answers. */
public final class Referred {
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
                                target.withoutHeaders().withoutParam("method").toString(),
                                replaces,
                                wantsNews(asked.request()),
                                dialog.asker()));
    }

    private static SipResponse refusal(SipRequest request, int status, String reason) {
        return Responses.to(request, status, reason);
    }

    /** Whether whoever refers wants to hear what becomes of it (RFC 4488). */
    private static boolean wantsNews(SipRequest refer) {
        return refer.headers().all("Refer-Sub").stream()
                .noneMatch(value -> value.strip().equalsIgnoreCase("false"));
    }
}
