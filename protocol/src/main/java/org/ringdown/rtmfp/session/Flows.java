package org.ringdown.rtmfp.session;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Option;
import org.ringdown.rtmfp.packet.Vlu;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/** The flows of a session, in both directions. */
final class Flows {
    private static final int METADATA = 0x00;
    private static final int ANSWERS = 0x0a;
    private static final long TOO_MANY = 1;
    private static final int MOST_METADATA = 512;

    private final SessionLimits limits;
    private final Congestion congestion;
    private final List<SendFlow> sending = new ArrayList<>(); // by priority
    private final Map<Long, SendFlow> sendingById = new HashMap<>();
    private final Map<Long, ReceiveFlow> receiving = new LinkedHashMap<>();
    private boolean trusted;
    private long nextId = 2; // 0 and 1 are taken for granted by some

    /** What a peer says of a flow until it was acknowledged. */
    record Said(ByteBuffer metadata, OptionalLong answers) {}

    Flows(SessionLimits limits, Congestion congestion) {
        this.limits = limits;
        this.congestion = congestion;
    }

    SendFlow open(ByteBuffer metadata, OptionalLong answers, Priority priority) {
        var flow = new SendFlow(nextId++, metadata, answers, priority, congestion);
        sending.add(flow);
        sending.sort(Comparator.comparing(SendFlow::priority));
        sendingById.put(flow.id(), flow);
        return flow;
    }

    List<SendFlow> sending() {
        return sending;
    }

    Optional<SendFlow> sending(long id) {
        return Optional.ofNullable(sendingById.get(id));
    }

    /** Those of which nothing is left. */
    void forgetDone() {
        if (sending.removeIf(SendFlow::isDone)) sendingById.values().removeIf(SendFlow::isDone);
    }

    Iterable<ReceiveFlow> receiving() {
        return receiving.values();
    }

    Optional<ReceiveFlow> receiving(long id) {
        return Optional.ofNullable(receiving.get(id));
    }

    /** One that the peer begins; refused if there are too many. */
    ReceiveFlow begin(long id) {
        var flow = new ReceiveFlow(id, limits.message());
        if (receiving.size() >= limits.flows() && !forgetOldestEnded()) flow.refuse(TOO_MANY);
        if (receiving.size() < 2 * limits.flows()) receiving.put(id, flow);
        return flow;
    }

    private boolean forgetOldestEnded() {
        for (Iterator<ReceiveFlow> all = receiving.values().iterator(); all.hasNext(); ) {
            if (!all.next().isEnded()) continue;
            all.remove();
            return true;
        }
        return false;
    }

    /** Bytes that the peer may send on top of what it makes us hold. */
    int room() {
        return (trusted ? limits.buffer() : limits.strangers()) - held();
    }

    int held() {
        int held = 0;
        for (var flow : receiving.values()) held += flow.held();
        return held;
    }

    void trust() {
        trusted = true;
    }

    /** Empty where it does not say what it is for, as it must. */
    static Optional<Said> said(Chunk.UserData data) {
        var metadata = Option.first(data.options(), METADATA);
        if (metadata.isEmpty() || metadata.get().value().remaining() > MOST_METADATA)
            return Optional.empty();
        var bytes = ByteBuffer.wrap(metadata.get().bytes());
        return Optional.of(
                new Said(
                        bytes,
                        Option.first(data.options(), ANSWERS)
                                .map(Flows::number)
                                .orElse(OptionalLong.empty())));
    }

    private static OptionalLong number(Option option) {
        try {
            return OptionalLong.of(
                    Vlu.read(new WireReader(option.value(), "RFC 7016 §2.3.11.1.2"), "flow"));
        } catch (MalformedException e) {
            return OptionalLong.empty();
        }
    }
}
