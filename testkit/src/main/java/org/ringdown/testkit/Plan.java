package org.ringdown.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ringdown.call.CallTimes;
import org.ringdown.limit.Allowance;
import org.ringdown.limit.Rules;
import org.ringdown.line.LineAccount;
import org.ringdown.media.Filler;
import org.ringdown.media.Transcoding;
import org.ringdown.page.IceServers;
import org.ringdown.push.ClosedPages;
import org.ringdown.route.Button;
import org.ringdown.route.DialPlan;
import org.ringdown.route.Emergency;
import org.ringdown.route.Pattern;
import org.ringdown.route.Routes.Route;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.trunk.Trunk;

/** How a {@link World} is to be; its defaults are those of a small gateway on a good network. */
public final class Plan {
    private final long seed;
    final Set<String> users = new HashSet<>(Set.of("alice", "bob"));
    final Map<Traffic, Conditions> conditions = new EnumMap<>(Traffic.class);
    final List<Route> routes = new ArrayList<>();
    final List<Trunk> trunks = new ArrayList<>();
    final List<LineAccount> lines = new ArrayList<>();
    CallTimes times = new CallTimes(Duration.ofSeconds(60), Duration.ofHours(4));
    Duration resumeGrace = Duration.ofSeconds(30);
    Filler whileAway = Filler.COMFORT_NOISE;
    Transcoding transcoding = Transcoding.NONE;
    Rules limits = Rules.ofUsers(Allowance.atOnce(4));
    final Map<String, Button> buttons = new HashMap<>();
    IceServers iceServers = IceServers.NONE;
    int sipShards = 2;
    int workers = 2;
    boolean sound;
    boolean open = true;
    int ladders;
    ClosedPages closed = ClosedPages.NONE;

    Plan(long seed) {
        this.seed = seed;
    }

    long seed() {
        return seed;
    }

    /** More users, besides alice and bob. */
    public Plan users(String... names) {
        users.addAll(Set.of(names));
        return this;
    }

    /** A route, after those there are; the last one leads to the built-in numbers. */
    public Plan route(Route route) {
        routes.add(route);
        return this;
    }

    public Plan trunk(Trunk trunk) {
        trunks.add(trunk);
        return this;
    }

    /** A line of one of the users. */
    public Plan line(LineAccount line) {
        lines.add(line);
        return this;
    }

    DialPlan dialPlan() {
        var all = new ArrayList<>(routes);
        all.add(new Route(new Pattern("6??"), "builtin"));
        var owners = lines.stream().map(LineAccount::user).collect(Collectors.toSet());
        return new DialPlan(all, Optional.empty(), Emergency.NONE, Map.of(), owners, buttons);
    }

    public Plan network(Traffic traffic, Conditions treatedSo) {
        conditions.put(traffic, treatedSo);
        return this;
    }

    /** How long a call may ring, and how long it may last from its answer on. */
    public Plan times(Duration ring, Duration talk) {
        times = new CallTimes(ring, talk);
        return this;
    }

    /** How long a call waits for a page that has vanished. */
    public Plan resumeGrace(Duration wait) {
        resumeGrace = wait;
        return this;
    }

    /** What is converted where two ends share no codec; nothing, unless this says otherwise. */
    public Plan transcoding(Transcoding converted) {
        transcoding = converted;
        return this;
    }

    /** What a far end hears while a page is away. */
    public Plan whileAway(Filler filler) {
        whileAway = filler;
        return this;
    }

    /** How many calls one user may have. */
    public Plan iceServers(IceServers servers) {
        iceServers = servers;
        return this;
    }

    public Plan callsAtOnce(int most) {
        return limits(Rules.ofUsers(Allowance.atOnce(most)));
    }

    /** Who may do how much. */
    public Plan limits(Rules rules) {
        limits = rules;
        return this;
    }

    /** A public entry; pages whose token is "guest:NAME@KEY" press it. */
    public Plan button(String key, Button button) {
        buttons.put(key, button);
        return this;
    }

    public Plan sipShards(int shards) {
        sipShards = shards;
        return this;
    }

    public Plan workers(int count) {
        workers = count;
        return this;
    }

    /** As outside of dev mode: strangers call nobody, and pages dial no SIP address. */
    public Plan closed() {
        open = false;
        return this;
    }

    /** Calls have sound, carried by the real media floor; without it they have signalling only, which is much faster. */
    public Plan sound() {
        sound = true;
        return this;
    }

    /** Browsers that are told of calls while their pages are closed. */
    public Plan closed(ClosedPages browsers) {
        closed = browsers;
        return this;
    }

    /** Calls keep their ladders, so many of them; each message is a step more in the run. */
    public Plan ladders(int calls) {
        ladders = calls;
        return this;
    }

    public World build() {
        return new World(this);
    }
}
