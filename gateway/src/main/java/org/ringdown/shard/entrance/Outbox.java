package org.ringdown.shard.entrance;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.ringdown.shard.SipHouse;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Via;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.Output;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.sip.transaction.TransactionLayer;
import org.ringdown.way.ClientRequests;
import org.ringdown.way.Detours;
import org.ringdown.way.Reached;
import org.ringdown.way.SentBy;
import org.ringdown.way.Terms;
import org.ringdown.way.TransactionUser;

/** The requests of ours, on their way out of one shard: puts them on the transaction layer, by another way where their own will not do. */
final class Outbox {
    private final SipHouse house;
    private final Ids ids;
    private final String owner;
    private final TransactionLayer layer;
    private final Mailbox mailbox;
    private final Detours ways;
    private final ClientRequests requests;

    /** The shard that this is part of. */
    interface Mailbox {
        void run(List<Output> outputs);

        /** Runs a task in the shard's mailbox, after what is there already. */
        void post(Runnable task);

        /** Something is asked at the end of this way, so that answers are to come by it. */
        void asks(Flow way);
    }

    /** @param owner whom the branches of requests name that belong to no call */
    Outbox(SipHouse house, Ids ids, String owner, TransactionLayer layer, Mailbox mailbox) {
        this.house = house;
        this.ids = ids;
        this.owner = owner;
        this.layer = layer;
        this.mailbox = mailbox;
        this.ways = new Detours(house.transport(), house.timers());
        this.requests = new ClientRequests(new OnTheWire(), house.accounts(), house.random());
    }

    int size() {
        return requests.size();
    }

    /**
     * Sends a request by the first way that works.
     *
     * @param request with our Via for the way
     */
    TransactionId send(SipRequest request, Reached way, TransactionUser user, Terms terms) {
        Optional<Detours.Detour> detour = ways.detour(request, way);
        if (detour.isEmpty()) return requests.send(request, way, user, terms);
        var name = requests.hold(request, way.flow(), user, terms);
        detour.get().take(nextWay(name));
        return name;
    }

    /** The same for one that belongs to no dialog: it goes the way that was found for it, or not at all. */
    void sendBy(SipRequest request, Reached way, TransactionUser user, Terms terms) {
        requests.send(request, way, user, terms);
    }

    /** Runs a task in the shard's mailbox, after what is there already. */
    void later(Runnable task) {
        mailbox.post(task);
    }

    /** With a Via for a flow, of a new branch that names the same owner as the one before. */
    SipRequest stamp(SipRequest request, Flow flow) {
        var named =
                request.headers().vias().stream()
                        .findFirst()
                        .flatMap(Via::branch)
                        .flatMap(Ids::owner)
                        .orElse(owner);
        var sentBy = SentBy.of(house.transport().sentBy(flow));
        return ids.withVia(request, flow.transport(), sentBy, named);
    }

    /** Looks for the way to somebody; {@code found} runs in the shard's mailbox, once. */
    void reach(SipUri target, Consumer<Optional<Reached>> found) {
        Reached.first(house.transport(), target, way -> mailbox.post(() -> found.accept(way)));
    }

    void acknowledge(TransactionId invite, SipRequest ack, Flow flow) {
        requests.acknowledge(invite, ack, flow);
    }

    void cancel(TransactionId invite, String reason) {
        requests.cancel(invite, reason);
    }

    void response(TransactionId id, SipResponse response) {
        requests.response(id, response);
    }

    void failed(TransactionId id, int status, String reason) {
        requests.failed(id, status, reason);
    }

    void ended(TransactionId id) {
        requests.ended(id);
    }

    /** What the transaction layer wants on the wire. */
    void transmit(Flow flow, ByteBuffer message, Runnable failed) {
        house.transport().send(flow, message, failed);
    }

    OptionalLong nextDeadline() {
        return requests.nextDeadline();
    }

    void expire() {
        requests.expire(house.clock().nanos());
    }

    private Consumer<Optional<Reached>> nextWay(TransactionId request) {
        return way -> mailbox.post(() -> requests.reached(request, way));
    }

    /** Puts our requests on the transaction layer. */
    private final class OnTheWire implements ClientRequests.Wire {
        @Override
        public void begin(SipRequest stamped, Flow flow) {
            mailbox.asks(flow);
            mailbox.run(layer.send(stamped, flow, now()));
        }

        @Override
        public void acknowledge(TransactionId invite, SipRequest ack, Flow flow) {
            if (house.transport().isOpen(flow)) mailbox.run(layer.acknowledge(invite, ack, flow));
            else ways.reconnect(flow, ack, way -> anew(invite, ack, way));
        }

        private void anew(TransactionId invite, SipRequest ack, Optional<Reached> way) {
            way.map(Reached::flow)
                    .ifPresent(to -> mailbox.post(() -> acknowledge(invite, stamp(ack, to), to)));
        }

        @Override
        public void cancel(TransactionId invite, String reason) {
            mailbox.run(layer.cancel(invite, reason, now()));
        }

        @Override
        public void reach(List<Hop> hops, TransactionId request) {
            Reached.first(house.transport(), hops, nextWay(request));
        }

        @Override
        public void reconnect(Flow broken, SipRequest request, TransactionId name) {
            ways.reconnect(broken, request, nextWay(name));
        }

        @Override
        public SipRequest stamp(SipRequest request, Flow flow) {
            return Outbox.this.stamp(request, flow);
        }

        @Override
        public String sentBy(Flow flow) {
            return house.transport().sentBy(flow);
        }

        @Override
        public long now() {
            return house.clock().nanos();
        }
    }
}
