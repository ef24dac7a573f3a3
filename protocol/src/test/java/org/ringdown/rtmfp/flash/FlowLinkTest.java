package org.ringdown.rtmfp.flash;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.crypto.Protection;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.rtmfp.session.Session;
import org.ringdown.rtmfp.session.SessionLimits;
import org.ringdown.rtmp.RtmpClientSession;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpServerSession;
import org.ringdown.rtmp.RtmpSession;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.message.Command;
import org.ringdown.rtmp.message.ConnectObject;

/** RTMP's two ends over RTMFP's: what is said on a connection of bytes is said here as well. */
class FlowLinkTest {
    private static final long MS = 1_000_000;
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 1935);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 4000);

    private final Side server = new Side(Packet.Mode.RESPONDER, THERE, 1, 2);
    private final Side client = new Side(Packet.Mode.INITIATOR, HERE, 2, 1);
    private final RtmpServerSession serving =
            new RtmpServerSession(RtmpSettings.USUAL, server.link);
    private final RtmpClientSession calling =
            new RtmpClientSession(
                    ConnectObject.of("app", "rtmfp://gw/app", "LNX 10,0,32,18"),
                    List.of(),
                    client.link);
    private Predicate<ByteBuffer> loses = _ -> false;
    private long now;

    private static final class Side {
        final FlowLink link;
        final List<RtmpEvent> told = new ArrayList<>();

        Side(Packet.Mode mode, InetSocketAddress remote, int near, int far) {
            byte[] ours = {(byte) near};
            byte[] theirs = {(byte) far};
            var cipher =
                    PacketCipher.of(new byte[] {9}, ours, theirs, Protection.NONE, Protection.NONE);
            var session =
                    new Session(
                            new Session.Keys(mode, 7, cipher),
                            remote,
                            SessionLimits.USUAL,
                            new Random(1),
                            0);
            link = new FlowLink(session, RtmpSettings.USUAL, 0);
        }
    }

    private void run(long nanos) {
        for (long end = now + nanos; now < end; now += 5 * MS) {
            server.told.addAll(serving.expire(now));
            client.told.addAll(calling.expire(now));
            pass(serving, calling, client);
            pass(calling, serving, server);
        }
    }

    private void pass(RtmpSession from, RtmpSession to, Side side) {
        for (var bytes = from.toSend(0); bytes.hasRemaining(); bytes = from.toSend(0)) {
            if (!loses.test(bytes)) side.told.addAll(to.receive(bytes, now));
        }
    }

    private void connect() {
        run(100 * MS);
        serving.accept(Map.of());
        run(100 * MS);
    }

    @Test
    void aClientConnectsPublishesAndPlays() {
        connect();
        assertThat(server.told).hasExactlyElementsOfTypes(RtmpEvent.Connecting.class);
        assertThat(client.told).hasExactlyElementsOfTypes(RtmpEvent.Connected.class);
        calling.openStream();
        run(100 * MS);
        calling.publish(1, "me");
        run(100 * MS);
        serving.published(1, "me");
        calling.sound(1, 20, ByteBuffer.wrap(new byte[] {0x7e, 1, 2, 3}));
        run(100 * MS);

        var sound = (RtmpEvent.Sound) server.told.getLast();
        assertThat(sound.audio().stream()).isEqualTo(1);
        assertThat(sound.audio().timestamp()).isEqualTo(20);
        assertThat(sound.audio().body()).isEqualTo(ByteBuffer.wrap(new byte[] {0x7e, 1, 2, 3}));
        assertThat(client.told).last().isInstanceOf(RtmpEvent.StatusTold.class);
    }

    @Test
    void commandsGoBothWays() {
        connect();
        calling.ask("invite", AmfValue.of("sip:bob@example.com"));
        run(100 * MS);
        var called = (RtmpEvent.Called) server.told.getLast();
        serving.result(called.command(), AmfValue.of("ringing"));
        serving.call("accepted");
        run(100 * MS);

        assertThat(((Command.Other) called.command()).name()).isEqualTo("invite");
        assertThat(client.told.reversed().stream().limit(2))
                .allMatch(RtmpEvent.Called.class::isInstance);
    }

    @Test
    void whoIsSentAwayHearsWhy() {
        run(100 * MS);
        server.told.addAll(serving.reject("not you"));
        run(1000 * MS);

        assertThat(client.told.getFirst()).isInstanceOf(RtmpEvent.Rejected.class);
        assertThat(server.link.isDone()).isTrue();
        assertThat(client.link.isDone()).isTrue();
    }

    @Test
    void whoSaysNothingIsNotKept() {
        loses = _ -> true;
        run(11_000 * MS);

        assertThat(server.told)
                .singleElement()
                .extracting(ended -> ((RtmpEvent.Ended) ended).ending().reason())
                .isEqualTo(RtmpEvent.Ending.Reason.TOO_SLOW);
    }

    @Test
    void whoGoesIsMissed() {
        connect();
        calling.close("enough");
        run(500 * MS);

        assertThat(((RtmpEvent.Ended) server.told.getLast()).ending().reason())
                .isEqualTo(RtmpEvent.Ending.Reason.LEFT);
    }

    /** One that comes too late takes those with it that cannot be shown without it. */
    @Test
    void aLostPictureTakesItsDependentsAlong() {
        connect();
        calling.openStream();
        run(100 * MS);
        calling.play(1, "her");
        run(100 * MS);
        serving.played(1, "her");
        run(100 * MS);
        loses = _ -> true;
        assertThat(picture(0x17, 1)).isTrue();
        assertThat(picture(0x27, 1)).isTrue();
        run(1500 * MS);
        loses = _ -> false;
        run(1500 * MS);
        assertThat(picture(0x27, 1)).isFalse();
        assertThat(picture(0x17, 0)).as("how to decode").isTrue();
        assertThat(picture(0x17, 1)).isTrue();
        assertThat(picture(0x27, 1)).isTrue();
        run(500 * MS);

        assertThat(client.told.stream().filter(RtmpEvent.Picture.class::isInstance)).hasSize(3);
    }

    private boolean picture(int first, int second) {
        return serving.picture(
                1, 0, ByteBuffer.wrap(new byte[] {(byte) first, (byte) second, 0, 0, 0, 9}));
    }
}
