package org.ringdown.rtmfp.session;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.rtmfp.session.SessionEvent.Why;
import org.ringdown.wire.MalformedException;

/**
 * One end of a session. Sans-IO: datagrams and {@code now}, in nanoseconds of a monotonic clock, go in; events come out; what is to be sent is asked
 * for by {@link #toSend} after each call, until it is empty.
 */
public final class Session {
    private static final int MOST_ANSWERS = 8;

    private final Keys keys;
    private final SessionLimits limits;
    private final Mobility mobility;
    private final RoundTrip roundTrip;
    private final Congestion congestion = new Congestion();
    private final Flows flows;
    private final Acknowledgements acknowledgements;
    private final Parting parting = new Parting();
    private final Deque<Datagram> elsewhere = new ArrayDeque<>();
    private final Deque<Chunk> answers = new ArrayDeque<>();
    private List<SessionEvent> events = new ArrayList<>();
    private long packets;
    private long heardAt;
    private long askedAt;
    private long progressAt;
    private long probeAt;
    private long malformed;

    /**
     * What the handshake came to.
     *
     * @param mode which side we are
     * @param farId how the peer calls the session
     */
    public record Keys(Packet.Mode mode, int farId, PacketCipher cipher) {}

    public Session(
            Keys keys,
            InetSocketAddress remote,
            SessionLimits limits,
            RandomGenerator random,
            long now) {
        this.keys = keys;
        this.limits = limits;
        this.mobility = new Mobility(remote, random);
        this.roundTrip = new RoundTrip(now);
        this.flows = new Flows(limits, congestion);
        this.acknowledgements = new Acknowledgements(flows);
        this.heardAt = now;
        this.askedAt = now;
    }

    /** Where the peer is. */
    public InetSocketAddress remote() {
        return mobility.remote();
    }

    /** A flow of ours. {@code answers} is one of the peer's that it belongs to. */
    public SendFlow open(ByteBuffer metadata, OptionalLong answers, Priority priority) {
        return flows.open(metadata, answers, priority);
    }

    /** The peer is no stranger any more: it may make us hold as much as pictures need. */
    public void trust() {
        flows.trust();
    }

    /** Bytes that the peer makes us hold. */
    public int held() {
        return flows.held();
    }

    /** The peer's flow is not wanted. */
    public void refuse(long flow, long code) {
        flows.receiving(flow).ifPresent(refused -> refused.refuse(code));
        acknowledgements.now(flow);
    }

    /** What is missing in the peer's flow is waited for so long, and no longer: a message comes in its order, or not at all. */
    public void patience(long flow, long nanos) {
        flows.receiving(flow).ifPresent(received -> received.patience(nanos));
    }

    /** Takes a datagram that was addressed to this session. What is not of the peer is counted. */
    public List<SessionEvent> receive(ByteBuffer datagram, InetSocketAddress from, long now) {
        if (parting.isDone()) return List.of();
        try {
            var packet = keys.cipher().open(datagram);
            if (packet.mode() == keys.mode()) throw new MalformedException("a packet of our own");
            take(packet, from, now);
        } catch (MalformedException e) {
            malformed++;
        }
        return happened();
    }

    private void take(Packet packet, InetSocketAddress from, long now) {
        heardAt = now;
        roundTrip.received(packet.timestamp(), packet.echo(), now);
        if (packet.reverse()) congestion.critical(now);
        for (var chunk : packet.chunks()) take(chunk, from, now);
        acknowledgements.received(packet, now);
        mobility.heard(from, now).ifPresent(ping -> sendTo(from, ping, now));
    }

