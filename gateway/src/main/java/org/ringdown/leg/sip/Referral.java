package org.ringdown.leg.sip;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.ringdown.call.CallEvent;
import org.ringdown.call.Destination;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.TransferProgress;
import org.ringdown.limit.Refusal;
import org.ringdown.route.Caller;
import org.ringdown.route.Routing;
import org.ringdown.shard.FindReplaced;
import org.ringdown.shard.SipAnswer;
import org.ringdown.shard.SipEndings;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.transaction.TransactionId;

/**
 * What a far end of ours wants when it refers us to somebody else (RFC 3515, RFC 5589): that somebody takes its place, under what this far end
 * itself may dial. It hears of the progress by NOTIFY, unless it would not (RFC 4488).
 */
final class Referral {
    static final String NOTIFY = "notify";
    private static final String FRAGMENT = "message/sipfrag;version=2.0";

    /** As long as a call may ring, and some more. */
    private static final int EXPIRES_S = 180;

    private final SipTies ties;
    private final Caller policy;
    private final boolean mayRefer;

    private Optional<Open> open = Optional.empty();
    private final Queue<SipOrder> news = new ArrayDeque<>();
    private boolean unanswered;
    private boolean first = true;

    /**
     * @param id of its subscription, absent for the first in a dialog (RFC 3515 §2.4.6)
     * @param news whether the far end wants to hear of it
     */
    private record Open(SipEvent.Referred asked, Optional<Long> id, boolean news) {}

    /**
     * @param policy what the far end may dial
     * @param mayRefer whether it may refer us at all
     */
    Referral(SipTies ties, Caller policy, boolean mayRefer) {
        this.ties = ties;
        this.policy = policy;
        this.mayRefer = mayRefer;
    }

    void asked(SipEvent.Referred refer) {
        if (!mayRefer) {
            answer(refer, 403, "Forbidden");
        } else if (open.isPresent()) {
            answer(refer, 491, "Request Pending");
        } else if (refer.replaces().isPresent()) {
            open = Optional.of(opened(refer));
            var replaces = refer.replaces().get();
            ties.find(replaces, refer.asker());
        } else {
            blind(refer);
        }
    }

    private void blind(SipEvent.Referred refer) {
        switch (ties.house().dialPlan().apply(refer.target(), policy)) {
            case Routing.To(var destination) -> {
                var barred = ties.host().dial(destination);
                if (barred.isPresent()) refuse(refer, barred.get());
                else transfer(refer, destination);
            }
            case Routing.Refused(var reason, var code, _, _) -> {
                boolean forbidden = code.equals("destination-not-allowed");
                var ending = Ending.of(forbidden ? EndReason.FORBIDDEN : reason, Ending.By.SYSTEM);
                var status = SipEndings.status(ending);
                answer(refer, status.code(), status.reason());
            }
        }
    }

    private void transfer(SipEvent.Referred refer, Destination to) {
        open = Optional.of(opened(refer));
        accept(refer);
        ties.tell(new CallEvent.Transfers(ties.leg(), to, refer.target(), true));
    }

    private void refuse(SipEvent.Referred refer, Refusal why) {
        var status = SipEndings.status(Ending.of(why));
        var response = Responses.to(refer.request(), status.code(), status.reason());
        answer(refer.id(), SipEndings.warned(response, why.message()));
    }

    /** The dialog whose place is wanted was looked for. */
    void found(FindReplaced.Outcome outcome) {
        var refer = open.orElseThrow().asked;
        if (outcome.answer() instanceof FindReplaced.Answer.Found(var call, var leg)) {
            accept(refer);
            ties.tell(new CallEvent.Merges(ties.leg(), ties.host().call(), call, leg));
        } else {
            open = Optional.empty();
            answer(refer, 403, "Forbidden");
        }
    }

    private Open opened(SipEvent.Referred refer) {
        var id =
                first
                        ? Optional.<Long>empty()
                        : Optional.of(refer.request().headers().cseq().number());
        first = false;
        return new Open(refer, id, refer.news());
    }

    private void accept(SipEvent.Referred refer) {
        var response = Responses.to(refer.request(), 202, "Accepted");
        boolean news = open.filter(Open::news).isPresent();
        answer(
                refer.id(),
                news
                        ? response
                        : response.withHeaders(response.headers().with("Refer-Sub", "false")));
    }

    void progress(TransferProgress progress) {
        if (open.isEmpty()) return;
        var now = open.get();
        if (progress.isOver()) open = Optional.empty();
        if (!now.news) return;
        news.add(notify(now, progress));
        if (!unanswered) next();
    }

    /** One NOTIFY after the other, so that none overtakes another. */
    void notified() {
        unanswered = false;
        next();
    }

    private void next() {
        if (news.isEmpty()) return;
        unanswered = true;
        ties.order(news.remove());
    }

    /** The leg ends: what is still to be said is said before. */
    void end() {
        while (!news.isEmpty()) ties.order(news.remove());
    }

    private SipOrder notify(Open now, TransferProgress progress) {
        String event = "refer" + now.id.map(id -> ";id=" + id).orElse("");
        String state =
                progress.isOver() ? "terminated;reason=noresource" : "active;expires=" + EXPIRES_S;
        var headers = Headers.NONE.with("Event", event).with("Subscription-State", state);
        return new SipOrder.Request(
                ties.leg(),
                NOTIFY,
                Methods.NOTIFY,
                headers,
                Optional.of(new SipOrder.Request.Content(FRAGMENT, fragment(progress))));
    }

    private static String fragment(TransferProgress progress) {
        int status =
                switch (progress.stage()) {
                    case TRYING -> 100;
                    case RINGING -> 180;
                    case DONE -> 200;
                    case FAILED -> progress.status().orElse(503);
                };
        String reason =
                switch (status) {
                    case 100 -> "Trying";
                    case 180 -> "Ringing";
                    case 200 -> "OK";
                    default -> "Failed";
                };
        return "SIP/2.0 " + status + " " + reason + "\r\n";
    }

    private void answer(SipEvent.Referred refer, int status, String reason) {
        answer(refer.id(), Responses.to(refer.request(), status, reason));
    }

    private void answer(TransactionId id, SipResponse response) {
        ties.answer(new SipAnswer(id, response));
    }
}
