package org.ringdown.shard.entrance;

import java.util.Optional;
import java.util.function.Supplier;
import org.ringdown.call.Calls;
import org.ringdown.call.Destination;
import org.ringdown.call.Ending;
import org.ringdown.call.Placement;
import org.ringdown.call.Recordable;
import org.ringdown.leg.sip.Inviting;
import org.ringdown.leg.sip.LegHouse;
import org.ringdown.limit.Claim;
import org.ringdown.limit.Lease;
import org.ringdown.limit.Verdict;
import org.ringdown.route.Routes;
import org.ringdown.route.Routing;
import org.ringdown.route.TrunkDestination;
import org.ringdown.route.UserDestination;
import org.ringdown.shard.Replaces;
import org.ringdown.shard.SipEndings;
import org.ringdown.shard.SipWork;
import org.ringdown.shard.dialog.IncomingCall;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.Validation;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.dialog.SessionTimer;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;

/** Turns an INVITE into a call: where it leads, and whether its offer can be met. */
final class IncomingCalls {
    private final LegHouse house;
    private final Calls calls;
    private final Routes routes;
    private final Guard guard;
    private final Supplier<String> callIds;

    IncomingCalls(
            LegHouse house, Calls calls, Routes routes, Guard guard, Supplier<String> callIds) {
        this.house = house;
        this.calls = calls;
        this.routes = routes;
        this.guard = guard;
        this.callIds = callIds;
    }

    void call(TransactionId id, SipRequest invite, Flow flow, SipShard shard) {
        var call = new Coming(id, invite, flow, shard, new Standing(guard.caller(invite, flow)));
        if (invite.headers().has("Replaces")) replace(call);
        else place(call);
    }

    /**
     * An INVITE that wants to be a call.
     *
     * @param from what its sender may
     */
    private record Coming(
            TransactionId id, SipRequest invite, Flow flow, SipShard shard, Standing from) {
        void refuse(int status, String reason) {
            shard.respond(id, Responses.to(invite, status, reason, Ids.statelessTag(invite)));
        }

        /** It is one too many, or not wanted. */
        void refuse(Ending why) {
            var status = SipEndings.status(why);
            var response =
                    Responses.to(invite, status.code(), status.reason(), Ids.statelessTag(invite));
            shard.respond(id, SipEndings.explained(response, why));
        }

        void refuse(Refusal refusal) {
            shard.respond(id, Responses.to(invite, refusal, Ids.statelessTag(invite)));
        }
    }

    private void place(Coming coming) {
        if (calls.isDraining()) {
            coming.refuse(SipSide.WE_STOP);
            return;
        }
        String call = callIds.get();
        switch (route(coming, call)) {
            case Routing.To(var destination) -> place(coming, call, destination);
            case Routing.Refused(var reason, _, _, _) -> {
                var status = SipEndings.status(Ending.of(reason, Ending.By.SYSTEM));
                coming.refuse(status.code(), status.reason());
            }
        }
    }

    private Routing route(Coming coming, String call) {
        return switch (coming.from.who()) {
            case Guard.Who.Peer(Callers.Known.OnLine(var user, _, _)) ->
                    new Routing.To(new UserDestination(user));
            case Guard.Who.Peer(Callers.Known.OnTrunk(_, var number)) ->
                    routes.resolve(number, coming.from.policy(call));
            case Guard.Who.User _, Guard.Who.Stranger _ ->
                    routes.resolve(coming.invite.uri().toString(), coming.from.policy(call));
        };
    }

    private Recordable recordable(Coming coming, String call) {
        return switch (coming.from.who()) {
            case Guard.Who.Peer(Callers.Known.OnLine _) -> Recordable.NEVER;
            case Guard.Who.Peer(Callers.Known.OnTrunk(_, var number)) ->
                    routes.recordable(number, coming.from.policy(call));
            case Guard.Who.User _, Guard.Who.Stranger _ ->
                    routes.recordable(coming.invite.uri().toString(), coming.from.policy(call));
        };
    }

    private void place(Coming coming, String call, Destination destination) {
        var inviting = inviting(coming);
        if (inviting.isEmpty()) return;
        boolean urgent = destination instanceof TrunkDestination to && to.urgent();
        var lease = urgent ? Optional.<Lease>empty() : admit(coming, call);
        if (urgent || lease.isPresent()) place(coming, call, destination, inviting.get(), lease);
    }

