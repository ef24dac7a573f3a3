package org.ringdown.shard.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipParser;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.time.Clock;
import org.ringdown.way.SipDoor;
import org.ringdown.wire.MalformedException;

class TurnstileTest {
    private static final InetSocketAddress US = new InetSocketAddress("192.0.2.1", 5060);
    private static final ByteBuffer ANYTHING = ByteBuffer.wrap(new byte[] {1, 2, 3});

    private final Acquaintances known = new Acquaintances();
    private final Waiting waiting = new Waiting();
    private final List<Flow> passed = new ArrayList<>();
    private final List<Flow> closed = new ArrayList<>();
    private long now = 7;
    private final Turnstile turnstile = new Turnstile(new Door(), known, waiting, new Time());

    @Test
    void oneStrangerIsHeardForAWhileAndThenSeldom() {
        assertThat(datagrams(phone("198.51.100.1"), 1_000)).isEqualTo(400);
        now += Duration.ofSeconds(1).toNanos();
        assertThat(datagrams(phone("198.51.100.1"), 1_000)).isEqualTo(50);
        assertThat(datagrams(phone("198.51.100.2"), 10)).isEqualTo(10);
    }

    @Test
    void manyStrangersTogetherGetTheirShare() {
        int heard = 0;
        for (int i = 0; i < 10_000; i++)
            heard += datagrams(phone("198.51.%d.%d".formatted(i / 250, 1 + i % 250)), 1);
        assertThat(heard).isEqualTo(2_000);
    }

    @Test
    void whomWeKnowPassesWhateverStrangersDo() {
        var phone = phone("203.0.113.1");
        known.meet(phone);
        manyStrangersTogetherGetTheirShare();
        assertThat(datagrams(phone, 1_000)).isEqualTo(1_000);
        assertThat(datagrams(phone("203.0.113.1", 6060), 1)).isZero(); // not whoever is beside it
    }

    @Test
    void strangersGoNoFurtherWhereWorkWaits() {
        var phone = phone("203.0.113.1");
        known.meet(phone);
        for (int i = 0; i < 200; i++) waiting.one();
        assertThat(datagrams(phone("198.51.100.1"), 1)).isZero();
        assertThat(datagrams(phone, 1)).isEqualTo(1);
        for (int i = 0; i < 3_800; i++) waiting.one();
        assertThat(datagrams(phone, 1)).isZero();
        waiting.oneLess();
        assertThat(datagrams(phone, 1)).isEqualTo(1);
    }

    @Test
    void aStreamThatAsksOnAndOnIsClosed() throws MalformedException {
        var stream = new Flow(Transport.TCP, phone("198.51.100.1").remote(), US, 3);
        for (int i = 0; i < 400; i++) assertThat(turnstile.message(options(), stream)).isTrue();
        assertThat(turnstile.message(options(), stream)).isFalse();
        assertThat(passed).hasSize(400);
        known.meet(stream);
        assertThat(turnstile.message(options(), stream)).isTrue();
        turnstile.closed(stream);
        assertThat(closed).containsExactly(stream);
        assertThat(turnstile.message(options(), stream)).isFalse();
    }

    @Test
    void forgedDatagramsCloseNobodysStream() throws MalformedException {
        datagrams(phone("198.51.100.1"), 1_000);
        var stream = new Flow(Transport.TCP, phone("198.51.100.1").remote(), US, 3);
        assertThat(turnstile.message(options(), stream)).isTrue();
    }

    private int datagrams(Flow from, int count) {
        int before = passed.size();
        for (int i = 0; i < count; i++) turnstile.datagram(ANYTHING.duplicate(), from);
        return passed.size() - before;
    }

    private static Flow phone(String address) {
        return phone(address, 5060);
    }

    private static Flow phone(String address, int port) {
        return Flow.udp(new InetSocketAddress(InetAddress.ofLiteral(address), port), US);
    }

    private static SipMessage options() throws MalformedException {
        var text = "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP b;branch=z9hG4bK1\r\n\r\n";
        return SipParser.parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private final class Door implements SipDoor {
        @Override
        public void datagram(ByteBuffer datagram, Flow from) {
            passed.add(from);
        }

        @Override
        public boolean message(SipMessage message, Flow from) {
            return passed.add(from);
        }

        @Override
        public void closed(Flow flow) {
            closed.add(flow);
        }
    }

    private final class Time implements Clock {
        @Override
        public long nanos() {
            return now;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }
    }
}
