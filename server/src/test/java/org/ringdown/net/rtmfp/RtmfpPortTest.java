package org.ringdown.net.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.net.rtmp.FreeHouse;
import org.ringdown.net.rtmp.RtmpLimits;
import org.ringdown.net.rtmp.RtmpSurroundings;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.time.Clock;

/** Clients by real sockets, good ones and others. */
class RtmfpPortTest {
    private RtmfpPort port;

    @BeforeEach
    void open() throws IOException {
        port =
                RtmfpPort.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new RtmpSurroundings(
                                FreeHouse.make(),
                                (_, _) -> () -> {},
                                Clock.system(),
                                new Random(7)),
                        new RtmpLimits(10, 3));
    }

    @AfterEach
    void close() throws IOException {
        port.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientIsLetIn(boolean protect) throws IOException {
        try (var client = new RtmfpCaller(port.local(), "call", protect)) {
            client.await(RtmpEvent.Connected.class);
            assertThat(port.count()).isEqualTo(1);
        }
        awaitCount(0);
    }

    @Test
    void aNameThatNobodyServesIsRefused() throws IOException {
        try (var client = new RtmfpCaller(port.local(), "live", true)) {
            var refused = client.await(RtmpEvent.Rejected.class);
            assertThat(refused.status().description()).contains("there is no live here");
        }
        awaitCount(0);
    }

    @Test
    void noMoreThanSoManyComeFromOneAddress() throws IOException {
        var open = new ArrayList<RtmfpCaller>();
        try {
            for (int i = 0; i < 3; i++) open.add(letIn());
            try (var oneMore = new RtmfpCaller(port.local(), "call", true)) {
                assertThat(oneMore.hears(RtmpEvent.Connected.class, 3_000)).isFalse();
            }
            open.removeFirst().close();
            awaitCount(2);
            open.add(letIn());
        } finally {
            for (var client : open) client.close();
        }
    }

    @Test
    void aClientThatMovesIsStillServed() throws IOException {
        try (var client = letIn()) {
            client.move();
            client.openStream();
            assertThat(client.await(RtmpEvent.StreamOpened.class).stream()).isEqualTo(1);
            assertThat(port.count()).isEqualTo(1);
        }
    }

    /** Whoever only greets costs nothing that stays, and is sent no more than it sent. */
    @Test
    void aFloodOfHellosLeavesNothing() throws IOException {
        var startup = PacketCipher.startup();
        var byAddress = ByteBuffer.wrap(new byte[] {1, 0x0a});
        var random = new Random(1);
        try (var client = letIn();
                var flood = new RtmfpFlood(port.local())) {
            for (int i = 0; i < 20_000; i++) {
                var tag = new byte[16];
                random.nextBytes(tag);
                var hello = new Chunk.InitiatorHello(byAddress, ByteBuffer.wrap(tag));
                flood.send(startup.seal(Packet.startup(hello, 0), 0));
            }
            client.openStream();
            client.await(RtmpEvent.StreamOpened.class);
            flood.drain();

            assertThat(flood.receivedPackets()).isPositive().isLessThan(flood.sentPackets());
            assertThat(flood.receivedBytes()).isLessThanOrEqualTo(flood.sentBytes());
            assertThat(port.count()).isEqualTo(1);
        }
    }

    @Test
    void noiseIsNothing() throws IOException {
        var random = new Random(2);
        try (var client = letIn();
                var flood = new RtmfpFlood(port.local())) {
            for (int i = 0; i < 20_000; i++) {
                var noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                flood.send(ByteBuffer.wrap(noise));
            }
            client.openStream();
            client.await(RtmpEvent.StreamOpened.class);
            flood.drain();

            assertThat(flood.receivedPackets()).isZero();
            assertThat(port.count()).isEqualTo(1);
        }
    }

    @Test
    void allHearThatTheGatewayStops() throws IOException {
        var client = letIn();
        port.close();

        assertThat(client.await(RtmpEvent.Ended.class).ending().reason())
                .isEqualTo(RtmpEvent.Ending.Reason.LEFT);
        client.close();
    }

    private RtmfpCaller letIn() throws IOException {
        var client = new RtmfpCaller(port.local(), "call", true);
        client.await(RtmpEvent.Connected.class);
        return client;
    }

    private void awaitCount(int count) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (port.count() != count && System.nanoTime() < deadline) Thread.onSpinWait();
        assertThat(port.count()).isEqualTo(count);
    }
}
