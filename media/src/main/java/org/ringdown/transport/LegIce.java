package org.ringdown.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.ice.IceCredentials;
import org.ringdown.ice.IceLiteAgent;
import org.ringdown.media.IceSettings;
import org.ringdown.media.MediaNote;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.stun.StunMessage;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.DatagramPort;

/** ICE-lite at a port that a SIP leg has for itself. After a restart what was validated before serves until the new checks have nominated. */
final class LegIce {
    /** For a port whose checks are no milestone. */
    static final TransportListener UNNOTED =
            new TransportListener() {
                @Override
                public void rtp(RtpPacket packet, long now) {}

                @Override
                public void rtcp(ByteBuffer buffer, int offset, int length, long now) {}
            };

    private final DatagramPort port;
    private final Counters counters;
    private final TransportListener listener;
    private final ByteBuffer reply = ByteBuffer.allocateDirect(IceLiteAgent.MAX_REPLY);

    private Optional<Generation> current = Optional.empty();
    private Optional<Generation> earlier = Optional.empty();

    private record Generation(String ufrag, IceLiteAgent agent) {
        static Generation of(IceSettings settings) {
            var ours = new IceCredentials(settings.localUfrag(), settings.localPassword());
            return new Generation(ours.ufrag(), new IceLiteAgent(ours));
        }
    }

    LegIce(DatagramPort port, Counters counters, TransportListener listener) {
        this.port = port;
        this.counters = counters;
        this.listener = listener;
    }

    void agree(Optional<IceSettings> settings) {
        var ufrag = settings.map(IceSettings::localUfrag);
        if (ufrag.equals(current.map(Generation::ufrag))) return;
        earlier = settings.flatMap(_ -> current);
        current = settings.map(Generation::of);
    }

    /** Whether checks decide where the far end is. */
    boolean isInUse() {
        return current.isPresent();
    }

    boolean isValidated(InetSocketAddress address) {
        return current.isPresent() && current.get().agent.isValidated(address)
                || earlier.isPresent() && earlier.get().agent.isValidated(address);
    }

    /** Where media goes. */
    Optional<InetSocketAddress> selected() {
        var newest = current.flatMap(generation -> generation.agent.selected());
        return newest.isPresent()
                ? newest
                : earlier.flatMap(generation -> generation.agent.selected());
    }

    void check(ByteBuffer datagram, InetSocketAddress from, long now) {
        if (current.isEmpty()) {
            counters.count(Counted.NO_SUCH_LEG);
            return;
        }
        try {
            var message = StunMessage.parse(datagram);
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
            IceLiteAgent agent, StunMessage message, InetSocketAddress from, long now) {
        var outcome = agent.receive(message, from, now, reply.clear());
        if (outcome == IceLiteAgent.Outcome.SELECTED) {
            if (agent == current.get().agent) earlier = Optional.empty();
            listener.noted(new MediaNote.Reached(from));
        }
        return outcome != IceLiteAgent.Outcome.IGNORED;
    }
}
