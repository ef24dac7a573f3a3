package org.ringdown.leg.sip;

import org.ringdown.sip.SipResponse;

/** A request that a leg sends within its dialog: the leg hears of the final response. */
record LegRequest(InviteUsage usage, String reference) implements TransactionUser {
    @Override
    public void response(SipResponse response) {
        if (response.isFinal()) usage.tell(SipEvent.Responded.to(reference, response));
        // A far end that has forgotten a subscription may well remember the call (RFC 5057 §5.1).
        if (response.status() == 481 && !reference.equals(Referral.NOTIFY)) lost(481);
    }

    @Override
    public void failed(int status, String reason) {
        usage.tell(SipEvent.Responded.never(reference, status, reason));
        if (status == 408) lost(408); // RFC 3261 §12.2.1.2
    }

    private void lost(int status) {
        usage.dialog().ifPresent(dialog -> dialog.lost(status));
    }
}
