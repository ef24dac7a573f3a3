package org.ringdown.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunMessage;
import org.ringdown.wire.MalformedException;

/** An agent that checks (RFC 8445), against one that only answers, and against another of its kind, over a network that loses. */
class IceAgentTest {
    private static final long MILLI = 1_000_000;
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 1000);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 2000);
    private static final InetSocketAddress NOBODY = new InetSocketAddress("192.0.2.9", 9000);
    private static final IceCredentials OURS = new IceCredentials("ours", "o".repeat(22));
    private static final IceCredentials THEIRS = new IceCredentials("them", "t".repeat(22));

    private final Random random = new Random(1);
    private final ArrayDeque<Datagram> network = new ArrayDeque<>();
    private final List<Long> sentAt = new ArrayList<>();
    private long now;
    private int lost;

    private record Datagram(ByteBuffer bytes, InetSocketAddress from, InetSocketAddress to) {}

    /** Whoever is at {@link #THERE}. */
    private interface FarEnd {
        void receive(StunMessage message, InetSocketAddress from);

        void advance();
    }

    // The far end only answers.

    @Test
    void aLiteAgentIsCheckedAndNominated() {
        var agent = agent(true, candidate(THERE, 100));
        var lite = new IceLiteAgent<InetSocketAddress>(THEIRS);
        run(agent, lite(lite), 1_000);

        assertThat(agent.selected()).contains(THERE);
        assertThat(lite.selected()).contains(HERE);
        assertThat(agent.isValidated(THERE)).isTrue();
    }

    @Test
    void anAddressThatDoesNotAnswerDoesNotHoldTheOthersUp() {
        var agent = agent(true, candidate(NOBODY, 1000), candidate(THERE, 100));
        run(agent, lite(new IceLiteAgent<>(THEIRS)), 300);

        assertThat(agent.selected()).contains(THERE);
        assertThat(agent.isValidated(NOBODY)).isFalse();
    }

    @Test
    void checksAreFiftyMillisecondsApartAndRepeatedSevenTimesEverMoreSlowly() {
        var agent =
                agent(
                        true,
                        candidate(NOBODY, 2),
                        candidate(new InetSocketAddress("192.0.2.8", 1), 1));
        run(agent, nobody(), 120_000);

        assertThat(sentAt.subList(0, 2)).containsExactly(0L, 50L);
        assertThat(sentAt).hasSize(14);
        assertThat(sentAt.get(2)).isEqualTo(500L);
        assertThat(agent.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void consentIsAskedForAndItsEndEndsTheSending() {
        var agent = agent(true, candidate(THERE, 100));
        run(agent, lite(new IceLiteAgent<>(THEIRS)), 60_000);
        assertThat(agent.selected()).contains(THERE);
        assertThat(sentAt).hasSizeBetween(11, 18);

        run(agent, nobody(), 40_000);
        assertThat(agent.selected()).isEmpty();
    }

    @Test
    void anAnswerUnderAnotherPasswordOrFromElsewhereIsNone() {
        var agent = agent(true, candidate(THERE, 100));
        var stranger =
                new IceLiteAgent<InetSocketAddress>(new IceCredentials("them", "x".repeat(22)));
        run(agent, lite(stranger), 2_000);
        assertThat(agent.selected()).isEmpty();

        var moved = agent(true, candidate(THERE, 100));
        var lite = new IceLiteAgent<InetSocketAddress>(THEIRS);
        run(
                moved,
                new FarEnd() {
                    @Override
                    public void receive(StunMessage message, InetSocketAddress from) {
                        var reply = ByteBuffer.allocate(256);
                        lite.receive(message, from, from, now, reply);
                        network.add(new Datagram(reply.flip(), NOBODY, from));
                    }

                    @Override
                    public void advance() {}
                },
                2_000);
        assertThat(moved.selected()).isEmpty();
    }

    // The far end checks too.

    @ParameterizedTest(name = "{0} % lost")
    @ValueSource(ints = {0, 10, 30})
    void twoAgentsAgreeOnOnePairWhateverIsLost(int percent) {
        lost = percent;
        var agent = agent(true, candidate(THERE, 100));
        var other = other(false, candidate(HERE, 100));
        run(agent, full(other), 20_000);

        assertThat(agent.selected()).contains(THERE);
        assertThat(other.selected()).contains(HERE);
    }

    @Test
    void anAddressThatNobodyNamedIsLearnedFromItsCheck() {
        var agent = agent(true);
        var other = other(false, candidate(HERE, 100));
        run(agent, full(other), 2_000);

        assertThat(agent.selected()).contains(THERE);
        assertThat(other.selected()).contains(HERE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoInTheSameRoleSettleIt(boolean controlling) {
        var agent = agent(controlling, candidate(THERE, 100));
        var other = other(controlling, candidate(HERE, 100));
        run(agent, full(other), 5_000);

        assertThat(agent.isControlling()).isNotEqualTo(other.isControlling());
        assertThat(agent.selected()).contains(THERE);
        assertThat(other.selected()).contains(HERE);
    }

    // Strangers.

    @Test
    void noStrangerMakesPairsAndNoNumberOfThemIsWithoutEnd() throws MalformedException {
        var agent = agent(false);
        var wrong =
                new IceAgent(
                        THEIRS,
                        new IceCredentials("ours", "x".repeat(22)),
                        true,
                        List.of(candidate(HERE, 1)),
                        random,
                        0);
        wrong.advance(0, (bytes, to) -> network.add(new Datagram(copy(bytes), THERE, to)));
        var message = StunMessage.parse(network.remove().bytes);
        assertThat(agent.receive(message, THERE, 0, this::drop)).isFalse();
        assertThat(agent.deadline()).isEqualTo(Long.MAX_VALUE);

        var right = other(true, candidate(HERE, 1));
        right.advance(0, (bytes, to) -> network.add(new Datagram(copy(bytes), THERE, to)));
        var check = StunMessage.parse(network.remove().bytes);
        for (int port = 1; port < 100; port++)
            agent.receive(check, new InetSocketAddress("192.0.2.3", port), 0, this::drop);
        long checks = 0;
        for (long at = 0; at < 10_000 * MILLI; at += 50 * MILLI) {
            int before = network.size();
            agent.advance(at, (bytes, to) -> network.add(new Datagram(copy(bytes), HERE, to)));
            checks += network.size() - before;
        }
        assertThat(checks).isLessThan(7L * IceAgent.MAX_PAIRS);
    }

    @Test
    void noBytesMakeItFail() {
        var agent = agent(true, candidate(THERE, 100));
        var other = other(false, candidate(HERE, 100));
        other.advance(0, (bytes, to) -> network.add(new Datagram(copy(bytes), THERE, to)));
        var seed = network.remove().bytes;
        for (int i = 0; i < 20_000; i++) {
            var mutated = copy(seed);
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--)
                mutated.put(random.nextInt(mutated.limit()), (byte) random.nextInt(256));
            assertThatCode(
                            () -> {
                                try {
                                    agent.receive(StunMessage.parse(mutated), THERE, 0, this::drop);
                                } catch (MalformedException _) {
                                    // as it should be
                                }
                            })
                    .doesNotThrowAnyException();
        }
        assertThat(agent.selected()).isEmpty();
    }

    private void drop(ByteBuffer bytes, InetSocketAddress to) {}

    private IceAgent agent(boolean controlling, IceAgent.Candidate... candidates) {
        return new IceAgent(OURS, THEIRS, controlling, List.of(candidates), random, now);
    }

    private IceAgent other(boolean controlling, IceAgent.Candidate... candidates) {
        return new IceAgent(THEIRS, OURS, controlling, List.of(candidates), random, now);
    }

    private static IceAgent.Candidate candidate(InetSocketAddress address, long priority) {
        return new IceAgent.Candidate(address, priority);
    }

    private FarEnd lite(IceLiteAgent<InetSocketAddress> lite) {
        return new FarEnd() {
            @Override
            public void receive(StunMessage message, InetSocketAddress from) {
                var reply = ByteBuffer.allocate(256);
                if (lite.receive(message, from, from, now, reply) != IceLiteAgent.Outcome.IGNORED)
                    network.add(new Datagram(reply.flip(), THERE, from));
            }

            @Override
            public void advance() {}
        };
    }

    private FarEnd full(IceAgent other) {
        return new FarEnd() {
            @Override
            public void receive(StunMessage message, InetSocketAddress from) {
                other.receive(message, from, now, this::send);
            }

            @Override
            public void advance() {
                if (now >= other.deadline()) other.advance(now, this::send);
            }

            private void send(ByteBuffer bytes, InetSocketAddress to) {
                network.add(new Datagram(copy(bytes), THERE, to));
            }
        };
    }

    private FarEnd nobody() {
        return new FarEnd() {
            @Override
            public void receive(StunMessage message, InetSocketAddress from) {}

            @Override
            public void advance() {}
        };
    }

    private void run(IceAgent agent, FarEnd farEnd, long millis) {
        long end = now + millis * MILLI;
        for (; now < end; now += 10 * MILLI) {
            if (now >= agent.deadline()) agent.advance(now, this::send);
            farEnd.advance();
            while (!network.isEmpty()) deliver(network.remove(), agent, farEnd);
        }
    }

    private void send(ByteBuffer bytes, InetSocketAddress to) {
        if ((bytes.getShort(0) & 0xFFFF) == Stun.BINDING_REQUEST) sentAt.add(now / MILLI);
        network.add(new Datagram(copy(bytes), HERE, to));
    }

    private void deliver(Datagram datagram, IceAgent agent, FarEnd farEnd) {
        if (random.nextInt(100) < lost) return;
        try {
            var message = StunMessage.parse(datagram.bytes);
            if (datagram.to.equals(HERE)) agent.receive(message, datagram.from, now, this::send);
            else if (datagram.to.equals(THERE)) farEnd.receive(message, datagram.from);
        } catch (MalformedException broken) {
            throw new AssertionError(broken);
        }
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }
}
