package org.ringdown.shard.entrance;

import java.util.Optional;
import java.util.function.Supplier;
import org.ringdown.call.Calls;
import org.ringdown.call.Destination;
import org.ringdown.call.Ending;
import org.ringdown.call.Placement;
import org.ringdown.leg.sip.Inviting;
import org.ringdown.leg.sip.LegHouse;
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
import org.ringdown.sip.dialog.SessionTimer.Verdict;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;
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

    private void place(Coming coming, String call, Destination destination) {
        boolean urgent = destination instanceof TrunkDestination to && to.urgent();
        var admitted = admit(coming, urgent);
        if (admitted.isEmpty()) return;
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
        coming.shard.accept(coming.id, usage, admitted.get().lease, from.user().isPresent());
        var forUser =
                destination instanceof UserDestination(var called)
                        ? called
                        : from.user().orElse(call);
        var inviting = admitted.get().inviting;
        calls.place(
                call,
                new Placement(
                        leg,
                        leg(coming, inviting, call, forUser),
                        destination,
                        inviting.invitation(),
                        Optional.empty(),
                        from.user()));
    }

    private Placement.CallerLeg leg(Coming coming, Inviting inviting, String call, String forUser) {
        var signalling = SipWork.signalling(coming.flow);
        var policy = coming.from.policy(call);
        var whose = coming.from.whose();
        var media = coming.from.media();
        return (id, host) ->
                inviting.leg(id, signalling, forUser, host, house)
                        .under(policy, whose)
                        .speaking(media);
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
        var admitted = admit(coming, false);
        if (admitted.isEmpty()) return;
        var inviting = admitted.get().inviting;
        String call = callIds.get();
        var comer =
                new Replacements.Comer(
                        coming.id,
                        coming.invite,
                        coming.flow,
                        whose.owner(),
                        coming.from.peer(coming.flow),
                        coming.from.may(),
                        call + ".0",
                        leg(coming, inviting, call, coming.from.user().orElse(call)),
                        inviting.invitation().codecs(),
                        admitted.get().lease,
                        coming.from.user().isPresent());
        coming.shard.replacements().begin(comer, wanted.get());
    }

    /** One that is fit to be a call, and counts as one where its sender's calls are counted. */
    private record Admitted(Inviting inviting, Optional<CallLimits.Lease> lease) {}

    /** Empty where it cannot be a call, which its sender has been told. */
    private Optional<Admitted> admit(Coming coming, boolean urgent) {
        var unfit = unfit(coming.invite);
        if (unfit.isPresent()) {
            coming.refuse(unfit.get());
            return Optional.empty();
        }
        var inviting = Inviting.read(coming.invite, coming.from.trust(), coming.from.number());
        if (inviting.isEmpty()) {
            coming.refuse(488, "Not Acceptable Here");
            return Optional.empty();
        }
        var toll = urgent ? Optional.<CallLimits.Toll>empty() : guard.toll(coming.from.who());
        var lease = toll.flatMap(counted -> limits.admit(counted, now()));
        if (toll.isPresent() && lease.isEmpty()) {
            coming.refuse(503, "Service Unavailable");
            return Optional.empty();
        }
        return Optional.of(new Admitted(inviting.get(), lease));
    }

    private long now() {
        return house.sip().clock().nanos();
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
}
