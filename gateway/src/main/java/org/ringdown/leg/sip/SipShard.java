package org.ringdown.leg.sip;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.ringdown.call.Calls;
import org.ringdown.call.ToLeg;
import org.ringdown.event.TextOutcome;
import org.ringdown.event.WatchNews;
import org.ringdown.event.WatchRefused;
import org.ringdown.mailbox.Owner;
import org.ringdown.sip.Methods;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Uri;
import org.ringdown.sip.Via;
import org.ringdown.sip.dialog.DialogId;
import org.ringdown.sip.dialog.DialogTable;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.Output;
import org.ringdown.sip.transaction.TimerValues;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.sip.transaction.TransactionLayer;
import org.ringdown.time.Timers.Timer;

/** The transactions and dialogs of one share of all Call-IDs. Runs in the mailbox {@code sip:<n>}. */
final class SipShard implements Owner, SipWork {
    static final String PRODUCT = "Ringdown";
    private static final int MOST_TRANSACTIONS = 50_000;
    private static final int MOST_DIALOGS = 50_000;

    private final String mailbox;
    private final SipHouse house;
    private final Ids ids;
    private final TransactionLayer layer =
            new TransactionLayer(TimerValues.STANDARD, MOST_TRANSACTIONS);
    private final SipServices services;

    private final Map<String, InviteUsage> byLeg = new HashMap<>();

    /** Legs whose far end is being looked for; one that ends meanwhile is not in here any more. */
    private final Set<String> reaching = new HashSet<>();

    /** Who is told of the requests of others. */
    private final Map<TransactionId, TransactionUser> users = new HashMap<>();

    private final ClientRequests requests;
    private final Detours ways;
    private final DialogTable<DialogOwner> dialogs = new DialogTable<>(MOST_DIALOGS);
    private final PhoneFlows phones = new PhoneFlows();
    private final Texts texts;
    private final Watches watches;
    private Optional<Timer> timer = Optional.empty();

    /** A message that came in, and the way it came. */
    record Received(SipMessage message, Flow flow) {}

    /** The way to a far end has been looked for. */
    private record WayFound(SipOrder.Invite order, Optional<Reached> way) {}

    /** The same for a request that belongs to no call. */
    private record AskWayFound(SipAsk ask, Optional<Reached> way) {}

    /** The same for a request whose first way led nowhere. */
    private record NextWayFound(TransactionId request, Optional<Reached> way) {}

    /** A stream on which something of ours went out is closed. */
    record Closed(Flow flow) {}

    private record TransportFailed(TransactionId transaction) {}

    private record Tick() {}

    private record Due(Runnable task) {}

    SipShard(int index, SipHouse house, SipServices services) {
        this.mailbox = SipShards.mailbox(index);
        this.house = house;
        this.ids = new Ids(house.random());
        this.services = services;
        this.texts = new Texts(house, mailbox, this);
        this.ways = new Detours(house.transport(), house.timers());
        this.watches = new Watches(house, mailbox, this, services.watchRules());
        this.requests = new ClientRequests(new OnTheWire(), house.accounts(), house.random());
    }

    /** Transactions and calls in progress; nothing is left of either once all calls have ended and all timers have run out. */
    int size() {
        return layer.size()
                + requests.size()
                + reaching.size()
                + byLeg.size()
                + users.size()
                + dialogs.size()
                + texts.size()
                + watches.size();
    }

    @Override
    public Next receive(Object message) {
        try {
            handle(message);
        } finally {
            rearm();
        }
        return Next.STAY;
    }

    private void handle(Object message) {
        switch (message) {
            case Received(SipRequest request, var flow) -> request(request, flow);
            case Received(SipResponse response, var flow) ->
                    run(layer.received(response, flow, now()));
            case SipOrder.Invite invite -> invite(invite);
            case WayFound(var order, var way) -> reached(order, way);
            case TextOutcome outcome -> texts.on(outcome);
            case WatchNews news -> watches.on(news);
            case WatchRefused refused -> watches.on(refused);
            case SipAsk ask -> ask(ask);
            case AskWayFound(var ask, var way) -> found(ask, way);
            case NextWayFound(var request, var way) -> requests.reached(request, way);
            case SipOrder order -> order(order);
            case FindReplaced wanted -> find(wanted);
            case SipAnswer(var request, var response) -> respond(request, response);
            case Closed(var flow) -> closed(flow);
            case TransportFailed(var transaction) -> run(layer.transportFailed(transaction, now()));
            case Due(var task) -> task.run();
            case Tick() -> {
                timer = Optional.empty();
                run(layer.expire(now()));
                requests.expire(now());
            }
            default ->
                    throw new IllegalArgumentException(
                            "not for a SIP shard: " + message.getClass());
        }
    }

