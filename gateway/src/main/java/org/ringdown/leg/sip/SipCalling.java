package org.ringdown.leg.sip;

import java.util.List;
import java.util.Optional;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Invitation;
import org.ringdown.media.Codec;
import org.ringdown.route.Caller;
import org.ringdown.route.Routing;
import org.ringdown.shard.SipEndings;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.NameAddr;

/** Calls a phone: one callee after the other, until one is there. */
final class SipCalling {
    private final String id;
    private final SipTies ties;
    private final LegHouse house;
    private final SipTalk talk;
    private final SipToll toll;
    private final Runnable another;
    private Callees callees;
    private Caller sendsOnAs;
    private Optional<Invitation> invitation = Optional.empty();
    private boolean invited;
    private boolean rang;

    /** @param another what is to be described anew when the next callee's turn has come: what is agreed with that one may be something else */
    SipCalling(
            String id,
            Callees callees,
            Caller sendsOnAs,
            SipTies ties,
            LegHouse house,
            SipTalk talk,
            SipToll toll,
            Runnable another) {
        this.id = id;
        this.callees = callees;
        this.sendsOnAs = sendsOnAs;
        this.ties = ties;
        this.house = house;
        this.talk = talk;
        this.toll = toll;
        this.another = another;
    }

    /** Who is being called. */
    Callee now() {
        return callees.now();
    }

    void sentOnAs(Caller caller) {
        sendsOnAs = caller;
    }

    /** To be sent as soon as our media can be described. */
    void with(Invitation invitation) {
        this.invitation = Optional.of(invitation);
    }

    /** Our media can be described. */
    void ready() {
        if (invitation.isPresent() && !invited) send();
    }

    /** What our caller can do, and what we convert for him. */
    List<Codec> callersCodecs() {
        return house.offered(invitation.map(Invitation::codecs).orElse(List.of()));
    }

    private void send() {
        invited = true;
        var callee = callees.now();
        var refusal = toll.dial(callee, ties.host().address());
        if (refusal.isPresent()) {
            tooMany(Ending.of(refusal.get()));
            return;
        }
        var inviting = invitation.orElseThrow();
        var offer = talk.invite(callee.codecs(callersCodecs()));
        var writer = new CallerWriter(inviting, callee.trust(), house.sip().domain());
        ties.order(
                new SipOrder.Invite(
                        id,
                        ties.host().call(),
                        callees.callId(id),
                        callee.uri(),
                        callee.way(),
                        callee.whose().owner(),
                        callee.from()
                                .filter(_ -> !inviting.origin().anonymous())
                                .orElseGet(writer::from),
                        NameAddr.of(callee.uri()),
                        callee.offersFirst() ? Optional.empty() : Optional.of(offer),
                        writer.headers(callee.uri()),
                        inviting.origin().hops()));
    }

    /** Another trunk may have room. */
    private void tooMany(Ending ending) {
        if (!callNext(503)) ties.leave(ending);
    }

    /** Nobody has heard of the call yet: the next one can be called as if it were the first. */
    private boolean callNext(int status) {
        if (rang) return false;
        var next = callees.after(status);
        if (next.isEmpty()) return false;
        callees = next.get();
        ties.dials(callees.callId(id));
        another.run();
        send();
        return true;
    }

    void rang() {
        rang = true;
    }

    /** Whoever is called does not decide whom our users call, and pay for: only where the caller might have dialled is followed. */
    void moved(SipEvent.Moved moved) {
        for (var address : moved.to()) {
            if (!(house.dialPlan().apply(address, sendsOnAs) instanceof Routing.To(var there)))
                continue;
            var refusal = ties.host().dial(there);
            if (refusal.isPresent()) {
                ties.leave(Ending.of(refusal.get()));
                return;
            }
            if (ties.host().sendOn(there)) {
                var why = "Moved to " + address;
                ties.leave(Ending.of(EndReason.UNAVAILABLE, ties.side(), 302, why));
                return;
            }
        }
        refused(moved.refused());
    }

    void refused(SipEvent.Refused refused) {
        int status = refused.status();
        if (callNext(status)) return;
        var reason = SipEndings.reason(status, refused.q850());
        ties.leave(
                Ending.of(reason, ties.side(), status, refused.reason()).withQ850(refused.q850()));
    }
}
