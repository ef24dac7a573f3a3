package org.ringdown.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.ringdown.call.CallEvent.Found;
import org.ringdown.call.CallOrder.Adopt;
import org.ringdown.call.CallOrder.Close;
import org.ringdown.call.CallOrder.Depart;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Entertain;
import org.ringdown.call.CallOrder.Face;
import org.ringdown.call.CallOrder.GiveAway;
import org.ringdown.call.CallOrder.Introduce;
import org.ringdown.call.CallOrder.Invite;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.OfferLeg;
import org.ringdown.call.CallOrder.Part;
import org.ringdown.call.CallOrder.PassInfo;
import org.ringdown.call.CallOrder.PassKeys;
import org.ringdown.call.CallOrder.Say;
import org.ringdown.call.CallOrder.Seek;
import org.ringdown.call.CallOrder.SendAway;
import org.ringdown.call.CallOrder.StartPatience;
import org.ringdown.call.CallOrder.StartRingTimer;
import org.ringdown.call.CallOrder.StartTalkTimer;
import org.ringdown.call.CallOrder.TellAnswered;
import org.ringdown.call.CallOrder.TellEarly;
import org.ringdown.call.CallOrder.TellHold;
import org.ringdown.call.CallOrder.TellRinging;
import org.ringdown.call.CallOrder.TellTransfer;
import org.ringdown.call.CallOrder.TurnAway;
import org.ringdown.call.CallOrder.Welcome;
import org.ringdown.call.CallState.Calling;
import org.ringdown.call.CallState.Ended;
import org.ringdown.call.CallState.Merging;
import org.ringdown.call.CallState.Replacing;
import org.ringdown.call.CallState.Talking;
import org.ringdown.call.CallState.Transferring;
import org.ringdown.limit.Lease;
import org.ringdown.limit.Overrun;
import org.ringdown.limit.Refusal;
import org.ringdown.mailbox.Owner;
import org.ringdown.media.Codec;
import org.ringdown.media.Transcoding;
import org.ringdown.time.Timers.Timer;

/** Runs one call: feeds what happens to {@link CallState}'s table and carries out what the table orders. */
final class Call implements Owner, LegHost {
    /** Whoever sends a call on may send it to one who sends it back. */
    private static final int MOST_TIMES_SENT_ON = 5;

    private static final int NOT_ACCEPTABLE = 488;

    /** How long a far end may say nothing to the wish that it goes elsewhere, before that is done here. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final String id;
    private final Calls house;
    private final Placement placement;
    private final CallNews news;
    private final CallTimes times;
    private final Instant placed;
    private final Map<String, Leg> legs = new LinkedHashMap<>();
    private int sentOn;
    private final Queue<CallEvent> told = new ArrayDeque<>();
    private final CallSetup setup;
    private final CallHistory history;
    private final Afterlife afterlife;
    private final Tolls tolls;
    private final CallTape tape;
    private final CallDub dub;

    private CallState state;
    private boolean started;
    private Invitation invitation;
    private Optional<Timer> deadline = Optional.empty();
    private Optional<Timer> patience = Optional.empty();
    private int legsMade;

    Call(String id, Placement placement, Calls house) {
        this.id = id;
        this.house = house;
        this.placement = placement;
        this.invitation = placement.invitation();
        this.times =
                new CallTimes(
                        placement.ringTimeout().orElse(house.times().ring()),
                        placement.longest().orElse(house.times().talk()));
        this.news = new CallNews(id, placement, house.post());
        this.placed = house.clock().wall();
        this.setup =
                new CallSetup(
                        placement.callerUser(),
                        placement.invitation().origin().anonymous(),
                        placement.to().route());
        this.history = new CallHistory(setup);
        this.state = CallState.placedBy(placement.callerLeg());
        this.afterlife = new Afterlife(id, house);
        this.tape =
                new CallTape(
                        id,
                        placement.recordable(),
                        house.recordings(),
                        () -> house.post().send(address(), new TapeBroke()));
        this.dub = new CallDub(house.media()::dub);
        this.tolls = new Tolls(house.limits(), Calls.mailbox(id), placement.lease());
    }

    /** The first message that counts: everything else happens inside the mailbox. */
    record Start() {}

    /** What is kept of its sound cannot be kept any longer. */
    private record TapeBroke() {}

    /** Somebody hears the call from outside, or no longer. */
    record Listen(CallListener listener, boolean on) {}

    /** A stream is heard in place of one side, or no longer. */
    record Speak(CallVoice voice, boolean on) {}

