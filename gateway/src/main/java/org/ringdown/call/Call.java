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
import org.ringdown.call.CallOrder.Close;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Invite;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.PassInfo;
import org.ringdown.call.CallOrder.PassKeys;
import org.ringdown.call.CallOrder.StartRingTimer;
import org.ringdown.call.CallOrder.StartTalkTimer;
import org.ringdown.call.CallOrder.TellAnswered;
import org.ringdown.call.CallOrder.TellEarly;
import org.ringdown.call.CallOrder.TellRinging;
import org.ringdown.call.CallState.Ended;
import org.ringdown.call.CallState.Talking;
import org.ringdown.mailbox.Owner;
import org.ringdown.time.Timers.Timer;

/** Runs one call: feeds what happens to {@link CallState}'s table and carries out what the table orders. */
final class Call implements Owner, LegHost {
    private final String id;
    private final Calls house;
    private final Placement placement;
    private final CallNews news;
    private final CallTimes times;
    private final Instant placed;
    private final Map<String, Leg> legs = new LinkedHashMap<>();
    private final Queue<CallEvent> told = new ArrayDeque<>();

    private CallState state;
    private Optional<Instant> answered = Optional.empty();
    private Optional<Leg> callee = Optional.empty();
    private Optional<Timer> deadline = Optional.empty();
    private int legsMade;

    Call(String id, Placement placement, Calls house) {
        this.id = id;
        this.house = house;
        this.placement = placement;
        this.times =
                new CallTimes(
                        placement.ringTimeout().orElse(house.times().ring()), house.times().talk());
        this.news = new CallNews(id, placement, house.post());
        this.placed = house.clock().wall();
        this.state = CallState.placedBy(placement.callerLeg());
    }

    /** The first message: everything else happens inside the mailbox. */
    record Start() {}

    @Override
    public Next receive(Object message) {
        // What was on its way when the call ended must open nothing any more.
        if (state instanceof Ended) return Next.RETIRE;
        switch (message) {
            case Start() -> start();
            case Candidates(var destinations, var complete) ->
                    told.add(found(destinations, complete));
            case ToLeg(var leg, var content) ->
                    Optional.ofNullable(legs.get(leg)).ifPresent(to -> to.receive(content));
            case CallEvent event -> told.add(event);
            default -> throw new IllegalArgumentException("not for a call: " + message.getClass());
        }
        while (!told.isEmpty()) apply(told.remove());
        return state instanceof Ended ? Next.RETIRE : Next.STAY;
    }

    @Override
    public void retired() {
        house.retired(id);
    }

    private void start() {
        var caller = placement.caller().make(placement.callerLeg(), this);
        legs.put(caller.id(), caller);
        house.records().placed(begun(caller));
        // Whoever is asked may be gone: the ring timer also ends a call for which nobody was ever
        // found.
        arm(times.ring(), new CallEvent.RangTooLong());
        placement
                .to()
                .known()
                .ifPresentOrElse(
                        mailbox -> house.post().send(mailbox, new WhoRings(id)),
                        () -> told.add(found(List.of(placement.to()), true)));
    }

    private CallPlaced begun(Leg caller) {
        return new CallPlaced(
                id, placement.invitation().dialled(), caller.party(), caller.kind(), placed);
    }

    private Found found(List<Destination> destinations, boolean complete) {
        var ids = new ArrayList<String>();
        for (var destination : destinations) {
            var leg = house.legs().make(nextLegId(), destination, this);
            legs.put(leg.id(), leg);
            ids.add(leg.id());
        }
        return new Found(ids, complete);
    }

    private void apply(CallEvent event) {
        var step = CallState.on(state, event);
        if (step.next() instanceof Talking talking && answered.isEmpty()) {
            answered = Optional.of(house.clock().wall());
            callee = Optional.of(legs.get(talking.callee()));
        }
        state = step.next();
        house.journal().append(id, house.epoch(id), state);
        news.tell(state);
        step.orders().forEach(this::perform);
    }

    private void perform(CallOrder order) {
        switch (order) {
            case Invite(var leg) -> legs.get(leg).invite(placement.invitation());
            case TellRinging(var early) -> caller().ringing(early);
            case TellEarly(var codecs) -> caller().early(codecs);
            case TellAnswered(var codecs) -> caller().answered(codecs);
            case Join(var leg) -> join(caller(), legs.get(leg));
            case PassKeys(var to, var keys) -> legs.get(to).keys(keys);
            case PassInfo(var to, var info) -> legs.get(to).info(info);
            case End(var leg, var ending) -> legs.get(leg).end(ending);
            case StartRingTimer() -> arm(times.ring(), new CallEvent.RangTooLong());
            case StartTalkTimer() -> arm(times.talk(), new CallEvent.TalkedTooLong());
            case Close(var ending) -> close(ending);
        }
    }

    private void join(Leg one, Leg other) {
        if (one.media().isPresent() && other.media().isPresent()) {
            house.media().join(one.media().get(), other.media().get());
        }
    }

    private void close(Ending ending) {
        deadline.ifPresent(Timer::cancel);
        told.clear();
        house.records()
                .ended(
                        new CallRecord(
                                id,
                                placement.invitation().dialled(),
                                caller().party(),
                                caller().kind(),
                                callee.map(Leg::party),
                                callee.map(Leg::kind),
                                placed,
                                answered,
                                house.clock().wall(),
                                ending));
    }

    private Leg caller() {
        return legs.get(placement.callerLeg());
    }

    private String nextLegId() {
        return id + "." + ++legsMade;
    }

    private void arm(Duration delay, CallEvent event) {
        deadline.ifPresent(Timer::cancel);
        deadline =
                Optional.of(house.timers().after(delay, () -> house.post().send(address(), event)));
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
