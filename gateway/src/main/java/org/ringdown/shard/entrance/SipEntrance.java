package org.ringdown.shard.entrance;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.ringdown.shard.Bodies;
import org.ringdown.shard.Extensions;
import org.ringdown.shard.SipHouse;
import org.ringdown.shard.SipShards;
import org.ringdown.shard.dialog.WithinDialogs;
import org.ringdown.sip.Capabilities;
import org.ringdown.sip.Methods;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.ResponseTarget;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipParser;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.Validation;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.way.SipDoor;
import org.ringdown.wire.MalformedException;

/**
 * Where SIP comes in. What needs no memory is dealt with here, before anything is remembered of its sender: nonsense is dropped,
 * what breaks a rule is refused. The rest goes to the shard of its Call-ID.
 */
public final class SipEntrance implements SipDoor {
    static final Capabilities CAPABILITIES =
            new Capabilities(
                    methods(),
                    Extensions.of(Methods.INVITE),
                    Set.of("sip", "sips"),
                    Set.of("application/sdp"));

    private final SipHouse house;
    private final Waiting waiting;
    private final LongAdder malformed = new LongAdder();

    private static Set<String> methods() {
        var methods = new HashSet<>(WithinDialogs.methods());
        methods.addAll(
                Set.of(
                        Methods.ACK,
                        Methods.CANCEL,
                        Methods.REGISTER,
                        Methods.SUBSCRIBE,
                        Methods.NOTIFY));
        return methods;
    }

    SipEntrance(SipHouse house, Waiting waiting) {
        this.house = house;
        this.waiting = waiting;
    }

    /** How many messages could not be read at all. */
    public long malformed() {
        return malformed.sum();
    }

    @Override
    public void datagram(ByteBuffer datagram, Flow from) {
        if (SipParser.isKeepAlive(datagram)) return;
        try {
            message(SipParser.parse(datagram), from);
        } catch (MalformedException nonsense) {
            malformed.increment();
        }
    }

    @Override
    public boolean message(SipMessage message, Flow from) {
        switch (message) {
            case SipResponse response -> toShard(response, from);
            case SipRequest received -> {
                var request = ResponseTarget.stamp(received, from.remote());
                var refusal = Validation.check(request, Bodies.of(request.method(), CAPABILITIES));
                if (refusal.isPresent()) refuse(request, refusal.get(), from);
                else toShard(request, from);
            }
        }
        return true;
    }

    @Override
    public void closed(Flow flow) {
        for (int i = 0; i < house.shards(); i++) {
            house.post().send(SipShards.mailbox(i), new SipShard.Closed(flow));
        }
    }

    private void toShard(SipMessage message, Flow from) {
        String shard = SipShards.mailboxOf(message.headers().callId(), house.shards());
        waiting.one();
        house.post().send(shard, new SipShard.Received(message, from));
    }

    /** An ACK is never answered (RFC 3261 §17). */
    private void refuse(SipRequest request, Refusal refusal, Flow from) {
        if (request.is(Methods.ACK)) return;
        answer(house, Responses.to(request, refusal, Ids.statelessTag(request)), from);
    }

    /**
     * Sends an answer of which nothing is remembered, to where its request says it is awaited. Never to another address (maddr, RFC 3261
     * §18.2.2): whoever asks would not have to forge one to flood it.
     */
    static void answer(SipHouse house, SipResponse response, Flow from) {
        flowFor(response, from)
                .ifPresent(flow ->
                        house.transport()
                                .send(flow, ByteBuffer.wrap(response.toBytes()), () -> {}));
    }

    private static Optional<Flow> flowFor(SipResponse response, Flow from) {
        if (from.reliable()) return Optional.of(from);
        return ResponseTarget.of(response.headers().via())
                .filter(to -> to.getAddress().equals(from.remote().getAddress()))
                .map(to -> Flow.udp(to, from.local()));
    }
}
