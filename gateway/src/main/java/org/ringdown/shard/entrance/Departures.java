package org.ringdown.shard.entrance;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.ringdown.call.Calls;
import org.ringdown.call.ToLeg;
import org.ringdown.shard.AskedRequest;
import org.ringdown.shard.SipAsk;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipHouse;
import org.ringdown.shard.SipOrder;
import org.ringdown.shard.SipOutcome;
import org.ringdown.shard.SipWork;
import org.ringdown.shard.dialog.CallWork;
import org.ringdown.shard.dialog.OutgoingCall;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Uri;
import org.ringdown.way.Reached;
import org.ringdown.way.Terms;
import org.ringdown.way.Way;

/** What leaves one shard for a far end that has to be found first: calls that we place, and requests that belong to none. */
final class Departures {
    private final SipHouse house;
    private final CallWork work;
    private final Outbox outbox;

    /** Legs whose far end is being looked for; one that ends meanwhile is not in here any more. */
    private final Set<String> reaching = new HashSet<>();

    Departures(SipHouse house, CallWork work, Outbox outbox) {
        this.house = house;
        this.work = work;
        this.outbox = outbox;
    }

    int size() {
        return reaching.size();
    }

    /** The far end of a leg is not wanted any more; false where it is not being looked for. */
    boolean stop(String leg) {
        return reaching.remove(leg);
    }

    /** @param placed is given the call, once its far end is found */
    void invite(SipOrder.Invite order, Consumer<OutgoingCall> placed) {
        reaching.add(order.leg());
        way(order.way(), order.target(), found -> reached(order, found, placed));
    }

    private void reached(
            SipOrder.Invite order, Optional<Reached> found, Consumer<OutgoingCall> placed) {
        if (!reaching.remove(order.leg())) return;
        if (found.isEmpty()) {
            refuse(order, "No way leads there");
            return;
        }
        var call = new OutgoingCall(work, order, Calls.mailbox(order.call()), found.get().flow());
        placed.accept(call);
        call.start(found.get());
    }

    private void refuse(SipOrder.Invite order, String why) {
        var refused = new SipEvent.Refused(503, why, OptionalInt.empty());
        house.post().send(Calls.mailbox(order.call()), new ToLeg(order.leg(), refused));
    }

    void ask(SipAsk ask) {
        way(ask.way(), ask.request().uri(), found -> found(ask, found));
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
        outbox.sendBy(
                outbox.stamp(routed, way.flow()),
                way,
                new AskedRequest(ask, house.post(), way.flow()),
                new Terms(ask.way().account(), ask.way().impatient()));
    }

    /** @param found runs in the shard's mailbox, after what is there already */
    private void way(Way way, Uri target, Consumer<Optional<Reached>> found) {
        if (way.flow().isPresent()) {
            outbox.later(() -> found.accept(way.flow().map(Reached::at)));
        } else if (SipWork.firstHop(way, target) instanceof SipUri hop) {
            outbox.reach(hop, found);
        } else {
            outbox.later(() -> found.accept(Optional.empty()));
        }
    }
}
