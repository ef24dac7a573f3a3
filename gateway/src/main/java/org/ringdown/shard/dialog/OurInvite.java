package org.ringdown.shard.dialog;

import java.util.Optional;
import org.ringdown.shard.OurAddress;
import org.ringdown.shard.Sdp;
import org.ringdown.shard.SipHouse;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.SessionTimer;
import org.ringdown.sip.transaction.Flow;

/** Writes the INVITE of a call that we place, and the next one where that was not yet what the far end wants. */
final class OurInvite {
    private final OurAddress us;
    private long least = SessionTimer.LEAST;

    OurInvite(OurAddress us) {
        this.us = us;
    }

    SipRequest first(SipOrder.Invite order, Flow flow) {
        var headers =
                Headers.builder()
                        .via(us.via(flow))
                        .maxForwards(order.hops())
                        .from(order.from().withTag(us.work().ids().tag(us.call())))
                        .to(order.to())
                        .callId(order.callId())
                        .cseq(new CSeq(1, Methods.INVITE))
                        .routes(order.way().routes());
        us.reachable(headers, flow)
                .set("User-Agent", SipHouse.PRODUCT)
                .addAll(SessionTimer.request(SessionTimer.USUAL, least, Optional.empty()))
                .addAll(order.more());
        var plain = new SipRequest(Methods.INVITE, order.target(), headers.build(), Body.EMPTY);
        return order.offer().map(sdp -> plain.withBody(Sdp.TYPE, Body.of(sdp))).orElse(plain);
    }

    /** As another transaction, with the number after that of {@code last}. */
    SipRequest again(SipRequest invite, SipRequest last, Flow flow) {
        var cseq = last.headers().cseq().next(Methods.INVITE);
        var headers = invite.headers().toBuilder().remove("Via").cseq(cseq);
        us.reachable(headers, flow);
        return us.stamped(invite.withHeaders(headers.build()), flow);
    }

    /** Asks for as long a session as a 422 wants; empty where that says nothing new (RFC 4028 §7.3). */
    Optional<SipRequest> longer(SipRequest invite, SipResponse tooSmall) {
        long wanted = tooSmall.headers().seconds("Min-SE").orElse(0);
        if (wanted <= least) return Optional.empty();
        least = wanted;
        var asked =
                SessionTimer.request(Math.max(SessionTimer.USUAL, least), least, Optional.empty());
        var headers =
                invite.headers().toBuilder()
                        .remove("Session-Expires")
                        .remove("Min-SE")
                        .addAll(asked)
                        .build();
        return Optional.of(invite.withHeaders(headers));
    }
}
