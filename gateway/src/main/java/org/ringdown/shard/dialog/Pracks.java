package org.ringdown.shard.dialog;

import java.util.Optional;
import java.util.OptionalLong;
import org.ringdown.shard.Extensions;
import org.ringdown.shard.Sdp;
import org.ringdown.sip.Body;
import org.ringdown.sip.Methods;
import org.ringdown.sip.RAck;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.way.TransactionUser;

/** Acknowledges the reliable provisional responses of one far end, in their order and each once (RFC 3262 §4). */
final class Pracks {
    private final InviteDialog dialog;
    private OptionalLong last = OptionalLong.empty();

    Pracks(InviteDialog dialog) {
        this.dialog = dialog;
    }

    static boolean isReliable(SipResponse response) {
        return response.headers().require().stream().anyMatch(Extensions.RELIABLE::equalsIgnoreCase)
                && response.headers().rseq().isPresent();
    }

    /** Whether a reliable response is the next one; another is a repetition, or has overtaken one that will be repeated. */
    boolean isNext(SipResponse response) {
        long rseq = response.headers().rseq().orElseThrow();
        if (last.isPresent() && rseq != last.getAsLong() + 1) return false;
        last = OptionalLong.of(rseq);
        return true;
    }

    /** @param answer to the offer that the response made */
    void acknowledge(SipResponse response, Optional<String> answer) {
        var rack = new RAck(response.headers().rseq().orElseThrow(), response.headers().cseq());
        dialog.send(Methods.PRACK, prack -> shape(prack, rack, answer), TransactionUser.NOBODY);
    }

    private static SipRequest shape(SipRequest prack, RAck rack, Optional<String> answer) {
        var numbered = prack.withHeaders(prack.headers().with("RAck", rack.toString()));
        return answer.map(sdp -> numbered.withBody(Sdp.TYPE, Body.of(sdp))).orElse(numbered);
    }
}
