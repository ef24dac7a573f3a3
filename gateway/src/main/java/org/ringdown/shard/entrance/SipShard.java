package org.ringdown.shard.entrance;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.ringdown.call.ToLeg;
import org.ringdown.event.TextOutcome;
import org.ringdown.event.WatchNews;
import org.ringdown.event.WatchRefused;
import org.ringdown.mailbox.Owner;
import org.ringdown.shard.DialogOwner;
import org.ringdown.shard.FindReplaced;
import org.ringdown.shard.NotifyCame;
import org.ringdown.shard.PhoneFlowClosed;
import org.ringdown.shard.PhoneRegisters;
import org.ringdown.shard.SipAnswer;
import org.ringdown.shard.SipAsk;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipHouse;
import org.ringdown.shard.SipOrder;
import org.ringdown.shard.SipShards;
import org.ringdown.shard.dialog.CallWork;
import org.ringdown.shard.dialog.IncomingCall;
import org.ringdown.shard.dialog.InviteUsage;
import org.ringdown.shard.event.Texts;
import org.ringdown.shard.event.Watches;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.dialog.DialogId;
import org.ringdown.sip.dialog.DialogTable;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.Output;
import org.ringdown.sip.transaction.TimerValues;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.sip.transaction.TransactionLayer;
import org.ringdown.time.Timers.Timer;
import org.ringdown.way.Reached;
import org.ringdown.way.Terms;
import org.ringdown.way.TransactionUser;

/** The transactions and dialogs of one share of all Call-IDs. Runs in the mailbox {@code sip:<n>}. */
final class SipShard implements Owner, CallWork {
    private static final int MOST_TRANSACTIONS = 50_000;
    private static final int MOST_DIALOGS = 50_000;

    private final String mailbox;
    private final SipHouse house;
    private final Ids ids;
    private final TransactionLayer layer =
            new TransactionLayer(TimerValues.STANDARD, MOST_TRANSACTIONS);
    private final SipServices services;

    private final Map<String, InviteUsage> byLeg = new HashMap<>();

    /** Who is told of the requests of others. */
    private final Map<TransactionId, TransactionUser> users = new HashMap<>();

    private final Outbox outbox;
    private final Departures departures;
    private final DialogTable<DialogOwner> dialogs = new DialogTable<>(MOST_DIALOGS);
    private final PhoneFlows phones = new PhoneFlows();
    private final Texts texts;
    private final Watches watches;
    private final Threshold threshold;
    private final Replacements replacements;
    private Optional<Timer> timer = Optional.empty();