    @Override
    public Next receive(Object message) {
        if (state instanceof Ended) return afterwards(message);
        switch (message) {
            case Start() -> start();
            case Candidates(var destinations, var complete) ->
                    told.add(found(destinations, complete));
            case ToLeg(var leg, var content) ->
                    Optional.ofNullable(legs.get(leg)).ifPresent(to -> to.receive(content));
            case Moving.Offer offer when !fits(offer) ->
                    say(offer.from(), new Moving.Decline(id, NOT_ACCEPTABLE));
            case CallEvent event -> told.add(event);
            case Overrun(var why) -> told.add(new CallEvent.Barred(Ending.of(why)));
            case Newcomer newcomer -> told.add(come(newcomer));
            case TapeBroke() -> tape.broke(List.copyOf(legs.values()));
            case Listen(var listener, boolean on) -> listen(listener, on);
            case Speak(var voice, boolean on) -> speak(voice, on);
            default -> throw new IllegalArgumentException("not for a call: " + message.getClass());
        }
        // The gateway may stop before the call has started: there is no leg yet that could be told.
        while (started && !told.isEmpty()) apply(told.remove());
        return state instanceof Ended ? afterlife.next() : Next.STAY;
    }

    /** What was on its way when the call ended must open nothing any more. */
    private Next afterwards(Object message) {
        switch (message) {
            case Moving moving -> apply(moving);
            case Newcomer late -> make(late).end(ReplaceTable.declined());
            case Listen(var late, _) -> late.end();
            case Speak(var late, _) -> late.end();
            default -> afterlife.receive(message);
        }
        return afterlife.next();
    }

    @Override
    public void retired() {
        house.retired(id);
    }

    private void start() {
        started = true;
        tolls.begin();
        var caller = placement.caller().make(placement.callerLeg(), this);
        legs.put(caller.id(), caller);
        history.placed(caller);
        house.records().placed(begun(caller));
        // Whoever is asked may be gone: the ring timer also ends a call for which nobody was ever
        // found.
        arm(times.ring(), new CallEvent.RangTooLong());
        history.called(placement.to());
        if (told.isEmpty()) look(placement.to());
    }

    private void look(Destination to) {
        to.known()
                .ifPresentOrElse(
                        mailbox -> house.post().send(mailbox, new WhoRings(id)),
                        () -> told.add(found(List.of(to), true)));
    }

    /** The leg that leaves is not the last one while whoever takes its place is looked for. */
    @Override
    public boolean sendOn(Destination to) {
        if (++sentOn > MOST_TIMES_SENT_ON) return false;
        told.add(new Found(List.of(), false));
        look(to);
        return true;
    }

    @Override
    public Optional<Refusal> dial(Destination to) {
        return tolls.dial(to.payers());
    }

    private CallPlaced begun(Leg caller) {
        return new CallPlaced(
                id, placement.invitation().dialled(), caller.party(), caller.kind(), placed, setup);
    }

    private Found found(List<Destination> destinations, boolean complete) {
        var ids = new ArrayList<String>();
        for (var destination : destinations) {
            var leg = house.legs().make(nextLegId(), destination, this);
            if (state instanceof Transferring now) leg.sits(now.talk().side(now.by()));
            legs.put(leg.id(), leg);
            ids.add(leg.id());
        }
        return new Found(ids, complete);
    }

    private CallEvent come(Newcomer newcomer) {
        var leg = make(newcomer);
        legs.put(leg.id(), leg);
        return new CallEvent.Replaces(newcomer.replaces(), leg.id(), newcomer.codecs());
    }

    private Leg make(Newcomer newcomer) {
        return newcomer.maker().make(newcomer.leg(), this);
    }

    /** With what only the legs know: whether a far end's own peer can do what is wished. */
    private CallEvent informed(CallEvent event) {
        if (!(state instanceof Talking talking)) return event;
        return switch (event) {
            case CallEvent.Transfers wish when talking.has(wish.leg()) ->
                    wish.by(outside(wish.to(), legs.get(talking.other(wish.leg()))));
            case CallEvent.Merges wish when talking.has(wish.leg()) ->
                    wish.by(legs.get(talking.other(wish.leg())).peer());
            case Moving.Where where when talking.has(where.leaves()) ->
                    where.at(
                            legs.get(talking.other(where.leaves()))
                                    .place()
                                    .filter(at -> at.peer().equals(where.peer())));
            default -> event;
        };
    }

    private Optional<Outside> outside(Destination to, Leg farEnd) {
        var peer = farEnd.peer();
        return house.legs().outside(to).filter(at -> peer.filter(at.peer()::equals).isPresent());
    }

    private void apply(CallEvent event) {
        boolean over = state instanceof Ended;
        var step = CallState.on(state, informed(event));
        if (state instanceof Calling && step.next() instanceof Talking talking) {
            history.answered(house.clock().wall(), legs.get(talking.callee()));
        }
        if (state instanceof Replacing before
                && step.next() instanceof Talking talking
                && talking.has(before.comes())) news.moved(before.leaves(), before.comes());
        state = step.next();
        if (state instanceof Talking) tolls.talk();
        if (state instanceof Talking || state instanceof Ended) patience.ifPresent(Timer::cancel);
        if (!over) house.journal().append(id, house.epoch(id), state);
        news.tell(state);
        Orders.carryOut(step.orders(), this::perform);
        followSound();
    }

