package org.ringdown.shard.entrance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.ringdown.call.Calls;
import org.ringdown.call.Destination;
import org.ringdown.call.Ending;
import org.ringdown.call.Placement;
import org.ringdown.leg.sip.Inviting;
import org.ringdown.leg.sip.LegHouse;
import org.ringdown.leg.sip.MediaPolicy;
import org.ringdown.leg.sip.Trust;
import org.ringdown.route.Caller;
import org.ringdown.route.Routes;
import org.ringdown.route.Routing;
import org.ringdown.route.TrunkDestination;
import org.ringdown.route.UserDestination;
import org.ringdown.shard.SipEndings;
import org.ringdown.shard.SipWork;
import org.ringdown.shard.dialog.IncomingCall;
import org.ringdown.shard.dialog.InviteUsage;
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
import org.ringdown.trunk.Trunk;
import org.ringdown.way.CallLimits;

/** Turns an INVITE into a call: where it leads, and whether its offer can be met. */
final class IncomingCalls {
    private final LegHouse house;
    private final Calls calls;
    private final Routes routes;
    private final Guard guard;
    private final CallLimits limits;
    private final Supplier<String> callIds;

    IncomingCalls(
            LegHouse house,
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
                var placed = place(id, invite, flow, shard, call, who, destination);
                placed.ifPresent(usage -> {
                    usage.counted(lease);
                    usage.at(peer(who, flow));
                    usage.allows(may(who));
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
            case Guard.Who.Peer(Callers.Known.OnTrunk(_, var number)) ->
                    routes.resolve(number, policy(who, call));
            case Guard.Who.User _, Guard.Who.Stranger _ ->
                    routes.resolve(dialled, policy(who, call));
        };
    }

    /** What somebody may dial; whoever calls by a line is a stranger here. */
    private static Caller policy(Guard.Who who, String call) {
        return switch (who) {
            case Guard.Who.Peer(Callers.Known.OnTrunk(var trunk, _)) ->
                    Caller.onTrunk(trunk.name(), call);
            case Guard.Who.User(var name) -> new Caller(name, List.of(), name);
            case Guard.Who.Peer _, Guard.Who.Stranger _ -> new Caller("", List.of(), call);
        };
    }

    private static Optional<String> user(Guard.Who who) {
        return who instanceof Guard.Who.User(var name) ? Optional.of(name) : Optional.empty();
    }

    /** What a peer calls, where its Request-URI is the address that we gave it: nobody else is to learn that one. */
    private static Optional<String> number(Guard.Who who) {
        return switch (who) {
            case Guard.Who.Peer(Callers.Known.OnTrunk(_, var number)) -> Optional.of(number);
            case Guard.Who.Peer(Callers.Known.OnLine(var user, _)) -> Optional.of(user);
            case Guard.Who.User _, Guard.Who.Stranger _ -> Optional.empty();
        };
    }

    private static Trust trust(Guard.Who who) {
        return switch (who) {
            case Guard.Who.Peer(Callers.Known.OnTrunk(var trunk, _)) ->
                    Trust.trunk(trunk.identity().trusted(), trunk.identity().headers());
            case Guard.Who.User _ -> Trust.OURS;
            case Guard.Who.Peer _, Guard.Who.Stranger _ -> Trust.NONE;
        };
    }

    private static MediaPolicy media(Guard.Who who) {
        return who instanceof Guard.Who.Peer(Callers.Known.OnTrunk(var trunk, _))
                ? MediaPolicy.of(trunk.media())
                : MediaPolicy.USUAL;
    }

    private static Set<Trunk.Ask> may(Guard.Who who) {
        return who instanceof Guard.Who.Peer(Callers.Known.OnTrunk(var trunk, _))
                ? trunk.may()
                : Trunk.Ask.ALL;
    }

    /** A peer where we have an account may ask for its password within the call, too. */
    private static Optional<InviteUsage.Peer> peer(Guard.Who who, Flow flow) {
        return who instanceof Guard.Who.Peer(var known)
                ? known.account()
                        .map(name -> new InviteUsage.Peer(name, flow.remote().getAddress()))
                : Optional.empty();
    }

    private long now() {
        return house.sip().clock().nanos();
    }

    /** Empty where the INVITE itself is at fault, which its sender has been told. */
    private Optional<IncomingCall> place(
            TransactionId id,
            SipRequest invite,
            Flow flow,
            SipShard shard,
            String call,
            Guard.Who who,
            Destination destination) {
        var unfit = unfit(invite);
        if (unfit.isPresent()) {
            shard.respond(id, Responses.to(invite, unfit.get(), Ids.statelessTag(invite)));
            return Optional.empty();
        }
        var inviting = Inviting.read(invite, trust(who), number(who));
        if (inviting.isEmpty()) {
            refuse(id, invite, shard, 488, "Not Acceptable Here");
            return Optional.empty();
        }
        String leg = call + ".0";
        var usage = new IncomingCall(shard, leg, call, Calls.mailbox(call), invite, id, flow);
        shard.accept(id, usage);
        calls.place(call, placement(leg, inviting.get(), flow, call, who, destination));
        return Optional.of(usage);
    }

    private Placement placement(
            String leg,
            Inviting inviting,
            Flow flow,
            String call,
            Guard.Who who,
            Destination destination) {
        String forUser =
                destination instanceof UserDestination(var called)
                        ? called
                        : user(who).orElse(call);
        return new Placement(
                leg,
                (id, host) ->
                        inviting.leg(id, SipWork.signalling(flow), forUser, host, house)
                                .under(policy(who, call))
                                .speaking(media(who)),
                destination,
                inviting.invitation(),
                Optional.empty(),
                user(who));
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