    private void take(Chunk chunk, InetSocketAddress from, long now) {
        switch (chunk) {
            case Chunk.UserData data -> data(data, now);
            case Chunk.Acknowledgement told -> acknowledged(told, now);
            case Chunk.BufferProbe(long flow) -> acknowledgements.now(flow);
            case Chunk.FlowException(long flow, long code) -> refused(flow, code);
            case Chunk.Ping(var message) -> answer(new Chunk.PingReply(copy(message)), from, now);
            case Chunk.PingReply(var message) -> {
                if (mobility.answered(message, from)) moved();
            }
            case Chunk.Close _ -> {
                answer(new Chunk.CloseAcknowledgement(), from, now);
                if (parting.farClosed()) happened(new SessionEvent.Ended(Why.FAR_CLOSED));
            }
            case Chunk.CloseAcknowledgement _ -> {
                if (parting.farClosed()) happened(new SessionEvent.Ended(Why.FAR_CLOSED));
            }
            default -> {} // of a handshake, which is over
        }
    }

    private void data(Chunk.UserData data, long now) {
        var flow = flows.receiving(data.flow()).or(() -> begin(data));
        if (flow.isEmpty()) return;
        boolean was = flow.get().isEnded();
        boolean atOnce =
                flow.get()
                        .receive(
                                data,
                                flows.room(),
                                now,
                                bytes -> happened(new SessionEvent.Message(data.flow(), bytes)));
        acknowledgements.due(data.flow(), atOnce);
        if (flow.get().isEnded() && !was) happened(new SessionEvent.FlowEnded(data.flow()));
    }

    private Optional<ReceiveFlow> begin(Chunk.UserData data) {
        return Flows.said(data)
                .map(said -> {
                    var flow = flows.begin(data.flow());
                    if (flow.refusal().isEmpty())
                        happened(
                                new SessionEvent.FlowOpened(
                                        data.flow(), said.metadata(), said.answers()));
                    return flow;
                });
    }

    private void acknowledged(Chunk.Acknowledgement told, long now) {
        flows.sending(told.flow())
                .filter(flow -> flow.acknowledged(told, packets, now))
                .ifPresent(_ -> {
                    progressAt = now;
                    roundTrip.recover();
                });
    }

    private void refused(long flow, long code) {
        flows.sending(flow)
                .ifPresent(ours -> {
                    ours.refused();
                    happened(new SessionEvent.FlowRefused(flow, code));
                });
    }

    private void moved() {
        roundTrip.forget();
        congestion.restart();
        happened(new SessionEvent.Moved());
    }

    private void answer(Chunk chunk, InetSocketAddress to, long now) {
        if (!to.equals(mobility.remote())) sendTo(to, chunk, now);
        else if (answers.size() < MOST_ANSWERS) answers.add(chunk);
    }

