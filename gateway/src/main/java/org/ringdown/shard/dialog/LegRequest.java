package org.ringdown.shard.dialog;

import org.ringdown.shard.SipEvent;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipResponse;
import org.ringdown.way.TransactionUser;

/** A request that a leg sends within its dialog: the leg hears of the final response. */
record LegRequest(InviteUsage usage, String method, String reference) implements TransactionUser {
    @Override
    public void response(SipResponse response) {
        if (response.isFinal()) usage.tell(SipEvent.Responded.to(reference, response));
        // A far end that has forgotten a subscription may well remember the call (RFC 5057 §5.1).
        if (response.status() == 481 && !method.equals(Methods.NOTIFY)) lost(481);
    }

    @Override
    public void failed(int status, String reason) {
        usage.tell(SipEvent.Responded.never(reference, status, reason));
        // RFC 3261 §12.2.1.2; who is silent to a REFER may only not know it (RFC 5057 §5.1), and
        // OPTIONS asks
        // for nothing but a sign of life.
        boolean gone = status == 408 && !method.equals(Methods.REFER);
        if (gone || method.equals(Methods.OPTIONS)) lost(408);
    }

    private void lost(int status) {
        usage.dialog().ifPresent(dialog -> dialog.lost(status));
    }
}