    private void followSound() {
        if (!(state instanceof Talking now)) return;
        tape.talk(legs.get(now.caller()), legs.get(now.callee()));
        dub.talk(legs.get(now.caller()), legs.get(now.callee()));
    }

    private void listen(CallListener listener, boolean on) {
        if (on) tape.listen(listener);
        else tape.leave(listener);
        followSound();
    }

    private void speak(CallVoice voice, boolean on) {
        if (on) dub.begin(voice);
        else dub.leave(voice);
        followSound();
    }

    @Override
    public boolean record(boolean on) {
        if (!(state instanceof Talking) || !tape.wish(on)) return false;
        followSound();
        return true;
    }

    private void perform(CallOrder order) {
        switch (order) {
            case Invite(var leg) -> legs.get(leg).invite(invitation);
            case TellRinging(var early) -> caller().ringing(early);
            case TellEarly(var codecs) -> {
                if (state instanceof Calling calling)
                    calling.heard().map(legs::get).ifPresent(this::show);
                caller().early(codecs);
            }
            case TellAnswered(var codecs) -> {
                if (state instanceof Talking talking) show(legs.get(talking.callee()));
                caller().answered(codecs);
            }
            case Join(var leg) -> join(caller(), legs.get(leg));
            case Face(var leg) -> face(caller(), legs.get(leg));
            case Part(var leg) -> legs.get(leg).media().ifPresent(house.media()::split);
            case TellHold(var leg, var itself, var other) -> legs.get(leg).held(itself, other);
            case Entertain(var leg) -> legs.get(leg).entertain();
            case Introduce(var leg, var newcomer) -> introduce(legs.get(leg), legs.get(newcomer));
            case TellTransfer(var leg, var progress) ->
                    Optional.ofNullable(legs.get(leg)).ifPresent(to -> to.transfer(progress));
            case Seek(var to, var dialled, var by, var stays) -> seek(to, dialled, by, stays);
            case PassKeys(var to, var keys) -> legs.get(to).keys(keys);
            case PassInfo(var to, var info) -> legs.get(to).info(info);
            case End(var leg, var ending) -> legs.get(leg).end(ending);
            case Depart(var leg, var ending) -> depart(legs.get(leg), ending);
            case SendAway(var leg, var to, var by) ->
                    legs.get(leg).sendAway(to, legs.get(by).shown());
            case Welcome(var leg, var hears, var codecs) ->
                    welcome(legs.get(leg), legs.get(hears), codecs);
            case OfferLeg(var leg, var to, var replaces) -> offer(legs.get(leg), to, replaces);
            case GiveAway(var leg, var to, var hold) -> giveAway(legs.remove(leg), to, hold);
            case Adopt(var given, var insteadOf) -> adopt(given, insteadOf);
            case TurnAway(var given, var ending) -> turnAway(given, ending);
            case Say(var to, var what) -> say(to, what);
            case StartPatience(var kind) -> startPatience(kind);
            case StartRingTimer() -> arm(times.ring(), new CallEvent.RangTooLong());
            case StartTalkTimer() -> arm(times.talk(), new CallEvent.TalkedTooLong());
            case Close(var ending) -> close(ending);
        }
    }

    private void join(Leg one, Leg other) {
        if (one.media().isPresent() && other.media().isPresent()) {
            house.media().join(one.media().get(), other.media().get());
        }
        face(one, other);
    }

    private static void face(Leg one, Leg other) {
        one.sees(other.pictures());
        other.sees(one.pictures());
    }

    /** What the caller is to see of whoever answers. */
    private void show(Leg answering) {
        caller().sees(answering.pictures());
    }

    private void seek(Destination to, String dialled, String by, String stays) {
        history.called(to);
        var waiting = legs.get(stays);
        invitation =
                new Invitation(
                        waiting.party(),
                        placement.invitation().sipCallId(),
                        dialled,
                        waiting.codecs(),
                        Map.of(),
                        Optional.of(legs.get(by).shown()),
                        stays.equals(placement.callerLeg())
                                ? placement.invitation().origin()
                                : Origin.HERE,
                        waiting.pictures());
        look(to);
    }

    private void introduce(Leg stays, Leg comes) {
        var codecs = common(stays.codecs(), comes.codecs());
        stays.meets(comes.shown(), codecs.isEmpty() ? comes.codecs() : codecs);
        comes.meets(stays.shown(), codecs.isEmpty() ? stays.codecs() : codecs);
        history.came(house.clock().wall(), comes);
    }

