package org.ringdown.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.HostPort;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunMessage;
import org.ringdown.stun.StunWriter;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.wire.MalformedException;

/** What is known of our address with a STUN server that answers, is late, refuses, changes its mind, or is not there. */
class ExternalAddressTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress SEEN = InetAddress.ofLiteral("203.0.113.9");
    private static final InetAddress LATER = InetAddress.ofLiteral("203.0.113.10");

    private final BlockingQueue<Due> due = new LinkedBlockingQueue<>();
    private final DatagramSocket server;

    private record Due(Duration delay, Runnable task) {}

    ExternalAddressTest() throws IOException {
        server = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theServersAnswerIsKnownWhenItHasBeenAsked() throws Exception {
        answering(1, SEEN);

        try (var address = ask()) {
            assertThat(address.now()).contains(SEEN);
        }
    }

    @Test
    void aLostRequestIsRepeated() throws Exception {
        answering(2, SEEN);

        try (var address = ask()) {
            assertThat(address.now()).contains(SEEN);
        }
    }

    @Test
    void anotherAddressIsNoticedTheNextTime() throws Exception {
        answering(1, SEEN);
        try (var address = ask()) {
            var next = due.poll(10, TimeUnit.SECONDS);
            assertThat(next.delay()).isEqualTo(ExternalAddress.AGAIN);
            answering(1, LATER);

            next.task().run();

            assertThat(due.poll(10, TimeUnit.SECONDS)).isNotNull(); // asked for the time after
            assertThat(address.now()).contains(LATER);
        }
    }

    @Test
    void whatIsKnownStaysWhenTheServerGoes() throws Exception {
        answering(1, SEEN);
        try (var address = ask()) {
            var next = due.poll(10, TimeUnit.SECONDS);
            server.close(); // the kernel says so to who asks

            next.task().run();

            assertThat(due.poll(10, TimeUnit.SECONDS).delay())
                    .isEqualTo(ExternalAddress.AFTER_A_FAILURE);
            assertThat(address.now()).contains(SEEN);
        }
    }

    @Test
    void withoutAnAnswerNothingIsKnownAndItIsAskedAgainSoon() throws Exception {
        try (var address = ask()) {
            assertThat(address.now()).isEmpty();
            assertThat(due.poll(10, TimeUnit.SECONDS).delay())
                    .isEqualTo(ExternalAddress.AFTER_A_FAILURE);
        }
    }

    @Test
    void anAddressThatNobodyCanBeSeenUnderIsNotBelieved() throws Exception {
        answering(1, InetAddress.ofLiteral("0.0.0.0"));

        try (var address = ask()) {
            assertThat(address.now()).isEmpty();
        }
    }

    @Test
    void afterTheEndNobodyIsAsked() throws Exception {
        answering(1, SEEN);
        var address = ask();
        var next = due.poll(10, TimeUnit.SECONDS);
        address.close();
        answering(1, LATER);

        next.task().run();

        assertThat(due.poll(300, TimeUnit.MILLISECONDS)).isNull();
        assertThat(address.now()).contains(SEEN);
    }

    private ExternalAddress ask() {
        return ExternalAddress.ask(
                HostPort.of("127.0.0.1", server.getLocalPort()),
                LOOPBACK,
                this::after,
                Clock.system(),
                new SecureRandom());
    }

    private Timers.Timer after(Duration delay, Runnable task) {
        due.add(new Due(delay, task));
        return () -> {};
    }

    /** The server hears {@code requests} of them, and answers the last. */
    private void answering(int requests, InetAddress seen) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        var packet = new DatagramPacket(new byte[100], 100);
                        for (int i = 0; i < requests; i++) server.receive(packet);
                        answer(packet, seen);
                    } catch (IOException | MalformedException e) {
                        if (!server.isClosed()) throw new AssertionError(e);
                    }
                });
    }

    private void answer(DatagramPacket request, InetAddress seen)
            throws IOException, MalformedException {
        var asked =
                StunMessage.parse(
                        ByteBuffer.wrap(request.getData(), 0, request.getLength()).slice());
        var out = ByteBuffer.allocate(100);
        new StunWriter(out, Stun.BINDING_SUCCESS, asked.transactionId())
                .xorMappedAddress(new InetSocketAddress(seen, 4711));
        server.send(new DatagramPacket(out.array(), out.position(), request.getSocketAddress()));
    }
}
