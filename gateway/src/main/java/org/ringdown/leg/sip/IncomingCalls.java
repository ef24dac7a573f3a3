package org.ringdown.leg.sip;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ringdown.call.Calls;
import org.ringdown.call.Destination;
import org.ringdown.call.Ending;
import org.ringdown.call.Placement;
import org.ringdown.leg.sip.SipSession.Unacceptable;
import org.ringdown.media.Codec;
import org.ringdown.route.Caller;
import org.ringdown.route.Routes;
import org.ringdown.route.Routing;
import org.ringdown.route.UserDestination;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.Validation;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.dialog.SessionTimer;
import org.ringdown.sip.dialog.SessionTimer.Verdict;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;

/** Turns an INVITE into a call: where it leads, and whether its offer can be met. */
final class IncomingCalls {
    private final SipHouse house;
    private final Calls calls;
    private final Routes routes;
    private final Guard guard;
    private final Supplier<String> callIds;

    IncomingCalls(
            SipHouse house, Calls calls, Routes routes, Guard guard, Supplier<String> callIds) {
        this.house = house;
        this.calls = calls;
        this.routes = routes;
        this.guard = guard;
        this.callIds = callIds;
    }

    void call(TransactionId id, SipRequest invite, Flow flow, SipShard shard) {
        String call = callIds.get();
        String user = guard.isStranger(invite) ? "" : Guard.claimed(invite);
        var caller = new Caller(user, List.of(), user.isEmpty() ? call : user);
        String dialled = invite.uri().toString();
        switch (routes.resolve(dialled, caller)) {
            case Routing.To(var destination) ->
                    place(id, invite, flow, shard, call, caller, destination);
            case Routing.Refused(var reason, _, _, _) -> {
                var status = SipEndings.status(Ending.of(reason, Ending.By.SYSTEM));
                refuse(id, invite, shard, status.code(), status.reason());
            }
        }
    }

    private void place(
            TransactionId id,
            SipRequest invite,
            Flow flow,
            SipShard shard,
            String call,
            Caller caller,
            Destination destination) {
        var unfit = unfit(invite);
        if (unfit.isPresent()) {
            shard.respond(id, Responses.to(invite, unfit.get(), Ids.statelessTag(invite)));
            return;
        }
        var offer = Sdp.of(invite);
        List<Codec> codecs;
        try {
            codecs = offer.isPresent() ? SipSession.offered(offer.get()) : Codecs.all();
        } catch (Unacceptable unacceptable) {
            refuse(id, invite, shard, 488, "Not Acceptable Here");
            return;
        }
        String leg = call + ".0";
        var usage = new IncomingCall(shard, leg, call, Calls.mailbox(call), invite, id, flow);
        shard.accept(id, usage);
        var trust = caller.user().isEmpty() ? Trust.NONE : Trust.OURS;
        var invitation = new CallerReader(invite, trust).invitation(codecs);
        String affinity =
                destination instanceof UserDestination(var called) ? called : caller.affinity();
        calls.place(
                call,
                new Placement(
                        leg,
                        (legId, host) ->
                                SipLeg.calling(
                                                legId,
                                                invitation.caller(),
                                                SipShards.mailboxOf(
                                                        invite.headers().callId(), house.shards()),
                                                offer,
                                                SipWork.signalling(flow),
                                                affinity,
                                                host,
                                                house)
                                        .under(caller),
                        destination,
                        invitation,
                        Optional.empty(),
                        Optional.of(caller.user()).filter(name -> !name.isEmpty())));
    }

    /** What is wrong with an INVITE, wherever it leads: its Contact, the life of its session, or that it goes round in circles. */
    private static Optional<Refusal> unfit(SipRequest invite) {
        var tooShort =
                SessionTimer.asked(invite.headers(), SessionTimer.USUAL)
                                instanceof Verdict.Refused(var refusal)
                        ? Optional.of(refusal)
                        : Optional.<Refusal>empty();
        return Dialog.check(invite).or(() -> Validation.checkHops(invite)).or(() -> tooShort);
    }

    private static void refuse(
            TransactionId id, SipRequest invite, SipShard shard, int status, String reason) {
        shard.respond(id, Responses.to(invite, status, reason, Ids.statelessTag(invite)));
    }
}