    private void request(SipRequest request, Flow flow) {
        boolean fresh =
                !request.is(Methods.ACK)
                        && !request.is(Methods.CANCEL)
                        && !layer.knows(request, flow);
        var answer = fresh ? forStranger(request, flow) : Optional.<SipResponse>empty();
        answer.ifPresentOrElse(
                response -> SipEntrance.answer(house, response, flow),
                () -> run(layer.received(request, flow, now())));
    }

    /**
     * Strangers get no transaction: what can be answered from the request alone is, and whoever must prove a password is asked for
     * it before anything is remembered.
     */
    private Optional<SipResponse> forStranger(SipRequest request, Flow flow) {
        if (ownerOfNews(request, flow).isPresent()) return Optional.empty();
        return switch (dialogs.match(request)) {
            case DialogTable.Match.Within<DialogOwner> _ -> Optional.empty();
            case DialogTable.Match.Gone<DialogOwner>(var refusal) ->
                    Optional.of(Responses.to(request, refusal, Ids.statelessTag(request)));
            case DialogTable.Match.Outside<DialogOwner> _ ->
                    switch (request.method()) {
                        case Methods.INVITE, Methods.REGISTER ->
                                services.guard().check(request, flow, now());
                        case Methods.OPTIONS -> Optional.of(services.options(request));
                        default -> beside(request, flow);
                    };
        };
    }

    private Optional<SipResponse> beside(SipRequest request, Flow flow) {
        return switch (MethodPolicy.of(request.method(), who(request, flow))) {
            case ALLOWED -> Optional.empty();
            case TO_BE_PROVED -> services.guard().check(request, flow, now());
            case FORBIDDEN ->
                    Optional.of(Responses.to(request, 403, "Forbidden", Ids.statelessTag(request)));
            case NOT_ALLOWED, NO_DIALOG -> Optional.of(gone(request));
        };
    }

    private MethodPolicy.Who who(SipRequest request, Flow flow) {
        return services.guard()
                .peer(request, flow)
                .map(peer ->
                        switch (peer) {
                            case Callers.Known.OnTrunk _ -> MethodPolicy.Who.TRUNK;
                            case Callers.Known.OnLine _ -> MethodPolicy.Who.LINE;
                        })
                .orElse(MethodPolicy.Who.STRANGER);
    }

    /** Whose voicemail a NOTIFY is about: ours to judge is only where it belongs. */
    private Optional<String> ownerOfNews(SipRequest request, Flow flow) {
        if (!request.is(Methods.NOTIFY)) return Optional.empty();
        var asked = services.subscriptions().ownerOf(request);
        boolean outside = request.headers().to().tag().isEmpty();
        return asked.isPresent() || !outside
                ? asked
                : lineUser(request, flow).map("voicemail:"::concat);
    }

    private Optional<String> lineUser(SipRequest request, Flow flow) {
        return services.guard()
                .peer(request, flow)
                .filter(Callers.Known.OnLine.class::isInstance)
                .map(line -> ((Callers.Known.OnLine) line).user());
    }

    private static SipResponse gone(SipRequest request) {
        return Responses.to(
                request, 481, "Call/Transaction Does Not Exist", Ids.statelessTag(request));
    }

    private void run(List<Output> outputs) {
        outputs.forEach(this::run);
    }

    private void run(Output output) {
        switch (output) {
            case Output.Transmit(var flow, var message, var transaction) ->
                    house.transport()
                            .send(
                                    flow,
                                    message,
                                    () -> transaction.ifPresent(this::transportFailed));
            case Output.RequestReceived(var id, var request, var flow) -> begin(id, request, flow);
            case Output.ResponseReceived(var id, var response) -> requests.response(id, response);
            case Output.AckReceived(var id, var ack) -> user(id).acknowledged(Optional.of(ack));
            case Output.AckMissing(var id) -> user(id).acknowledged(Optional.empty());
            case Output.CancelReceived(var id, var cancel) -> user(id).canceled(cancel);
            case Output.TimedOut(var id) -> failed(id, 408, "Request Timeout");
            case Output.TransportFailed(var id) -> failed(id, 503, "Service Unavailable");
            case Output.Ended(var id) -> {
                users.remove(id);
                requests.ended(id);
            }
        }
    }

    private void failed(TransactionId id, int status, String reason) {
        user(id).failed(status, reason);
        requests.failed(id, status, reason);
    }

    private TransactionUser user(TransactionId id) {
        return users.getOrDefault(id, TransactionUser.NOBODY);
    }

