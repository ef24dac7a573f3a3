package org.ringdown.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.rtmp.RtmpEvent.Ending;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.handshake.Scheme;
import org.ringdown.rtmp.message.Command;
import org.ringdown.rtmp.message.ConnectObject;
import org.ringdown.rtmp.message.Message;
import org.ringdown.rtmp.message.Status;
import org.ringdown.rtmp.message.UserControl;

/** A client and a server of ours against each other: connect, streams, calls both ways, deadlines and endings. */
class RtmpSessionTest {
    private static final ByteBuffer SOUND = ByteBuffer.wrap(new byte[] {0x72, 1, 2, 3});

    @ParameterizedTest
    @EnumSource
    void connectsInEachScheme(Scheme scheme) {
        var pair = new Pair(scheme, Pair.OBJECT, 4096);
        pair.run();
        assertThat(pair.lastAtServer(RtmpEvent.Connecting.class).connect())
                .isEqualTo(new Command.Connect(1, Pair.OBJECT, List.of(AmfValue.of("alice"))));
        pair.server.accept(Map.of("data", AmfValue.of("x")));
        pair.run();

        var connected = (RtmpEvent.Connected) pair.atClient.getFirst();
        var status = Status.of(connected.result().value()).orElseThrow();
        assertThat(status.code()).isEqualTo(Status.CONNECT_SUCCESS);
        assertThat(status.more()).containsEntry("data", AmfValue.of("x"));
    }

    /** Some lose what comes with the last bytes of the handshake. */
    @Test
    void nothingIsSentBetweenTheHandshakeAndConnect() {
        var server = new RtmpServerSession(RtmpSettings.USUAL, new Random(1), 0);
        server.receive(ByteBuffer.wrap(Captures.read("ffmpeg-publish"), 0, 3073), 0);

        assertThat(server.toSend(1 << 20).remaining()).isEqualTo(3073);
        assertThat(server.hasMore()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 5000})
    void publishesAndPlaysInPiecesOfAnySize(int piece) {
        var pair = new Pair(Scheme.SIMPLE, Pair.OBJECT, piece);
        pair.run();
        pair.server.accept(Map.of());
        pair.run();
        int up = pair.open();
        pair.client.publish(up, "local");
        pair.run();
        assertThat(pair.lastAtServer(RtmpEvent.Publishing.class).publish().name())
                .isEqualTo("local");
        pair.server.published(up, "local");
        pair.run();
        assertThat(codes(pair)).endsWith(Status.PUBLISH_START);
        assertThat(pair.client.sound(up, 20, SOUND)).isTrue();
        assertThat(pair.client.picture(up, 20, ByteBuffer.allocate(20_000))).isTrue();
        pair.client.data(up, 20, List.of(AmfValue.of("@setDataFrame")));
        pair.run();
        assertThat(pair.atServer)
                .endsWith(
                        new RtmpEvent.Sound(new Message.Audio(up, 20, SOUND)),
                        new RtmpEvent.Picture(
                                new Message.Video(up, 20, ByteBuffer.allocate(20_000))),
                        new RtmpEvent.Told(
                                new Message.Data(up, 20, List.of(AmfValue.of("@setDataFrame")))));

        int down = pair.open();
        assertThat(down).isEqualTo(up + 1);
        pair.client.play(down, "remote");
        pair.run();
        assertThat(pair.lastAtServer(RtmpEvent.Playing.class).play().name()).isEqualTo("remote");
        pair.server.played(down, "remote");
        pair.server.sound(down, 5, SOUND);
        pair.run();
        assertThat(pair.atClient.getLast())
                .isEqualTo(new RtmpEvent.Sound(new Message.Audio(down, 5, SOUND)));
        assertThat(codes(pair)).endsWith(Status.PLAY_RESET, Status.PLAY_START);
        pair.server.ended(down, "remote");
        pair.run();
        assertThat(pair.atClient)
                .contains(new RtmpEvent.Controlled(new UserControl.StreamEof(down)));

        pair.client.deleteStream(up);
        pair.run();
        assertThat(pair.lastAtServer(RtmpEvent.StreamClosed.class).stream()).isEqualTo(up);
        assertThat(codes(pair)).endsWith(Status.UNPUBLISH_SUCCESS);
        assertThat(pair.open()).as("its number is free again").isEqualTo(up);
    }

