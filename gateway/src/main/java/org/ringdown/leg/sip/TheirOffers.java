package org.ringdown.leg.sip;

import java.util.Optional;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.dialog.Negotiation.Side;
import org.ringdown.sip.transaction.Ids;

/** The offers that the far end makes within a dialog: the leg answers them, one after the other (RFC 3261 §14.2). */
final class TheirOffers {
    private final InviteDialog dialog;
    private Optional<Reinvite> open = Optional.empty();

    TheirOffers(InviteDialog dialog) {
        this.dialog = dialog;
    }

    void reinvite(Asked asked) {
        var refusal = dialog.negotiation().refusesInvite(dialog.work().random());
        if (refusal.isPresent()) {
            var request = asked.request();
            dialog.answer(asked, Responses.to(request, refusal.get(), Ids.statelessTag(request)));
            return;
        }
        var reinvite = new Reinvite(asked);
        open = Optional.of(reinvite);
        dialog.work().serve(asked.id(), reinvite);
        var offer = Sdp.of(asked.request());
        dialog.negotiation(now ->
                offer.isPresent()
                        ? now.invited(Side.THEIRS).offered(Side.THEIRS)
                        : now.invited(Side.THEIRS));
        dialog.usage().tell(new SipEvent.Reoffered(offer, SipWork.signalling(asked.from())));
    }

    /** The leg's answer; empty where the offer cannot be met. */
    void answer(Optional<String> sdp) {
        open.ifPresent(reinvite -> reinvite.answer(sdp));
    }

    /** Whatever is open is refused: it was withdrawn, or the call is over. */
    void refuse(int status, String reason) {
        open.ifPresent(reinvite -> reinvite.refuse(status, reason));
    }

    /** One re-INVITE. */
    private final class Reinvite implements TransactionUser {
        private final Asked asked;
        private boolean ours;

        Reinvite(Asked asked) {
            this.asked = asked;
        }

        /** Where they brought no offer, the answer of the leg is one, and their answer to it is in the ACK (RFC 3261 §13.2.1). */
        void answer(Optional<String> sdp) {
            if (sdp.isEmpty()) {
                refuse(488, "Not Acceptable Here");
                return;
            }
            open = Optional.empty();
            ours = Sdp.of(asked.request()).isEmpty();
            dialog.answer(asked, dialog.reachable(asked, 200, "OK", sdp));
            dialog.negotiation(now ->
                    ours ? now.offered(Side.OURS).awaitingAck() : now.settled().awaitingAck());
        }

        void refuse(int status, String reason) {
            open = Optional.empty();
            dialog.answer(asked, Responses.to(asked.request(), status, reason));
            dialog.negotiation(now -> now.settled().inviteAnswered());
        }

        @Override
        public void acknowledged(Optional<SipRequest> ack) {
            if (dialog.isClosed()) return;
            if (ack.isEmpty()) {
                dialog.lost(408); // RFC 3261 §14.2 with §13.3.1.4
                return;
            }
            if (ours) theirAnswer(ack.get());
            dialog.negotiation(now -> ours ? now.settled().acknowledged() : now.acknowledged());
        }

        private void theirAnswer(SipRequest ack) {
            Sdp.of(ack)
                    .ifPresent(text ->
                            dialog.usage()
                                    .tell(
                                            new SipEvent.OfferAnswered(
                                                    text, SipWork.signalling(dialog.flow()))));
        }

        @Override
        public void canceled(SipRequest cancel) {
            if (open.filter(this::equals).isPresent()) {
                TheirOffers.this.refuse(487, "Request Terminated"); // the session stays as it was
            }
        }

        @Override
        public void failed(int status, String reason) {
            canceled(asked.request()); // it was never answered here, and now it is too late
        }
    }
}
