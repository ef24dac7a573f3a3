package org.ringdown.way;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.wire.MalformedException;

/** Tries hops in turn, and keeps those not tried yet. */
class ReachedTest {
    private static final Hop FIRST = hop(1);
    private static final Hop SECOND = hop(2);
    private static final Hop THIRD = hop(3);

    private final List<Hop> tried = new ArrayList<>();

    @Test
    void theFirstThatCanBeReachedCounts() throws MalformedException {
        var reached = reach(Set.of(SECOND, THIRD)).orElseThrow();

        assertThat(reached.hop()).contains(SECOND);
        assertThat(reached.others()).containsExactly(THIRD);
        assertThat(tried).containsExactly(FIRST, SECOND);
    }

    @Test
    void nobodyThereIsSaidOnceAllWereTried() throws MalformedException {
        assertThat(reach(Set.of())).isEmpty();
        assertThat(tried).containsExactly(FIRST, SECOND, THIRD);
    }

    private Optional<Reached> reach(Set<Hop> there) throws MalformedException {
        var found = new ArrayList<Optional<Reached>>();
        Reached.first(new Ways(there), SipUri.parse("sip:pbx.example"), found::add);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Hop hop(int number) {
        var address = InetAddress.ofLiteral("192.0.2." + number);
        return new Hop(Transport.TCP, new InetSocketAddress(address, 5060), "pbx.example");
    }

    private final class Ways implements SipTransport {
        private final Set<Hop> there;

        Ways(Set<Hop> there) {
            this.there = there;
        }

        @Override
        public void locate(SipUri target, Consumer<List<Hop>> found) {
            found.accept(List.of(FIRST, SECOND, THIRD));
        }

        @Override
        public void connect(Hop hop, Consumer<Optional<Flow>> connected) {
            tried.add(hop);
            var flow = new Flow(hop.transport(), hop.address(), hop.address(), 1);
            connected.accept(Optional.of(flow).filter(_ -> there.contains(hop)));
        }

        @Override
        public void send(Flow flow, ByteBuffer message, Runnable failed) {
            failed.run();
        }

        @Override
        public boolean isOpen(Flow flow) {
            return false;
        }

        @Override
        public String sentBy(Flow flow) {
            return "192.0.2.99";
        }
    }
}