    /** A message that came in, and the way it came. */
    record Received(SipMessage message, Flow flow) {}

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
        this.outbox = new Outbox(house, ids, mailbox.replace(':', '-'), layer, new OfMine());
        this.departures = new Departures(house, this, outbox);
        this.threshold = new Threshold(services, dialogs);
        this.replacements = new Replacements(mailbox, house.shards(), house.post(), this, dialogs);
        this.watches = new Watches(house, mailbox, this, services.watchRules());
    }

    /** Transactions and calls in progress; nothing is left of either once all calls have ended and all timers have run out. */
    int size() {
        return layer.size()
                + outbox.size()
                + departures.size()
                + byLeg.size()
                + users.size()
                + dialogs.size()
                + texts.size()
                + watches.size()
                + replacements.size();
    }

    @Override
    public Next receive(Object message) {
        try {
            handle(message);
        } finally {
            if (message instanceof Received) services.waiting().oneLess();
            rearm();
        }
        return Next.STAY;
    }

    private void handle(Object message) {
        switch (message) {
            case Received(SipRequest request, var flow) -> request(request, flow);
            case Received(SipResponse response, var flow) ->
                    run(layer.received(response, flow, now()));
            case SipOrder.Invite invite -> departures.invite(invite, this::own);
            case TextOutcome outcome -> texts.on(outcome);
            case WatchNews news -> watches.on(news);
            case WatchRefused refused -> watches.on(refused);
            case SipAsk ask -> departures.ask(ask);
            case SipOrder order -> order(order);
            case FindReplaced wanted -> replacements.find(wanted);
            case FindReplaced.Outcome outcome -> replacements.found(outcome);
            case SipAnswer(var request, var response) -> respond(request, response);
            case Closed(var flow) -> closed(flow);
            case TransportFailed(var transaction) -> run(layer.transportFailed(transaction, now()));
            case Due(var task) -> task.run();
            case Tick() -> {
                timer = Optional.empty();
                run(layer.expire(now()));
                outbox.expire();
            }
            default ->
                    throw new IllegalArgumentException(
                            "not for a SIP shard: " + message.getClass());
        }
    }

    private void request(SipRequest request, Flow flow) {
        boolean fresh = !request.is(Methods.ACK) && !layer.knows(request, flow);
        var answer = fresh ? threshold.stop(request, flow, now()) : Optional.<SipResponse>empty();
        if (answer.isPresent()) {
            SipEntrance.answer(house, answer.get(), flow);
            return;
        }
        if (fresh) services.acquaintances().meet(flow);
        run(layer.received(request, flow, now()));
    }

    private void run(List<Output> outputs) {
        outputs.forEach(this::run);
    }

    private void run(Output output) {
        switch (output) {
            case Output.Transmit(var flow, var message, var transaction) ->
                    outbox.transmit(
                            flow, message, () -> transaction.ifPresent(this::transportFailed));
            case Output.RequestReceived(var id, var request, var flow) -> begin(id, request, flow);
            case Output.ResponseReceived(var id, var response) -> outbox.response(id, response);
            case Output.AckReceived(var id, var ack) -> user(id).acknowledged(Optional.of(ack));
            case Output.AckMissing(var id) -> user(id).acknowledged(Optional.empty());
            case Output.CancelReceived(var id, var cancel) -> user(id).canceled(cancel);
            case Output.TimedOut(var id) -> failed(id, 408, "Request Timeout");
            case Output.TransportFailed(var id) -> failed(id, 503, "Service Unavailable");
            case Output.Ended(var id) -> {
                users.remove(id);
                outbox.ended(id);
            }
        }
    }

    private void failed(TransactionId id, int status, String reason) {
        user(id).failed(status, reason);
        outbox.failed(id, status, reason);
    }

    private TransactionUser user(TransactionId id) {
        return users.getOrDefault(id, TransactionUser.NOBODY);
    }

    private void begin(TransactionId id, SipRequest request, Flow flow) {
        var news = threshold.ownerOfNews(request, flow);
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
            texts.begin(id, request, Guard.claimed(request), threshold.reader(request, flow));
        } else if (request.is(Methods.SUBSCRIBE)) {
            watches.begin(id, request, flow, Guard.claimed(request));
        } else {
            respond(id, Threshold.gone(request));
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

    /** A call that has been let in. */
    void accept(TransactionId id, IncomingCall usage) {
        own(usage);
        users.put(id, usage);
    }

    private void own(InviteUsage usage) {
        byLeg.put(usage.leg, usage);
    }

    Replacements replacements() {
        return replacements;
    }

    private void order(SipOrder order) {
        if (order instanceof SipOrder.End && departures.stop(order.leg())) return;
        Optional.ofNullable(byLeg.get(order.leg())).ifPresent(usage -> usage.order(order));
    }

    private void transportFailed(TransactionId transaction) {
        house.post().send(mailbox, new TransportFailed(transaction));
    }

    private void rearm() {
        timer.ifPresent(Timer::cancel);
        timer =
                Stream.of(layer.nextDeadline(), outbox.nextDeadline())
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
    public TransactionId send(SipRequest request, Reached way, TransactionUser user, Terms terms) {
        return outbox.send(request, way, user, terms);
    }

    @Override
    public void reach(SipUri target, Consumer<Optional<Reached>> found) {
        outbox.reach(target, found);
    }

    @Override
    public void serve(TransactionId request, TransactionUser user) {
        users.put(request, user);
    }

    @Override
    public void acknowledge(TransactionId invite, SipRequest ack, Flow flow) {
        outbox.acknowledge(invite, ack, flow);
    }

    @Override
    public void cancel(TransactionId invite, String reason) {
        outbox.cancel(invite, reason);
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
    }

    /** What the outbox needs of this shard. */
    private final class OfMine implements Outbox.Mailbox {
        @Override
        public void run(List<Output> outputs) {
            SipShard.this.run(outputs);
        }

        @Override
        public void post(Runnable task) {
            house.post().send(mailbox, new Due(task));
        }

        @Override
        public void asks(Flow way) {
            services.acquaintances().meet(way);
        }
    }
}