    private void begin(TransactionId id, SipRequest request, Flow flow) {
        var news = ownerOfNews(request, flow);
        if (news.isPresent()) {
            house.post().send(news.get(), new NotifyCame(mailbox, id, request));
        } else if (dialogs.match(request)
                instanceof DialogTable.Match.Within<DialogOwner>(var owner)) {
            owner.request(id, request, flow);
        } else if (request.is(Methods.INVITE)) {
            services.incoming().call(id, request, flow, this);
        } else if (request.is(Methods.REGISTER)) {
            register(id, request, flow);
        } else if (request.is(Methods.MESSAGE)) {
            texts.begin(id, request, lineUser(request, flow));
        } else if (request.is(Methods.SUBSCRIBE)) {
            watches.begin(id, request, flow);
        } else {
            respond(id, gone(request));
        }
    }

    /** The phones of a user are the user's; the guard has seen that this is one of them. */
    private void register(TransactionId id, SipRequest request, Flow flow) {
        var user = Guard.claimed(request);
        phones.registered(flow, user);
        house.post().send("user:" + user, new PhoneRegisters(mailbox, id, request, flow));
    }

    private void closed(Flow flow) {
        run(layer.flowFailed(flow, now()));
        for (var user : phones.closed(flow))
            house.post().send("user:" + user, new PhoneFlowClosed(flow));
    }

    /** A call that {@link IncomingCalls} has let in. */
    void accept(TransactionId id, IncomingCall usage) {
        byLeg.put(usage.leg, usage);
        users.put(id, usage);
    }

    private void invite(SipOrder.Invite order) {
        reaching.add(order.leg());
        way(
                order.way(),
                order.target(),
                found -> house.post().send(mailbox, new WayFound(order, found)));
    }

    private void ask(SipAsk ask) {
        way(
                ask.way(),
                ask.request().uri(),
                found -> house.post().send(mailbox, new AskWayFound(ask, found)));
    }

    private void way(Way way, Uri target, Consumer<Optional<Reached>> found) {
        if (way.flow().isPresent()) {
            found.accept(way.flow().map(Reached::at));
        } else if (SipWork.firstHop(way, target) instanceof SipUri hop) {
            Reached.first(house.transport(), hop, found);
        } else {
            found.accept(Optional.empty());
        }
    }

    private void found(SipAsk ask, Optional<Reached> found) {
        if (found.isEmpty()) {
            var nowhere = new SipOutcome.Failed(ask.token(), 503, "No way leads there");
            house.post().send(ask.replyTo(), nowhere);
            return;
        }
        var routed =
                ask.request()
                        .withHeaders(
                                ask.request().headers().toBuilder()
                                        .routes(ask.way().routes())
                                        .build());
        var way = found.get();
        requests.send(
                stamp(routed, way.flow()),
                way,
                new AskedRequest(ask, house.post(), way.flow()),
                new ClientRequests.Terms(ask.way().account(), ask.way().impatient()));
    }

    private void order(SipOrder order) {
        if (order instanceof SipOrder.End && reaching.remove(order.leg())) return;
        Optional.ofNullable(byLeg.get(order.leg())).ifPresent(usage -> usage.order(order));
    }

    private void refuse(SipOrder.Invite order, String why) {
        var refused = new SipEvent.Refused(503, why, OptionalInt.empty());
        house.post().send(Calls.mailbox(order.call()), new ToLeg(order.leg(), refused));
    }

    private void reached(SipOrder.Invite order, Optional<Reached> found) {
        if (!reaching.remove(order.leg())) return;
        String callMailbox = Calls.mailbox(order.call());
        if (found.isEmpty()) {
            refuse(order, "No way leads there");
            return;
        }
        var toll = order.way().toll();
        var lease = toll.flatMap(counted -> services.limits().admit(counted, now()));
        if (toll.isPresent() && lease.isEmpty()) {
            refuse(order, "Too many calls");
            return;
        }
        var usage = new OutgoingCall(this, order, callMailbox, found.get().flow());
        usage.lease = lease;
        byLeg.put(order.leg(), usage);
        usage.start(found.get());
    }

    /** With a Via for a flow, of a new branch that names the same owner as the one before. */
    private SipRequest stamp(SipRequest request, Flow flow) {
        var owner =
                request.headers().vias().stream()
                        .findFirst()
                        .flatMap(Via::branch)
                        .flatMap(Ids::owner)
                        .orElse(mailbox.replace(':', '-'));
        var sentBy = OurAddress.hostPort(sentBy(flow));
        return ids.withVia(request, flow.transport(), sentBy, owner);
    }

    /** Puts our requests on the transaction layer. */
    private final class OnTheWire implements ClientRequests.Wire {
        @Override
        public void begin(SipRequest stamped, Flow flow) {
            run(layer.send(stamped, flow, now()));
        }

        @Override
        public void acknowledge(TransactionId invite, SipRequest ack, Flow flow) {
            if (house.transport().isOpen(flow)) run(layer.acknowledge(invite, ack, flow));
            else ways.reconnect(flow, ack, way -> anew(invite, ack, way));
        }

