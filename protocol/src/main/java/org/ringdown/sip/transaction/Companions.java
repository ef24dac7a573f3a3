package org.ringdown.sip.transaction;

import java.util.Optional;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Headers;
import org.ringdown.sip.HeadersBuilder;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/** The requests that belong to an INVITE of ours and have its branch: its CANCEL, and the ACK for a refusal. */
final class Companions {
    private static final int HOPS = 70;

    private Companions() {}

    /**
     * RFC 3261 §9.1.
     *
     * @param reason the value of a Reason header, which tells a phone whether it missed a call (RFC 3326)
     */
    static SipRequest cancel(SipRequest invite, Optional<String> reason) {
        var headers = Headers.builder();
        copyFirst("Via", invite, headers);
        headers.copy("Route", invite.headers());
        headers.maxForwards(HOPS);
        copyFirst("From", invite, headers);
        copyFirst("To", invite, headers);
        reason.ifPresent(text -> headers.add("Reason", text));
        return companion(Methods.CANCEL, invite, headers);
    }

    /** RFC 3261 §17.1.1.3; the credentials along, since an ACK cannot be challenged (§22.1). */
    static SipRequest ack(SipRequest invite, SipResponse refusal) {
        var headers = Headers.builder();
        copyFirst("Via", invite, headers);
        headers.copy("Route", invite.headers());
        headers.maxForwards(HOPS);
        copyFirst("From", invite, headers);
        headers.copy("To", refusal.headers());
        headers.copy("Authorization", invite.headers());
        headers.copy("Proxy-Authorization", invite.headers());
        return companion(Methods.ACK, invite, headers);
    }

    private static SipRequest companion(String method, SipRequest invite, HeadersBuilder headers) {
        headers.callId(invite.headers().callId());
        headers.cseq(new CSeq(invite.headers().cseq().number(), method));
        return new SipRequest(method, invite.uri(), headers.build(), Body.EMPTY);
    }

    private static void copyFirst(String name, SipRequest from, HeadersBuilder to) {
        from.headers().first(name).ifPresent(value -> to.add(name, value));
    }
}
