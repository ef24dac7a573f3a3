package org.ringdown.shard.dialog;

import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.shard.Sdp;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipWork;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.dialog.Negotiation.Side;
import org.ringdown.sip.dialog.SessionTimer;
import org.ringdown.sip.dialog.SessionTimer.Verdict;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.way.TransactionUser;

/** The offers that the far end makes within a dialog: the leg answers them, one after the other (RFC 3261 §14.2, RFC 3311 §5.2). */
final class TheirOffers {
    private final InviteDialog dialog;
    private Optional<Open> open = Optional.empty();

    /** An offer that the leg still has to answer. */
    private interface Open {
        /** Empty where the offer cannot be met. */
        void answer(Optional<String> sdp);

        /** It was withdrawn, or the call is over. */
        void refuse(int status, String reason);
    }

    TheirOffers(InviteDialog dialog) {
        this.dialog = dialog;
    }

    boolean isOpen() {
        return open.isPresent();
    }

    /** The leg's answer; empty where the offer cannot be met. */
    void answer(Optional<String> sdp) {
        var answered = open;
        open = Optional.empty();
        sdp.ifPresent(dialog::described);
        answered.ifPresent(it -> it.answer(sdp));
    }

    /** Whatever is open is refused: it was withdrawn, or the call is over. */
    void refuse(int status, String reason) {
        var refused = open;
        open = Optional.empty();
        refused.ifPresent(it -> it.refuse(status, reason));
    }

    /**
     * An offer in a response to the first INVITE, or in a PRACK.
     *
     * @param reply is given the leg's answer once; nothing where there is none
     */
    void offered(SipEvent event, Consumer<Optional<String>> reply) {
        ask(
                new Open() {
                    @Override
                    public void answer(Optional<String> sdp) {
                        dialog.negotiation(now -> now.settled());
                        reply.accept(sdp);
                    }

                    @Override
                    public void refuse(int status, String reason) {
                        answer(Optional.empty());
                    }
                });
        dialog.negotiation(now -> now.offered(Side.THEIRS));
        dialog.usage().tell(event);
    }

    private void ask(Open offer) {
        open = Optional.of(offer);
    }

    void reinvite(Asked asked) {
        var refusal = dialog.negotiation().refusesInvite(dialog.work().random());
        agreeOnTimer(asked, refusal).ifPresent(timer -> new Reinvite(asked, timer).begin());
    }

    void update(Asked asked) {
        boolean offers = Sdp.of(asked.request()).isPresent();
        var refusal = dialog.negotiation().refusesUpdate(offers, dialog.work().random());
        agreeOnTimer(asked, refusal).ifPresent(timer -> update(asked, timer, offers));
    }

    private void update(Asked asked, Verdict.Agreed timer, boolean offers) {
        if (offers) new Update(asked, timer).begin();
        else accept(asked, Optional.empty(), timer);
    }

    /** Empty where the request has been refused. */
    private Optional<Verdict.Agreed> agreeOnTimer(Asked asked, Optional<Refusal> refusal) {
        if (refusal.isPresent()) {
            refuse(asked, refusal.get());
            return Optional.empty();
        }
        return switch (SessionTimer.asked(asked.request().headers(), SessionTimer.USUAL)) {
            case Verdict.Agreed agreed -> Optional.of(agreed);
            case Verdict.Refused(var tooShort) -> {
                refuse(asked, tooShort);
                yield Optional.empty();
            }
        };
    }

    private void refuse(Asked asked, Refusal refusal) {
        var request = asked.request();
        dialog.answer(asked, Responses.to(request, refusal, Ids.statelessTag(request)));
    }

    private void refuse(Asked asked, int status, String reason) {
        dialog.answer(asked, Responses.to(asked.request(), status, reason));
    }

    private void accept(Asked asked, Optional<String> sdp, Verdict.Agreed timer) {
        var response = dialog.reachable(asked, 200, "OK", sdp);
        var headers = response.headers().toBuilder().addAll(timer.headers()).build();
        dialog.heardOf(asked.request().headers());
        dialog.answer(asked, response.withHeaders(headers));
        dialog.life().agreed(timer.timer());
    }

    private void tell(Asked asked) {
        var event =
                new SipEvent.Reoffered(Sdp.of(asked.request()), SipWork.signalling(asked.from()));
        dialog.usage().tell(event);
    }

    /** One UPDATE with an offer. */
    private final class Update implements Open, TransactionUser {
        private final Asked asked;
        private final Verdict.Agreed timer;

        Update(Asked asked, Verdict.Agreed timer) {
            this.asked = asked;
            this.timer = timer;
        }

        void begin() {
            ask(this);
            dialog.work().serve(asked.id(), this);
            dialog.negotiation(now -> now.updated(Side.THEIRS).offered(Side.THEIRS));
            tell(asked);
        }

        @Override
        public void answer(Optional<String> sdp) {
            if (sdp.isPresent()) accept(asked, sdp, timer);
            else TheirOffers.this.refuse(asked, 488, "Not Acceptable Here");
            dialog.negotiation(now -> now.settled().updateAnswered());
        }

        @Override
        public void refuse(int status, String reason) {
            TheirOffers.this.refuse(asked, status, reason);
            dialog.negotiation(now -> now.settled().updateAnswered());
        }

        @Override
        public void failed(int status, String reason) {
            if (open.filter(this::equals).isEmpty()) return;
            open = Optional.empty();
            dialog.negotiation(now -> now.settled().updateAnswered());
        }
    }

    /** One re-INVITE. */
    private final class Reinvite implements Open, TransactionUser {
        private final Asked asked;
        private final Verdict.Agreed timer;

        /** They brought no offer: the leg's answer is one, and theirs to it is in the ACK (RFC 3261 §13.2.1). */
        private final boolean asksForOffer;

        Reinvite(Asked asked, Verdict.Agreed timer) {
            this.asked = asked;
            this.timer = timer;
            this.asksForOffer = Sdp.of(asked.request()).isEmpty();
        }

        void begin() {
            ask(this);
            dialog.work().serve(asked.id(), this);
            dialog.negotiation(now ->
                    asksForOffer
                            ? now.invited(Side.THEIRS)
                            : now.invited(Side.THEIRS).offered(Side.THEIRS));
            tell(asked);
        }

        @Override
        public void answer(Optional<String> sdp) {
            if (sdp.isEmpty()) {
                refuse(488, "Not Acceptable Here");
                return;
            }
            accept(asked, sdp, timer);
            dialog.negotiation(now ->
                    asksForOffer
                            ? now.offered(Side.OURS).awaitingAck()
                            : now.settled().awaitingAck());
        }

        @Override
        public void refuse(int status, String reason) {
            TheirOffers.this.refuse(asked, status, reason);
            dialog.negotiation(now -> now.settled().inviteAnswered());
        }

        @Override
        public void acknowledged(Optional<SipRequest> ack) {
            if (dialog.isClosed()) return;
            if (ack.isEmpty()) {
                dialog.lost(408); // RFC 3261 §14.2 with §13.3.1.4
                return;
            }
            if (asksForOffer) dialog.answeredInAck(ack.get());
            dialog.negotiation(
                    now -> asksForOffer ? now.settled().acknowledged() : now.acknowledged());
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
