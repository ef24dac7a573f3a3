package org.ringdown.leg.sip;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ringdown.call.Calls;
import org.ringdown.call.Destination;
import org.ringdown.call.Ending;
import org.ringdown.call.Invitation;
import org.ringdown.call.Party;
import org.ringdown.call.Placement;
import org.ringdown.leg.sip.SipSession.Unacceptable;
import org.ringdown.media.Codec;
import org.ringdown.route.Caller;
import org.ringdown.route.Routes;
import org.ringdown.route.Routing;
import org.ringdown.route.UserDestination;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
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
        var unfit = Dialog.check(invite);
        if (unfit.isPresent()) {
            shard.respond(id, Responses.to(invite, unfit.get(), Ids.statelessTag(invite)));
            return;
        }
        if (SessionTimer.asked(invite.headers(), SessionTimer.USUAL)
                instanceof Verdict.Refused(var tooShort)) {
            shard.respond(id, Responses.to(invite, tooShort, Ids.statelessTag(invite)));
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
        var party = party(invite.headers().from());
        var invitation =
                new Invitation(party, invite.headers().callId(), dialled(invite), codecs, Map.of());
        String affinity =
                destination instanceof UserDestination(var called) ? called : caller.affinity();
        calls.place(
                call,
                new Placement(
                        leg,
                        (legId, host) ->
                                SipLeg.calling(
                                        legId,
                                        party,
                                        SipShards.mailboxOf(
                                                invite.headers().callId(), house.shards()),
                                        offer,
                                        SipWork.signalling(flow),
                                        affinity,
                                        host,
                                        house),
                        destination,
                        invitation,
                        Optional.empty(),
                        Optional.of(caller.user()).filter(name -> !name.isEmpty())));
    }

    private static String dialled(SipRequest invite) {
        return invite.uri() instanceof SipUri uri && !uri.user().isEmpty()
                ? uri.user()
                : invite.uri().toString();
    }

    private static Party party(NameAddr from) {
        var name = Optional.of(from.displayName()).filter(text -> !text.isBlank());
        var number =
                from.uri() instanceof SipUri uri
                        ? Optional.of(uri.user()).filter(text -> !text.isEmpty())
                        : Optional.<String>empty();
        return new Party(from.uri().toString(), number, name);
    }

    private static void refuse(
            TransactionId id, SipRequest invite, SipShard shard, int status, String reason) {
        shard.respond(id, Responses.to(invite, status, reason, Ids.statelessTag(invite)));
    }
}