    /** What both can do, as whoever has less choice prefers it; empty where that is nothing to speak by. */
    private static List<Codec> common(List<Codec> one, List<Codec> other) {
        var first = one.size() <= other.size() ? one : other;
        var second = first == one ? other : one;
        return Transcoding.NONE.spoken(second, first);
    }

    private void welcome(Leg comes, Leg stays, List<Codec> able) {
        boolean calling = state instanceof Calling;
        var theirs = calling ? invitation.codecs() : stays.codecs();
        comes.sits(side(comes.id()));
        if (!house.media().transcoding().joins(able, theirs)) {
            var mismatch = Ending.of(EndReason.CODEC_MISMATCH, Ending.By.SYSTEM);
            tell(new CallEvent.Leaves(comes.id(), mismatch));
        } else {
            var codecs = common(theirs, able);
            comes.welcome(codecs.isEmpty() ? able : codecs);
        }
    }

    /** The side that somebody who comes will be. */
    private Ending.By side(String comes) {
        return switch (state) {
            case Replacing now when now.comes().equals(comes) -> now.talk().side(now.leaves());
            case Transferring now -> now.talk().side(now.by());
            default -> Ending.By.CALLEE;
        };
    }

    private void depart(Leg leg, Ending ending) {
        history.left(leg);
        leg.end(ending);
    }

    private boolean fits(Moving.Offer offer) {
        if (!(state instanceof Talking || state instanceof Merging)) return true;
        var talking = state instanceof Merging merging ? merging.talk() : (Talking) state;
        if (!talking.has(offer.replaces())) return true;
        var stays = legs.get(talking.other(offer.replaces()));
        return house.media().transcoding().joins(stays.codecs(), offer.codecs());
    }

    private void offer(Leg leg, String to, String replaces) {
        say(to, new Moving.Offer(id, to, replaces, leg.codecs()));
    }

    private void giveAway(Leg leg, String to, Optional<Hold> hold) {
        tape.left(leg);
        dub.left(leg);
        var handover = leg.release();
        afterlife.gave(leg.id(), to);
        say(to, new Moving.Release(id, leg.id(), handover, hold, tolls.pass()));
    }

    private void adopt(Moving.Release given, String insteadOf) {
        var leg = given.handover().settle(this);
        legs.put(leg.id(), leg);
        tolls.take(given.leases());
        leg.sits(((Talking) state).side(leg.id()));
        history.left(legs.get(insteadOf));
    }

    private void turnAway(Moving.Release given, Ending ending) {
        given.handover().settle(this).end(ending);
        given.leases().forEach(Lease::release);
    }

    private void say(String call, CallEvent what) {
        house.post().send(Calls.mailbox(call), what);
    }

    private void close(Ending ending) {
        deadline.ifPresent(Timer::cancel);
        told.stream().forEach(late -> neverAsked(late, ending));
        told.clear();
        var owed = state instanceof Ended ended ? ended.owed() : Optional.<String>empty();
        afterlife.begins(owed);
        tolls.release();
        tape.end();
        dub.end();
        house.records()
                .ended(
                        history.record(id, invitedTo(), placed, house.clock().wall(), ending)
                                .with(tape.kept()));
    }

    private void neverAsked(CallEvent late, Ending ending) {
        if (late instanceof Found(var made, _)) made.forEach(leg -> legs.get(leg).end(ending));
        if (late instanceof CallEvent.Replaces wish) legs.get(wish.comes()).end(ending);
    }

    private String invitedTo() {
        return placement.invitation().dialled();
    }

    private Leg caller() {
        return legs.get(state.caller());
    }

    private String nextLegId() {
        return id + "." + ++legsMade;
    }

    private void arm(Duration delay, CallEvent event) {
        deadline.ifPresent(Timer::cancel);
        deadline = Optional.of(after(delay, event));
    }

    private void startPatience(CallOrder.Patience kind) {
        patience.ifPresent(Timer::cancel);
        var delay =
                switch (kind) {
                    case RING -> house.times().ring();
                    case OFFER -> Afterlife.OFFER;
                    case RELEASE -> Afterlife.RELEASE;
                    case ANSWER -> ANSWER;
                    case FOLLOW -> house.times().ring().plus(Afterlife.RELEASE);
                };
        patience = Optional.of(after(delay, new CallEvent.WaitedTooLong()));
    }

    private Timer after(Duration delay, CallEvent event) {
        return house.timers().after(delay, () -> house.post().send(address(), event));
    }

    @Override
    public String call() {
        return id;
    }

    @Override
    public String address() {
        return Calls.mailbox(id);
    }

    @Override
    public void tell(CallEvent event) {
        told.add(event);
    }

    @Override
    public Timer later(String leg, Duration delay, Object message) {
        return house.timers()
                .after(delay, () -> house.post().send(address(), new ToLeg(leg, message)));
    }
}
