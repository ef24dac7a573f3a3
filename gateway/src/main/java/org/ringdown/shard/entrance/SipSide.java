package org.ringdown.shard.entrance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.ringdown.call.Calls;
import org.ringdown.leg.sip.LegHouse;
import org.ringdown.mailbox.Mailboxes;
import org.ringdown.route.Caller;
import org.ringdown.route.Routes;
import org.ringdown.route.Routing;
import org.ringdown.route.UserDestination;
import org.ringdown.shard.Bodies;
import org.ringdown.shard.Extensions;
import org.ringdown.shard.SipHouse;
import org.ringdown.shard.SipShards;
import org.ringdown.shard.event.OurSubscriptions;
import org.ringdown.shard.event.WatchRules;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.auth.DigestServer;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.way.SipDoor;

/** The SIP side of this node: its shards, and the entrance to them. */
public final class SipSide implements SipServices {
    /** Peers that watch us leave us out for so long; then another of us may be here. */
    static final Refusal WE_STOP = Refusal.notNow(30);

    private final SipEntrance entrance;
    private final Acquaintances acquaintances = new Acquaintances();
    private final Waiting waiting = new Waiting();
    private final SipHouse house;
    private final List<SipShard> shards = new ArrayList<>();
    private final Guard guard;
    private final IncomingCalls incoming;
    private final WatchRules watchRules;
    private final Calls calls;
    private final Routes routes;
    private final OurSubscriptions subscriptions = new OurSubscriptions();

    /**
     * Who may do what.
     *
     * @param users whether a name is that of a user, who must prove it
     * @param strangersMayCall whether those who claim no name of ours may call users and apps (dev mode)
     * @param callers those whose calls need no password
     */
    public record Access(
            DigestServer digest,
            Predicate<String> users,
            boolean strangersMayCall,
            Callers callers) {}

    public SipSide(
            LegHouse legs,
            Mailboxes mailboxes,
            Calls calls,
            Routes routes,
            Access access,
            Supplier<String> callIds) {
        this.house = legs.sip();
        this.entrance = new SipEntrance(house, waiting);
        this.guard = new Guard(access);
        this.incoming = new IncomingCalls(legs, calls, routes, guard, callIds);
        this.watchRules = new WatchRules(routes);
        this.calls = calls;
        this.routes = routes;
        for (int i = 0; i < house.shards(); i++) {
            var shard = new SipShard(i, house, this);
            shards.add(shard);
            mailboxes.open(SipShards.mailbox(i), shard);
        }
    }

    /** Where messages come in that are let in. */
    public SipEntrance entrance() {
        return entrance;
    }

    /**
     * Where all messages come in: at the turnstile before {@code door}.
     *
     * @param door leads to the {@link #entrance}
     */
    public SipDoor turnstile(SipDoor door) {
        return new Turnstile(door, acquaintances, waiting, house.clock());
    }

    /** Transactions and dialogs that are alive. Exact only while nothing happens. */
    public int size() {
        return shards.stream().mapToInt(SipShard::size).sum();
    }

    @Override
    public Guard guard() {
        return guard;
    }

    @Override
    public Acquaintances acquaintances() {
        return acquaintances;
    }

    @Override
    public Waiting waiting() {
        return waiting;
    }

    @Override
    public IncomingCalls incoming() {
        return incoming;
    }

    @Override
    public Optional<String> userAt(Callers.Known.OnTrunk caller) {
        var known = Caller.onTrunk(caller.trunk().name(), "");
        return routes.resolve(caller.dialled(), known) instanceof Routing.To(UserDestination to)
                ? Optional.of(to.user())
                : Optional.empty();
    }

    @Override
    public OurSubscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public WatchRules watchRules() {
        return watchRules;
    }

    @Override
    public SipResponse options(SipRequest request) {
        if (calls.isDraining()) return Responses.to(request, WE_STOP, Ids.statelessTag(request));
        var response = Responses.to(request, 200, "OK", Ids.statelessTag(request));
        var headers =
                response.headers().toBuilder()
                        .set("Allow", MethodPolicy.allow())
                        .set("Accept", Bodies.accept())
                        .set("Allow-Events", WatchRules.allowEvents())
                        .set("Supported", Extensions.inAll())
                        .build();
        return response.withHeaders(headers);
    }
}