    @Test
    void phonesCallEachOthersMethods() {
        var pair = Pair.connected();
        double asked = pair.client.ask("makeCall", AmfValue.of("600"));
        pair.client.call("sendDTMF", AmfValue.of("5"));
        pair.run();
        var dtmf = pair.lastAtServer(RtmpEvent.Called.class).command();
        assertThat(dtmf)
                .isEqualTo(
                        new Command.Other("sendDTMF", 0, AmfValue.NULL, List.of(AmfValue.of("5"))));
        var call = ((RtmpEvent.Called) pair.atServer.get(pair.atServer.size() - 2)).command();
        pair.server.result(call, AmfValue.of("uuid"));
        pair.server.result(dtmf, AmfValue.of("nobody waits for it"));
        pair.server.failure(call, Status.bad(Status.CALL_FAILED, "").value());
        pair.server.call("callState", AmfValue.of("RINGING"));
        pair.run();

        assertThat(pair.atClient)
                .endsWith(
                        new RtmpEvent.Called(
                                0, new Command.Result(asked, AmfValue.NULL, AmfValue.of("uuid"))),
                        new RtmpEvent.Called(
                                0,
                                new Command.Failure(
                                        asked,
                                        AmfValue.NULL,
                                        Status.bad(Status.CALL_FAILED, "").value())),
                        new RtmpEvent.Called(
                                0,
                                new Command.Other(
                                        "callState",
                                        0,
                                        AmfValue.NULL,
                                        List.of(AmfValue.of("RINGING")))));
    }

    @Test
    void flashIsAnsweredInAmf3() {
        var object = new ConnectObject(Map.of("objectEncoding", AmfValue.of(3)));
        var pair = new Pair(Scheme.DIGEST_SECOND, object, 4096);
        pair.run();
        pair.server.accept(Map.of());
        pair.run();
        var connected = (RtmpEvent.Connected) pair.atClient.getFirst();
        assertThat(connected.result().value().get("objectEncoding")).contains(AmfValue.of(3));
        pair.client.call("login", AmfValue.of(Map.of("user", AmfValue.of("alice"))));
        pair.run();

        assertThat(pair.lastAtServer(RtmpEvent.Called.class).command())
                .isEqualTo(
                        new Command.Other(
                                "login",
                                0,
                                AmfValue.NULL,
                                List.of(AmfValue.of(Map.of("user", AmfValue.of("alice"))))));
    }

    @Test
    void commandsWaitUntilTheClientIsLetIn() {
        var pair = new Pair(Scheme.SIMPLE, Pair.OBJECT, 4096);
        pair.run();
        pair.client.openStream();
        pair.client.call("early");
        pair.run();
        assertThat(pair.lastAtServer(RtmpEvent.Connecting.class)).isNotNull();

        assertThat(pair.server.accept(Map.of()))
                .extracting(event -> ((RtmpEvent.Called) event).command())
                .containsExactly(new Command.Other("early", 0, AmfValue.NULL, List.of()));
        pair.run();
        assertThat(pair.atClient).contains(new RtmpEvent.StreamOpened(2, 1));
    }

    @Test
    void butNotMoreThanAFew() {
        var pair = new Pair(Scheme.SIMPLE, Pair.OBJECT, 4096);
        pair.run();
        for (int i = 0; i < 33; i++) pair.client.call("early");
        pair.run();

        assertThat(endingOf(pair.atServer)).isEqualTo(Ending.Reason.OUT_OF_ORDER);
        assertThat(pair.server.accept(Map.of())).isEmpty();
    }

    @Test
    void aClientIsSentAway() {
        var pair = new Pair(Scheme.SIMPLE, Pair.OBJECT, 4096);
        pair.run();
        pair.atServer.addAll(pair.server.reject("wrong password"));
        pair.run();

        assertThat(pair.atClient.getFirst())
                .isEqualTo(
                        new RtmpEvent.Rejected(
                                Status.bad(Status.CONNECT_REJECTED, "wrong password")));
        assertThat(endingOf(pair.atClient)).isEqualTo(Ending.Reason.REJECTED);
        assertThat(endingOf(pair.atServer)).isEqualTo(Ending.Reason.REJECTED);
    }

