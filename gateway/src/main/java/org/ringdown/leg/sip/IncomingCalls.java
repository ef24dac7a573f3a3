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
import org.ringdown.route.TrunkDestination;
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
    private final CallLimits limits;
    private final Supplier<String> callIds;

    IncomingCalls(
            SipHouse house,
            Calls calls,
            Routes routes,
            Guard guard,
            CallLimits limits,
            Supplier<String> callIds) {
        this.house = house;
        this.calls = calls;
        this.routes = routes;
        this.guard = guard;
        this.limits = limits;
        this.callIds = callIds;
    }

    void call(TransactionId id, SipRequest invite, Flow flow, SipShard shard) {
        String call = callIds.get();
        var who = guard.caller(invite, flow);
        switch (route(who, invite, call)) {
            case Routing.To(var destination) -> {
                boolean urgent = destination instanceof TrunkDestination to && to.urgent();
                var toll = urgent ? Optional.<CallLimits.Toll>empty() : guard.toll(who);
                var lease = toll.flatMap(counted -> limits.admit(counted, now()));
                if (toll.isPresent() && lease.isEmpty()) {
                    refuse(id, invite, shard, 503, "Service Unavailable");
                    return;
                }
                var placed = place(id, invite, flow, shard, call, affinity(who, call), destination);
                placed.ifPresent(usage -> {
                    usage.lease = lease;
                    usage.peer = peer(who, flow);
                });
                if (placed.isEmpty()) lease.ifPresent(CallLimits.Lease::release);
            }
            case Routing.Refused(var reason, _, _, _) -> {
                var status = SipEndings.status(Ending.of(reason, Ending.By.SYSTEM));
                refuse(id, invite, shard, status.code(), status.reason());
            }
        }
    }

    private Routing route(Guard.Who who, SipRequest invite, String call) {
        String dialled = invite.uri().toString();
        return switch (who) {
            case Guard.Who.Peer(Callers.Known.OnLine(var user, _)) ->
                    new Routing.To(new UserDestination(user));
            case Guard.Who.Peer(Callers.Known.OnTrunk(var trunk, var number)) ->
                    routes.resolve(number, Caller.onTrunk(trunk.name(), call));
            case Guard.Who.User(var name) ->
                    routes.resolve(dialled, new Caller(name, List.of(), name));
            case Guard.Who.Stranger() -> routes.resolve(dialled, new Caller("", List.of(), call));
        };
    }

    private static String affinity(Guard.Who who, String call) {
        return who instanceof Guard.Who.User(var name) ? name : call;
    }

    /** A peer where we have an account may ask for its password within the call, too. */
    private static Optional<InviteUsage.Peer> peer(Guard.Who who, Flow flow) {
        return who instanceof Guard.Who.Peer(var known)
                ? known.account()
                        .map(name -> new InviteUsage.Peer(name, flow.remote().getAddress()))
                : Optional.empty();
    }

    private long now() {
        return house.clock().nanos();
    }

    /** Empty where the INVITE itself is at fault, which its sender has been told. */
    private Optional<IncomingCall> place(
            TransactionId id,
            SipRequest invite,
            Flow flow,
            SipShard shard,
            String call,
            String affinityOfCaller,
            Destination destination) {
        var unfit = Dialog.check(invite);
        if (unfit.isPresent()) {
            shard.respond(id, Responses.to(invite, unfit.get(), Ids.statelessTag(invite)));
            return Optional.empty();
        }
        if (SessionTimer.asked(invite.headers(), SessionTimer.USUAL)
                instanceof Verdict.Refused(var tooShort)) {
            shard.respond(id, Responses.to(invite, tooShort, Ids.statelessTag(invite)));
            return Optional.empty();
        }
        var offer = Sdp.of(invite);
        List<Codec> codecs;
        try {
            codecs = offer.isPresent() ? SipSession.offered(offer.get()) : Codecs.all();
        } catch (Unacceptable unacceptable) {
            refuse(id, invite, shard, 488, "Not Acceptable Here");
            return Optional.empty();
        }
        String leg = call + ".0";
        var usage = new IncomingCall(shard, leg, call, Calls.mailbox(call), invite, id, flow);
        shard.accept(id, usage);
        var party = party(invite.headers().from());
        var invitation =
                new Invitation(party, invite.headers().callId(), dialled(invite), codecs, Map.of());
        String affinity =
                destination instanceof UserDestination(var called) ? called : affinityOfCaller;
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
                        Optional.empty()));
        return Optional.of(usage);
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
