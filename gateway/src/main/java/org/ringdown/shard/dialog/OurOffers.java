package org.ringdown.shard.dialog;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.shard.Sdp;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipWork;
import org.ringdown.sip.Body;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.dialog.Negotiation;
import org.ringdown.sip.dialog.Negotiation.Side;
import org.ringdown.time.Timers.Timer;
import org.ringdown.way.TransactionUser;

/**
 * The offers that we make within a dialog: one at a time, each waiting until nothing else is open, and once more after a while where the
 * far end had one out itself (RFC 3261 §14.1). By re-INVITE once the call is answered, by UPDATE before (RFC 3311 §5.1).
 */
final class OurOffers {
    private static final int MOST_ATTEMPTS = 8;

    /** A far end that asks for more patience than this has refused. */
    private static final long LONGEST_PAUSE_S = 10;

    private final InviteDialog dialog;

    /** The latest that is wanted; one that waited before is no longer of interest. */
    private Optional<String> wanted = Optional.empty();

    /** Whether the session is to be refreshed; any offer that is accepted does that, too. */
    private boolean stale;

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

    /** Says that the session lives, without changing it (RFC 4028 §7.4). */
    void refresh() {
        stale = true;
        attempts = 0;
        proceed();
    }

    /** Something that was in the way may be gone. */
    void proceed() {
        boolean idle = wanted.isEmpty() && !stale;
        if (idle || dialog.isClosed() || pause.isPresent()) return;
        var now = dialog.negotiation();
        boolean early = dialog.state().early();
        boolean byUpdate = dialog.mayUpdate() && (early || wanted.isEmpty());
        if (byUpdate && now.mayUpdate(wanted.isPresent())) send(Methods.UPDATE, wanted);
        else if (!byUpdate && !early && now.mayInvite())
            send(Methods.INVITE, wanted.or(dialog::description));
    }

    private void send(String method, Optional<String> sdp) {
        wanted = Optional.empty();
        stale = false;
        attempts++;
        new Exchange(method, sdp).send();
    }

    void close() {
        wanted = Optional.empty();
        stale = false;
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

    /** One re-INVITE or UPDATE; an UPDATE without a description only refreshes. */
    private final class Exchange implements TransactionUser {
        private final String method;
        private final Optional<String> sdp;
        private Optional<SipRequest> sent = Optional.empty();
        private boolean answered;

        Exchange(String method, Optional<String> sdp) {
            this.method = method;
            this.sdp = sdp;
        }

        private boolean invites() {
            return method.equals(Methods.INVITE);
        }

        void send() {
            dialog.negotiation(this::begun);
            sent = Optional.of(dialog.send(method, this::shape, this));
        }

        private Negotiation begun(Negotiation now) {
            var begun = invites() ? now.invited(Side.OURS) : now.updated(Side.OURS);
            return sdp.isPresent() ? begun.offered(Side.OURS) : begun;
        }

        private SipRequest shape(SipRequest request) {
            var shaped =
                    request.withHeaders(
                            dialog.reachable(request.headers().toBuilder())
                                    .addAll(dialog.life().request())
                                    .build());
            return sdp.map(text -> shaped.withBody(Sdp.TYPE, Body.of(text))).orElse(shaped);
        }

        @Override
        public void response(SipResponse response) {
            if (response.isProvisional()) return;
            if (response.isSuccess()) accepted(response);
            else refused(response.status(), response.reason(), Optional.of(response));
        }

        private void accepted(SipResponse response) {
            dialog.state(dialog.state().refreshed(response));
            if (invites()) sent.ifPresent(invite -> dialog.acknowledge(invite, ack -> ack));
            if (answered) return;
            attempts = 0;
            sdp.ifPresent(dialog::described);
            if (!dialog.isClosed()) {
                dialog.heardOf(response.headers());
                dialog.life().answered(response.headers());
                if (sdp.isPresent()) tell(Sdp.of(response));
            }
            finish();
        }

        private void tell(Optional<String> answer) {
            dialog.usage()
                    .tell(
                            answer.<SipEvent>map(text ->
                                            new SipEvent.OfferAnswered(
                                                    text, SipWork.signalling(dialog.flow())))
                                    .orElse(new SipEvent.OfferRefused(488, "No description")));
        }

        private void refused(int status, String reason, Optional<SipResponse> response) {
            if (answered) return;
            if (!dialog.isClosed()) {
                var after = response.flatMap(OurOffers.this::pauseAfter);
                if (Dialog.isEndedBy(status) && !isUnknownMethod(status)) dialog.lost(status);
                else if (mayTryAgain(status, response)) again(after.orElse(Duration.ZERO));
                else if (sdp.isPresent()) failedToOffer(status, reason);
            }
            finish();
        }

        private boolean mayTryAgain(int status, Optional<SipResponse> response) {
            if (attempts >= MOST_ATTEMPTS) return false;
            if (isUnknownMethod(status)) {
                dialog.mayNotUpdate();
                return true;
            }
            if (status == 422) return response.filter(it -> dialog.life().longer(it)).isPresent();
            return response.flatMap(OurOffers.this::pauseAfter).isPresent();
        }

        /** Some that allow UPDATE do not know it after all. */
        private boolean isUnknownMethod(int status) {
            return !invites() && (status == 405 || status == 501);
        }

        private void failedToOffer(int status, String reason) {
            dialog.usage().tell(new SipEvent.OfferRefused(status, reason));
        }

        /** A newer offer goes out in this one's place. */
        private void again(Duration length) {
            if (wanted.isEmpty() && sdp.isPresent()) wanted = sdp;
            else stale = true;
            pause(length);
        }

        private void finish() {
            answered = true;
            dialog.negotiation(now -> {
                var over = invites() ? now.inviteAnswered() : now.updateAnswered();
                return sdp.isPresent() ? over.settled() : over;
            });
        }

        @Override
        public void failed(int status, String reason) {
            refused(status, reason, Optional.empty());
        }
    }

    /** How long to wait before trying again; empty for a refusal that is meant. */
    private Optional<Duration> pauseAfter(SipResponse response) {
        if (response.status() == 491) {
            var random = dialog.work().random();
            boolean ours = dialog.usage().ownsCallId();
            return Optional.of(Duration.ofMillis(Negotiation.pauseAfterGlare(ours, random)));
        }
        // Busy for a moment: with its own offer, or as a whole (RFC 3261 §14.1, §21.5.4).
        if (response.status() != 500 && response.status() != 503) return Optional.empty();
        var seconds = response.headers().seconds("Retry-After");
        return seconds.isPresent() && seconds.getAsLong() <= LONGEST_PAUSE_S
                ? Optional.of(Duration.ofSeconds(seconds.getAsLong()))
                : Optional.empty();
    }
}