        private void anew(TransactionId invite, SipRequest ack, Optional<Reached> way) {
            way.map(Reached::flow)
                    .ifPresent(to -> post(() -> acknowledge(invite, stamp(ack, to), to)));
        }

        private void post(Runnable task) {
            house.post().send(mailbox, new Due(task));
        }

        @Override
        public void cancel(TransactionId invite, String reason) {
            run(layer.cancel(invite, reason, now()));
        }

        @Override
        public void reach(List<Hop> hops, TransactionId request) {
            Reached.first(house.transport(), hops, found(request));
        }

        @Override
        public void reconnect(Flow broken, SipRequest request, TransactionId name) {
            ways.reconnect(broken, request, found(name));
        }

        private Consumer<Optional<Reached>> found(TransactionId request) {
            return way -> house.post().send(mailbox, new NextWayFound(request, way));
        }

        @Override
        public SipRequest stamp(SipRequest request, Flow flow) {
            return SipShard.this.stamp(request, flow);
        }

        @Override
        public String sentBy(Flow flow) {
            return SipShard.this.sentBy(flow);
        }

        @Override
        public long now() {
            return SipShard.this.now();
        }
    }

    /** Whoever knows a dialog's tags, and is at the host that it is with, may speak of it. */
    private void find(FindReplaced wanted) {
        var found =
                dialogs.find(wanted.replaces().dialog())
                        .flatMap(DialogOwner::inCall)
                        .filter(dialog -> dialog.isWith(wanted.asker()))
                        .filter(dialog -> !wanted.replaces().earlyOnly() || dialog.state().early())
                        .map(dialog -> dialog.usage())
                        .map(usage ->
                                new FindReplaced.Found(Calls.idOf(usage.callMailbox()), usage.leg));
        house.post().send(wanted.call(), new ToLeg(wanted.leg(), new FindReplaced.Outcome(found)));
    }

    private void transportFailed(TransactionId transaction) {
        house.post().send(mailbox, new TransportFailed(transaction));
    }

    private void rearm() {
        timer.ifPresent(Timer::cancel);
        timer =
                Stream.of(layer.nextDeadline(), requests.nextDeadline())
                        .flatMapToLong(OptionalLong::stream)
                        .map(deadline -> Math.max(0, deadline - now()))
                        .boxed()
                        .min(Long::compare)
                        .map(wait ->
                                house.timers()
                                        .after(
                                                Duration.ofNanos(wait),
                                                () -> house.post().send(mailbox, new Tick())));
    }

    @Override
    public long now() {
        return house.clock().nanos();
    }

    @Override
    public Ids ids() {
        return ids;
    }

    @Override
    public String sentBy(Flow flow) {
        return house.transport().sentBy(flow);
    }

    @Override
    public RandomGenerator random() {
        return house.random();
    }

    @Override
    public TransactionId send(
            SipRequest request, Reached way, TransactionUser user, ClientRequests.Terms terms) {
        Optional<Detours.Detour> detour = ways.detour(request, way);
        if (detour.isEmpty()) return requests.send(request, way, user, terms);
        var name = requests.hold(request, way.flow(), user, terms);
        detour.get().take(found -> house.post().send(mailbox, new NextWayFound(name, found)));
        return name;
    }

    @Override
    public void reach(SipUri target, Consumer<Optional<Reached>> found) {
        Reached.first(
                house.transport(),
                target,
                way -> house.post().send(mailbox, new Due(() -> found.accept(way))));
    }

    @Override
    public void serve(TransactionId request, TransactionUser user) {
        users.put(request, user);
    }

    @Override
    public void acknowledge(TransactionId invite, SipRequest ack, Flow flow) {
        requests.acknowledge(invite, ack, flow);
    }

    @Override
    public void cancel(TransactionId invite, String reason) {
        requests.cancel(invite, reason);
    }

    @Override
    public void respond(TransactionId request, SipResponse response) {
        run(layer.respond(request, response, now()));
    }

    @Override
    public SipResponse options(SipRequest request) {
        return services.options(request);
    }

    @Override
    public boolean dialog(DialogId dialog, DialogOwner owner) {
        return dialogs.put(dialog, owner);
    }

    @Override
    public void forget(DialogId dialog) {
        dialogs.remove(dialog);
    }

    @Override
    public Timer later(Duration delay, Runnable task) {
        return house.timers().after(delay, () -> house.post().send(mailbox, new Due(task)));
    }

    @Override
    public void tell(InviteUsage from, SipEvent event) {
        house.post().send(from.callMailbox(), new ToLeg(from.leg, event));
    }

    @Override
    public void done(InviteUsage usage) {
        byLeg.remove(usage.leg, usage);
        usage.lease.ifPresent(CallLimits.Lease::release);
    }
}
