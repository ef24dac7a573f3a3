package org.ringdown.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.ice.IceAgent;
import org.ringdown.ice.IceCredentials;
import org.ringdown.ice.IceLiteAgent;
import org.ringdown.media.IceSettings;
import org.ringdown.media.MediaNote;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.stun.StunMessage;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.DatagramPort;
import org.ringdown.worker.Loop;

/**
 * ICE at a port that a SIP leg has for itself: we only answer checks, unless the far end does no more than that.
 *
 * <p>After a restart what was validated before serves until the new checks have nominated.
 */
final class LegIce {
    /** For a port whose checks are no milestone. */
    static final TransportListener UNNOTED =
            new TransportListener() {
                @Override
                public void rtp(RtpPacket packet, long now) {}

                @Override
                public void rtcp(ByteBuffer buffer, int offset, int length, long now) {}
            };

    private final Loop loop;
    private final RandomGenerator random;
    private final DatagramPort port;
    private final Counters counters;
    private final TransportListener listener;
    private final Alarm alarm;
    private final ByteBuffer reply = ByteBuffer.allocateDirect(IceLiteAgent.MAX_REPLY);

    private Optional<Generation> current = Optional.empty();
    private Optional<Generation> earlier = Optional.empty();
    private Optional<IceAgent> checking = Optional.empty();
    private Optional<InetSocketAddress> reached = Optional.empty();

    /** Of ours, in use now. */
    private Optional<String> name = Optional.empty();

    private record Generation(String ufrag, IceLiteAgent<InetSocketAddress> agent) {
        static Generation of(IceSettings settings) {
            var ours = new IceCredentials(settings.localUfrag(), settings.localPassword());
            return new Generation(ours.ufrag(), new IceLiteAgent<>(ours));
        }
    }

    LegIce(Loop loop, RandomGenerator random, DatagramPort port, TransportListener listener) {
        this.loop = loop;
        this.random = random;
        this.port = port;
        this.counters = loop.counters();
        this.listener = listener;
        this.alarm = loop.alarm(this::advance);
    }

    void agree(Optional<IceSettings> settings) {
        var ufrag = settings.map(IceSettings::localUfrag);
        if (ufrag.equals(name)) return;
        name = ufrag;
        checking = settings.filter(IceSettings::checks).map(this::agent);
        earlier = settings.flatMap(_ -> current);
        current = settings.filter(ice -> !ice.checks()).map(Generation::of);
        advance();
    }

    private IceAgent agent(IceSettings settings) {
        var candidates =
                settings.candidates().stream()
                        .map(far -> new IceAgent.Candidate(far.address(), far.priority()))
                        .toList();
        return new IceAgent(
                new IceCredentials(settings.localUfrag(), settings.localPassword()),
                new IceCredentials(settings.remoteUfrag(), settings.remotePassword()),
                true,
                candidates,
                random,
                loop.nanos());
    }

    /** Checks of ours that are due. */
    private void advance() {
        alarm.cancel();
        if (checking.isEmpty()) return;
        long now = loop.nanos();
        if (now >= checking.get().deadline()) checking.get().advance(now, port::send);
        settle();
    }

    private void settle() {
        var agent = checking.orElseThrow();
        var selected = agent.selected();
        if (!selected.equals(reached))
            selected.ifPresent(address -> listener.noted(new MediaNote.Reached(address, false)));
        reached = selected;
        if (agent.deadline() != Long.MAX_VALUE) alarm.set(agent.deadline());
    }

    void close() {
        alarm.cancel();
        checking = Optional.empty();
    }

    /** Whether checks decide where the far end is. */
    boolean isInUse() {
        return current.isPresent() || checking.isPresent();
    }

    boolean isValidated(InetSocketAddress address) {
        if (checking.isPresent() && checking.get().isValidated(address)) return true;
        return current.isPresent() && current.get().agent.isValidated(address)
                || earlier.isPresent() && earlier.get().agent.isValidated(address);
    }

    /** Where media goes. */
    Optional<InetSocketAddress> selected() {
        if (checking.isPresent()) return checking.get().selected();
        var newest = current.flatMap(generation -> generation.agent.selected());
        return newest.isPresent()
                ? newest
                : earlier.flatMap(generation -> generation.agent.selected());
    }

    void check(ByteBuffer datagram, InetSocketAddress from, long now) {
        if (!isInUse()) {
            counters.count(Counted.NO_SUCH_LEG);
            return;
        }
        try {
            var message = StunMessage.parse(datagram);
            if (checking.isPresent()) {
                boolean proved = checking.get().receive(message, from, now, port::send);
                if (!proved) counters.count(Counted.NOT_AUTHENTIC);
                alarm.cancel();
                settle();
                return;
            }
            boolean answered =
                    answers(current.get().agent, message, from, now)
                            || earlier.isPresent()
                                    && answers(earlier.get().agent, message, from, now);
            if (answered) port.send(reply.flip(), from);
            else counters.count(Counted.NOT_AUTHENTIC);
        } catch (MalformedException _) {
            counters.count(Counted.MALFORMED);
        }
    }

    private boolean answers(
            IceLiteAgent<InetSocketAddress> agent,
            StunMessage message,
            InetSocketAddress from,
            long now) {
        var outcome = agent.receive(message, from, from, now, reply.clear());
        if (outcome == IceLiteAgent.Outcome.SELECTED) {
            if (agent == current.get().agent) earlier = Optional.empty();
            listener.noted(new MediaNote.Reached(from, false));
        }
        return outcome != IceLiteAgent.Outcome.IGNORED;
    }
}