    private void sendTo(InetSocketAddress to, Chunk chunk, long now) {
        if (elsewhere.size() == MOST_ANSWERS) return;
        var packet =
                new Packet(
                        keys.mode(),
                        false,
                        false,
                        roundTrip.timestamp(now),
                        OptionalInt.empty(),
                        List.of(chunk));
        elsewhere.add(new Datagram(keys.cipher().seal(packet, keys.farId()), to));
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    /** What waits is still sent, for a moment; then the peer hears that it is over. */
    public List<SessionEvent> close(long now) {
        if (parting.close(now)) happened(new SessionEvent.Ended(Why.CLOSED));
        return happened();
    }

    /** Whether all is said, so that the session can be forgotten. */
    public boolean isDone() {
        return parting.isDone() && answers.isEmpty();
    }

    /** Whether a flow has something that was not sent yet. */
    public boolean hasMore() {
        for (var flow : flows.sending()) if (flow.hasMore()) return true;
        return false;
    }

    /** Packets that were not the peer's, or not understood. */
    public long malformed() {
        return malformed;
    }

    /** The next datagram, if there is any to be sent now. */
    public Optional<Datagram> toSend(long now) {
        if (!elsewhere.isEmpty()) return Optional.of(elsewhere.remove());
        var packet = new PacketBuilder(keys.cipher().room());
        while (!answers.isEmpty() && packet.add(answers.getFirst())) answers.removeFirst();
        if (!parting.isSilent()) {
            boolean data = congestion.hasRoom() && hasMore();
            acknowledgements.take(packet, data, now);
            if (data) fill(packet, now);
        }
        parting.toSend(hasMore(), now).ifPresent(packet::add);
        if (packet.isEmpty()) return Optional.empty();
        var bytes =
                keys.cipher()
                        .seal(
                                packet.build(
                                        keys.mode(), roundTrip.timestamp(now), roundTrip.echo(now)),
                                keys.farId());
        return Optional.of(new Datagram(bytes, mobility.remote()));
    }

    private void fill(PacketBuilder packet, long now) {
        packets++;
        for (var flow : flows.sending()) {
            while (congestion.hasRoom() && fill(packet, flow, now)) {}
        }
        congestion.filled();
        flows.forgetDone();
    }

    private boolean fill(PacketBuilder packet, SendFlow flow, long now) {
        if (congestion.inFlight() == 0) progressAt = now;
        var data = flow.next(packet.room(), packets, now);
        if (data.isEmpty()) return false;
        packet.add(data.get());
        if (flow.priority() == Priority.SOUND) {
            packet.timeCritical();
            congestion.critical(now);
        }
        return true;
    }

    /** When {@link #expire} is to be called. */
    public OptionalLong nextDeadline() {
        if (parting.isDone()) return OptionalLong.empty();
        long next = Math.min(askAt(), heardAt + limits.silence().toNanos());
        if (congestion.inFlight() > 0) next = Math.min(next, progressAt + roundTrip.timeout());
        if (isStuck()) next = Math.min(next, Math.max(progressAt, probeAt) + roundTrip.timeout());
        next = Math.min(next, acknowledgements.deadline());
        next = Math.min(next, parting.deadline());
        for (var flow : flows.receiving()) next = Math.min(next, flow.deadline().orElse(next));
        return OptionalLong.of(next);
    }

    private boolean isStuck() {
        for (var flow : flows.sending()) if (flow.isStuck()) return true;
        return false;
    }

    /** Does what is due by {@code now}. */
    public List<SessionEvent> expire(long now) {
        if (parting.isDone()) return List.of();
        silence(now);
        if (congestion.inFlight() > 0 && now - progressAt >= roundTrip.timeout()) timedOut(now);
        if (isStuck() && now - Math.max(progressAt, probeAt) >= roundTrip.timeout()) probe(now);
        parting.expire(now);
        for (var flow : flows.receiving()) {
            flow.expire(now, bytes -> happened(new SessionEvent.Message(flow.id(), bytes)));
        }
        return happened();
    }

    private void silence(long now) {
        if (now - heardAt >= limits.silence().toNanos()) {
            if (parting.gone()) happened(new SessionEvent.Ended(Why.SILENT));
        } else if (now - askAt() >= 0) {
            askedAt = now;
            answers.add(new Chunk.Ping(ByteBuffer.allocate(1)));
        }
    }

    /** Again and again, since a question may get lost; and where our address has changed it is by them that the peer learns of it. */
    private long askAt() {
        return Math.max(heardAt, askedAt) + limits.ask().toNanos();
    }

    private void timedOut(long now) {
        for (var flow : flows.sending()) flow.timedOut();
        congestion.timedOut();
        roundTrip.backOff();
        progressAt = now;
    }

    private void probe(long now) {
        probeAt = now;
        roundTrip.backOff();
        for (var flow : flows.sending()) {
            if (flow.isStuck() && answers.size() < MOST_ANSWERS)
                answers.add(new Chunk.BufferProbe(flow.id()));
        }
    }

    private void happened(SessionEvent event) {
        events.add(event);
    }

    private List<SessionEvent> happened() {
        if (events.isEmpty()) return List.of();
        var told = events;
        events = new ArrayList<>();
        return told;
    }
}