    @Test
    void streamsAreCountedAndUsedForOneThing() {
        var pair = Pair.connected();
        for (int i = 1; i <= 8; i++) assertThat(pair.open()).isEqualTo(i);
        pair.client.openStream();
        pair.run();
        assertThat(((RtmpEvent.Called) pair.atClient.getLast()).command())
                .isInstanceOf(Command.Failure.class);

        pair.client.publish(1, "a");
        pair.client.publish(1, "b");
        pair.client.play(1, "c");
        pair.client.publish(99, "d");
        pair.client.sound(2, 0, SOUND);
        pair.run();
        assertThat(pair.lastAtServer(RtmpEvent.Publishing.class).publish().name()).isEqualTo("a");
        assertThat(codes(pair))
                .endsWith(
                        Status.PUBLISH_BAD_NAME,
                        Status.PLAY_STREAM_NOT_FOUND,
                        Status.PUBLISH_BAD_NAME);
        pair.server.notPublished(1, "taken");
        pair.client.play(1, "c");
        pair.run();
        pair.server.notPlayed(1, "nobody there");
        pair.run();
        assertThat(codes(pair)).endsWith(Status.PUBLISH_BAD_NAME, Status.PLAY_STREAM_NOT_FOUND);
    }

    @Test
    void whatEncodersAndPlayersAskAroundItIsAnswered() {
        var pair = Pair.connected();
        pair.client.announce("key");
        double length = pair.client.ask("getStreamLength", AmfValue.of("key"));
        pair.run();

        assertThat(pair.atClient)
                .contains(
                        new RtmpEvent.Called(
                                0, new Command.Result(length, AmfValue.NULL, AmfValue.of(0))));
        assertThat(pair.atClient.toString()).contains("onFCPublish");
        assertThat(pair.atServer).hasSize(1);
    }

    @Test
    void aClientIsAskedToConnectElsewhere() {
        var stubborn = Pair.connected();
        assertThat(stubborn.server.askToReconnect(Optional.empty(), "x")).isFalse();

        var pair = new Pair(Scheme.SIMPLE, Pair.OBJECT.withReconnect(), 4096);
        pair.run();
        pair.server.accept(Map.of());
        assertThat(pair.server.askToReconnect(Optional.of("rtmp://other/app"), "x")).isTrue();
        pair.run();
        assertThat(pair.atClient.getLast())
                .isEqualTo(new RtmpEvent.ReconnectAsked(Optional.of("rtmp://other/app")));
    }

    @Test
    void deadlines() {
        var server = new RtmpServerSession(RtmpSettings.USUAL, new Random(1), 0);
        assertThat(server.nextDeadline()).isEqualTo(seconds(10));
        server.receive(ByteBuffer.wrap(new byte[] {3}), Duration.ofSeconds(9).toNanos());
        assertThat(server.nextDeadline())
                .as("a byte now and then is no connect")
                .isEqualTo(seconds(10));
        assertThat(server.expire(seconds(10).getAsLong() - 1)).isEmpty();
        assertThat(endingOf(server.expire(seconds(10).getAsLong())))
                .isEqualTo(Ending.Reason.TOO_SLOW);
        assertThat(server.nextDeadline()).isEmpty();

        var pair = Pair.connected();
        assertThat(pair.server.nextDeadline()).isEqualTo(seconds(20));
        assertThat(pair.server.expire(seconds(20).getAsLong())).isEmpty();
        assertThat(pair.server.hasMore()).as("a ping").isTrue();
        assertThat(pair.server.nextDeadline()).isEqualTo(seconds(60));
        pair.run();
        assertThat(pair.server.nextDeadline()).as("it was answered, at 0").isEqualTo(seconds(20));
        pair.server.expire(seconds(20).getAsLong());
        assertThat(endingOf(pair.server.expire(seconds(60).getAsLong())))
                .isEqualTo(Ending.Reason.SILENT);
    }

    @Test
    void whoDoesNotReadGetsNoMediaAndIsLeftInTheEnd() {
        var pair = Pair.connected();
        int stream = pair.open();
        int taken = 0;
        while (pair.server.sound(stream, 0, ByteBuffer.allocate(1000))) taken++;
        assertThat(taken).isBetween(200, 262);

        pair.client.call("x");
        var ask = pair.client.toSend(4096);
        int asks = 0;
        for (var events = List.<RtmpEvent>of();
                events.stream().noneMatch(event -> event instanceof RtmpEvent.Ended);
                asks++) {
            pair.server.call("told", AmfValue.of("x".repeat(1000)));
            events = pair.server.receive(asks == 0 ? ask : ByteBuffer.allocate(0), 0);
            assertThat(asks).isLessThan(1000);
        }
        assertThat(pair.server.sound(stream, 0, SOUND)).isFalse();
    }