    private void place(
            Coming coming,
            String call,
            Destination destination,
            Inviting inviting,
            Optional<Lease> lease) {
        var from = coming.from;
        String leg = call + ".0";
        var usage =
                new IncomingCall(
                        coming.shard,
                        leg,
                        call,
                        Calls.mailbox(call),
                        coming.invite,
                        coming.id,
                        coming.flow);
        usage.at(from.peer(coming.flow));
        usage.isOf(from.whose().owner());
        usage.allows(from.may());
        coming.shard.accept(coming.id, usage);
        var forUser =
                destination instanceof UserDestination(var called)
                        ? called
                        : from.user().orElse(call);
        boolean peers = coming.from.isPeer();
        var ofLeg = lease.filter(_ -> peers);
        var placement =
                new Placement(
                                leg,
                                leg(coming, inviting, call, forUser, ofLeg),
                                destination,
                                inviting.invitation(),
                                Optional.empty())
                        .recorded(recordable(coming, call));
        var of = from.user().map(placement::by).orElse(placement);
        calls.place(call, lease.filter(_ -> !peers).map(of::countedAs).orElse(of));
    }

    /** @param lease of a peer: its calls count for as long as they are with it, those of others until they are over */
    private Placement.CallerLeg leg(
            Coming coming, Inviting inviting, String call, String forUser, Optional<Lease> lease) {
        var signalling = SipWork.signalling(coming.flow);
        var policy = coming.from.policy(call);
        var whose = coming.from.whose();
        var media = coming.from.media();
        return (id, host) -> {
            var leg =
                    inviting.leg(id, signalling, forUser, host, house)
                            .under(policy, whose)
                            .speaking(media);
            lease.ifPresent(leg::countedAs);
            return leg;
        };
    }

    /** Whoever comes for the place of a far end of ours is no new call, and goes where that one is (RFC 3891). */
    private void replace(Coming coming) {
        var values = coming.invite.headers().lines("Replaces");
        var wanted = Replaces.parse(values.getFirst());
        if (values.size() != 1 || wanted.isEmpty()) {
            coming.refuse(400, "Bad Request: Replaces");
            return;
        }
        var whose = coming.from.whose();
        if (whose.owner().isEmpty() || !whose.mayRefer()) {
            coming.refuse(481, "Call/Transaction Does Not Exist"); // as if it were not there
            return;
        }
        var read = inviting(coming);
        if (read.isEmpty()) return;
        var inviting = read.get();
        String call = callIds.get();
        boolean counts = coming.from.isPeer();
        var lease = counts ? admit(coming, call) : Optional.<Lease>empty();
        if (counts && lease.isEmpty()) return;
        var comer =
                new Replacements.Comer(
                        coming.id,
                        coming.invite,
                        coming.flow,
                        whose.owner(),
                        coming.from.peer(coming.flow),
                        coming.from.may(),
                        call + ".0",
                        leg(coming, inviting, call, coming.from.user().orElse(call), lease),
                        inviting.invitation().codecs(),
                        lease);
        coming.shard.replacements().begin(comer, wanted.get());
    }

    /** Empty where it cannot be a call, which its sender has been told. */
    private static Optional<Inviting> inviting(Coming coming) {
        var unfit = unfit(coming.invite);
        if (unfit.isPresent()) {
            coming.refuse(unfit.get());
            return Optional.empty();
        }
        var inviting = Inviting.read(coming.invite, coming.from.trust(), coming.from.number());
        if (inviting.isEmpty()) coming.refuse(488, "Not Acceptable Here");
        return inviting;
    }

    /** What it counts as; empty where it is one too many, which its sender has been told. */
    private Optional<Lease> admit(Coming coming, String call) {
        var accounts = Guard.accounts(coming.from.who(), coming.flow.remote().getAddress());
        return switch (house.limits().admit(Claim.by(accounts), Calls.mailbox(call))) {
            case Verdict.Admitted(var lease) -> Optional.of(lease);
            case Verdict.Refused(var why) -> {
                coming.refuse(Ending.of(why));
                yield Optional.empty();
            }
        };
    }

    /** What is wrong with an INVITE, wherever it leads: its Contact, the life of its session, or that it goes round in circles. */
    private static Optional<Refusal> unfit(SipRequest invite) {
        var tooShort =
                SessionTimer.asked(invite.headers(), SessionTimer.USUAL)
                                instanceof SessionTimer.Verdict.Refused(var refusal)
                        ? Optional.of(refusal)
                        : Optional.<Refusal>empty();
        return Dialog.check(invite).or(() -> Validation.checkHops(invite)).or(() -> tooShort);
    }
}
