package org.ringdown.leg.sip;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.sip.Body;
import org.ringdown.sip.Contact;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.dialog.Negotiation;
import org.ringdown.sip.dialog.Negotiation.Side;
import org.ringdown.time.Timers.Timer;

/**
 * The offers that we make within a dialog: one at a time, each waiting until nothing else is open, and once more after a while where the
 * far end had one out itself (RFC 3261 §14.1).
 */
final class OurOffers {
    private static final int MOST_ATTEMPTS = 8;

    /** A far end that asks for more patience than this has refused. */
    private static final long LONGEST_PAUSE_S = 10;

    private final InviteDialog dialog;

    /** The latest that is wanted; one that waited before is no longer of interest. */
    private Optional<String> wanted = Optional.empty();

    private Optional<Timer> pause = Optional.empty();
    private int attempts;

    OurOffers(InviteDialog dialog) {
        this.dialog = dialog;
    }

    void offer(String sdp) {
        wanted = Optional.of(sdp);
        attempts = 0;
        proceed();
    }

    /** Something that was in the way may be gone. */
    void proceed() {
        boolean free =
                !dialog.isClosed() && !dialog.state().early() && dialog.negotiation().mayInvite();
        if (wanted.isEmpty() || pause.isPresent() || !free) return;
        var sdp = wanted.get();
        wanted = Optional.empty();
        attempts++;
        new Reinvite(sdp).send();
    }

    void close() {
        wanted = Optional.empty();
        pause.ifPresent(Timer::cancel);
    }

    private void pause(Duration length) {
        pause =
                Optional.of(
                        dialog.work()
                                .later(
                                        length,
                                        () -> {
                                            pause = Optional.empty();
                                            proceed();
                                        }));
    }

    private void tell(SipEvent event) {
        dialog.usage().tell(event);
    }

    /** One re-INVITE. */
    private final class Reinvite implements TransactionUser {
        private final String sdp;
        private Optional<SipRequest> sent = Optional.empty();
        private boolean answered;

        Reinvite(String sdp) {
            this.sdp = sdp;
        }

        void send() {
            dialog.negotiation(now -> now.invited(Side.OURS).offered(Side.OURS));
            sent = Optional.of(dialog.send(Methods.INVITE, this::shape, this));
        }

        private SipRequest shape(SipRequest request) {
            var contact = dialog.usage().us.contact(dialog.flow());
            var headers =
                    request.headers().toBuilder()
                            .contact(Contact.of(contact))
                            .set("Allow", WithinDialogs.allow())
                            .build();
            return request.withHeaders(headers).withBody(Sdp.TYPE, Body.of(sdp));
        }

        @Override
        public void response(SipResponse response) {
            if (response.isProvisional()) return;
            if (response.isSuccess()) accepted(response);
            else refused(response.status(), response.reason(), retryAfter(response));
        }

        private void accepted(SipResponse response) {
            dialog.state(dialog.state().refreshed(response));
            sent.ifPresent(invite -> dialog.acknowledge(invite, ack -> ack));
            if (answered) return;
            finish();
            if (dialog.isClosed()) return;
            attempts = 0;
            var answer = Sdp.of(response);
            tell(
                    answer.<SipEvent>map(text ->
                                    new SipEvent.OfferAnswered(
                                            text, SipWork.signalling(dialog.flow())))
                            .orElseGet(() -> new SipEvent.OfferRefused(488, "No description")));
        }

        private void refused(int status, String reason, Optional<Duration> retryAfter) {
            if (answered) return;
            var pause = status == 491 ? Optional.of(afterGlare()) : retryAfter;
            if (!dialog.isClosed()) {
                if (Dialog.isEndedBy(status)) dialog.lost(status);
                else if (pause.isPresent() && attempts < MOST_ATTEMPTS) again(pause.get());
                else tell(new SipEvent.OfferRefused(status, reason));
            }
            finish();
        }

        /** A newer offer goes out in this one's place. */
        private void again(Duration length) {
            if (wanted.isEmpty()) wanted = Optional.of(sdp);
            pause(length);
        }

        private void finish() {
            answered = true;
            dialog.negotiation(now -> now.inviteAnswered().settled());
        }

        @Override
        public void failed(int status, String reason) {
            refused(status, reason, Optional.empty());
        }
    }

    private Duration afterGlare() {
        var random = dialog.work().random();
        return Duration.ofMillis(Negotiation.pauseAfterGlare(dialog.usage().ownsCallId(), random));
    }

    /** Only of a far end that is busy for a moment: with its own offer, or as a whole (§14.1, §21.5.4). */
    private static Optional<Duration> retryAfter(SipResponse response) {
        if (response.status() != 500 && response.status() != 503) return Optional.empty();
        var seconds = response.headers().seconds("Retry-After");
        return seconds.isPresent() && seconds.getAsLong() <= LONGEST_PAUSE_S
                ? Optional.of(Duration.ofSeconds(seconds.getAsLong()))
                : Optional.empty();
    }
}