    @Test
    void acknowledgesWhatItReceives() {
        var pair = Pair.connected();
        int stream = pair.open();
        pair.client.publish(stream, "a");
        pair.run();
        long before = pair.atClient.size();
        for (int i = 0; i < 20; i++) {
            pair.client.picture(stream, i, ByteBuffer.allocate(200_000));
            while (pair.client.hasMore()) {
                pair.server.receive(pair.client.toSend(1 << 16), 0);
            }
        }

        assertThat(pair.server.hasMore()).as("an acknowledgement after 2.5 MB").isTrue();
        pair.run();
        assertThat(pair.atClient.size()).as("which is nobody else's business").isEqualTo(before);
    }

    @Test
    void whatCannotBeReadIsDroppedAndCounted() {
        var pair = Pair.connected();
        pair.server.receive(bytes("03 000000 000003 14 00000000 0a ff ff"), 0);

        assertThat(pair.server.malformed()).isEqualTo(1);
        assertThat(pair.server.nextDeadline()).isPresent();
        assertThat(endingOf(pair.server.receive(bytes("07 000000 ffffff 09 01000000"), 0)))
                .isEqualTo(Ending.Reason.MALFORMED);
        assertThat(pair.server.receive(bytes("00"), 0)).as("ended once").isEmpty();
    }

    @Test
    void garbageIsRefusedWithAReason() {
        var server = new RtmpServerSession(RtmpSettings.USUAL, new Random(1), 0);
        var events = server.receive(bytes("16 0301"), 0);

        assertThat(events)
                .singleElement()
                .extracting(event -> ((RtmpEvent.Ended) event).ending().why())
                .asString()
                .startsWith("TLS was spoken");
        assertThat(server.hasMore()).isFalse();
    }

    @Test
    void commandsBeforeConnectEndIt() {
        var server = new RtmpServerSession(RtmpSettings.USUAL, new Random(1), 0);
        server.receive(ByteBuffer.wrap(Captures.read("rtmpdump-play"), 0, 3073), 0);
        var events = server.receive(bytes("03 000000 000004 14 00000000 02 0001 78"), 0);

        assertThat(endingOf(events)).isEqualTo(Ending.Reason.OUT_OF_ORDER);
    }

    /** A picture of a megabyte is begun in chunks as long as there can be. */
    @Test
    void onlyWhoIsLetInIsGivenRoomForPictures() {
        var stranger = new RtmpServerSession(RtmpSettings.USUAL, new Random(1), 0);
        stranger.receive(ByteBuffer.wrap(Captures.read("rtmpdump-play"), 0, 3073), 0);
        var client = Pair.connected();
        for (var server : List.of(stranger, client.server))
            server.receive(
                    bytes("02 000000 000004 01 00000000 7fffffff 07 000000 100000 09 01000000"), 0);

        assertThat(endingOf(stranger.receive(ByteBuffer.allocate(200_000), 0)))
                .isEqualTo(Ending.Reason.MALFORMED);
        assertThat(client.server.receive(ByteBuffer.allocate(200_000), 0)).isEmpty();
        assertThat(client.server.nextDeadline()).isPresent();
    }

    @Test
    void closes() {
        var pair = Pair.connected();

        assertThat(endingOf(pair.server.close("enough"))).isEqualTo(Ending.Reason.CLOSED);
        assertThat(pair.server.close("again")).isEmpty();
    }

    private static Ending.Reason endingOf(List<RtmpEvent> events) {
        return ((RtmpEvent.Ended) events.getLast()).ending().reason();
    }

    private static List<String> codes(Pair pair) {
        return pair.atClient.stream()
                .filter(RtmpEvent.StatusTold.class::isInstance)
                .map(event -> ((RtmpEvent.StatusTold) event).status().code())
                .toList();
    }

    private static OptionalLong seconds(int seconds) {
        return OptionalLong.of(Duration.ofSeconds(seconds).toNanos());
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
