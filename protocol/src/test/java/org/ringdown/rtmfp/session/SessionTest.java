package org.ringdown.rtmfp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.rtmfp.crypto.Protection;
import org.ringdown.rtmfp.session.SessionEvent.Why;

/** Two sessions with a network between them, in virtual time. */
class SessionTest {
    private static final long MS = Network.MS;
    private static final long SECOND = 1000 * MS;
    private static final Protection FULL = new Protection(16, true);

    private final Network network = new Network(1, FULL);
    private final Session near = network.responder.session;
    private final Session far = network.initiator.session;

    @Test
    void messagesArriveAsTheyWereSent() {
        var flow = open(far, Priority.COMMAND);
        write(flow, "one");
        write(flow, "x".repeat(5000));
        network.run(SECOND);

        var opened = (SessionEvent.FlowOpened) network.responder.told.getFirst();
        assertThat(text(opened.metadata())).isEqualTo("for a test");
        assertThat(opened.answers()).isEmpty();
        assertThat(network.responder.messages().stream().map(SessionTest::text))
                .containsExactly("one", "x".repeat(5000));
    }

    @Test
    void aFlowSaysWhichOtherItAnswers() {
        write(open(far, Priority.COMMAND), "question");
        network.run(SECOND);
        var asked = (SessionEvent.FlowOpened) network.responder.told.getFirst();
        write(near.open(bytes("back"), OptionalLong.of(asked.flow()), Priority.COMMAND), "answer");
        network.run(SECOND);

        var answer = (SessionEvent.FlowOpened) network.initiator.told.getFirst();
        assertThat(answer.answers()).hasValue(asked.flow());
    }

    @Test
    void aFlowEndsWhenAllOfItHasCome() {
        var flow = open(far, Priority.COMMAND);
        write(flow, "last words");
        network.run(SECOND);
        flow.close();
        network.run(SECOND);

        assertThat(network.responder.told).last().isInstanceOf(SessionEvent.FlowEnded.class);
        assertThat(flow.isDone()).isTrue();
    }

    @Test
    void aFlowThatNobodyWantsIsRefused() {
        network.responder.listener =
                event -> {
                    network.responder.told.add(event);
                    if (event instanceof SessionEvent.FlowOpened(long id, _, _)) near.refuse(id, 9);
                };
        var flow = open(far, Priority.COMMAND);
        write(flow, "do you want it?");
        network.run(SECOND);

        assertThat(network.initiator.told).contains(new SessionEvent.FlowRefused(flow.id(), 9));
        assertThat(flow.isDone()).isTrue();
        assertThat(far.nextDeadline().orElseThrow() - network.now()).isGreaterThan(SECOND);
    }

    /** 20 % of all packets are lost, others doubled and reordered; nothing of what must arrive is missing, and all of it is in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void allArrivesInAStorm(long seed) {
        var storm = new Network(seed, FULL).loses(0.2).doubles(0.1).reordersWithin(30 * MS);
        var random = new Random(seed);
        var flow = open(storm.initiator.session, Priority.DATA);
        var back = open(storm.responder.session, Priority.DATA);
        var expected = new ArrayList<ByteBuffer>();
        for (int i = 0; i < 2000; i++) {
            var message = new byte[random.nextInt(1, 3000)];
            random.nextBytes(message);
            expected.add(ByteBuffer.wrap(message));
            flow.write(ByteBuffer.wrap(message), Long.MAX_VALUE, () -> {});
            back.write(ByteBuffer.wrap(message), Long.MAX_VALUE, () -> {});
            storm.run(100 * MS);
        }
        storm.run(60 * SECOND);

        assertThat(storm.responder.messages()).isEqualTo(expected);
        assertThat(storm.initiator.messages()).isEqualTo(expected);
        assertThat(flow.hasMore()).isFalse();
    }

    @Test
    void soundThatIsLateIsAbandonedAndTheRestGoesOn() {
        network.loses(0.2);
        var flow = open(near, Priority.SOUND);
        int abandoned[] = {0};
        for (int i = 0; i < 500; i++) {
            var message = ByteBuffer.allocate(4).putInt(0, i);
            flow.write(message, network.now() + 300 * MS, () -> abandoned[0]++);
            network.run(20 * MS);
        }
        network.run(SECOND);

        var numbers = network.initiator.messages().stream().map(m -> m.getInt(0)).toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(numbers.size()).isGreaterThan(480);
        assertThat(numbers).last().isEqualTo(499);
        assertThat(abandoned[0])
                .isGreaterThanOrEqualTo(500 - numbers.size()); // some arrive that were given up
    }

    /** A break of half a second: what is too old then never comes, what is not does, and nothing waits for it. */
    @Test
    void aBreakLeavesAHoleAndNoDelay() {
        var flow = open(near, Priority.SOUND);
        var ages = new ArrayList<Long>();
        network.initiator.listener =
                event -> {
                    if (event instanceof SessionEvent.Message(_, var message))
                        ages.add(network.now() - message.getLong(0));
                };
        for (int i = 0; i < 200; i++) {
            network.cut(i >= 50 && i < 75);
            var message = ByteBuffer.allocate(8).putLong(0, network.now());
            flow.write(message, network.now() + 300 * MS, () -> {});
            network.run(20 * MS);
        }

        assertThat(ages.subList(ages.size() - 50, ages.size()))
                .allSatisfy(age -> assertThat(age).isLessThan(100 * MS));
        assertThat(ages.size()).isBetween(170, 190);
    }

    @Test
    void soundGoesBeforePictures() {
        var pictures = open(near, Priority.PICTURE);
        var sound = open(near, Priority.SOUND);
        pictures.write(ByteBuffer.allocate(200_000), Long.MAX_VALUE, () -> {});
        network.run(30 * MS);
        write(sound, "sound");
        network.run(100 * MS);

        assertThat(network.initiator.messages().stream().map(SessionTest::text))
                .containsExactly("sound");
    }

    @Test
    void aWindowOpensWhereThePathIsGood() {
        var flow = open(near, Priority.DATA);
        flow.write(ByteBuffer.allocate(900_000), Long.MAX_VALUE, () -> {});
        network.run(SECOND);

        assertThat(network.initiator.messages()).hasSize(1);
    }

    /** The client's address changes: what it sends arrives as before, and what it is sent follows as soon as it has shown that it is there. */
    @Test
    void aCallSurvivesAChangeOfAddress() {
        var up = open(far, Priority.SOUND);
        var down = open(near, Priority.SOUND);
        talk(up, down, 50);
        var elsewhere = new InetSocketAddress("198.51.100.7", 5000);
        network.move(elsewhere);
        talk(up, down, 50);

        assertThat(near.remote()).isEqualTo(elsewhere);
        assertThat(network.responder.told).contains(new SessionEvent.Moved());
        assertThat(network.responder.messages()).hasSize(100);
        assertThat(network.initiator.messages().size()).isGreaterThan(92);
    }

    /** Who sends a packet of the client's again from elsewhere is asked, cannot answer, and changes nothing. */
    @Test
    void whoCannotAnswerMovesNobody() {
        var plain = new Network(1, Protection.NONE);
        var flow = open(plain.initiator.session, Priority.COMMAND);
        write(flow, "hello");
        var packet = plain.initiator.session.toSend(plain.now()).orElseThrow().bytes();
        var elsewhere = new InetSocketAddress("198.51.100.7", 5000);
        var session = plain.responder.session;
        session.receive(packet.duplicate(), elsewhere, plain.now());

        assertThat(session.toSend(plain.now()).orElseThrow().to()).isEqualTo(elsewhere);
        plain.run(SECOND);
        assertThat(session.remote()).isEqualTo(plain.initiator.address);
    }

    private void talk(SendFlow up, SendFlow down, int times) {
        for (int i = 0; i < times; i++) {
            write(up, "up");
            write(down, "down");
            network.run(20 * MS);
        }
        network.run(200 * MS);
    }

    @Test
    void bothEndsHearOfAnEnd() {
        write(open(near, Priority.COMMAND), "goodbye");
        network.responder.told.addAll(near.close(network.now()));
        network.run(SECOND);

        assertThat(network.responder.told).contains(new SessionEvent.Ended(Why.CLOSED));
        assertThat(network.initiator.messages().stream().map(SessionTest::text))
                .containsExactly("goodbye");
        assertThat(network.initiator.told).last().isEqualTo(new SessionEvent.Ended(Why.FAR_CLOSED));
        assertThat(near.isDone()).isTrue();
        assertThat(far.isDone()).isTrue();
    }

    @Test
    void whoIsGoneIsMissed() {
        write(open(near, Priority.COMMAND), "anybody?");
        network.cut(true);
        network.run(40 * SECOND);

        assertThat(network.responder.told).contains(new SessionEvent.Ended(Why.SILENT));
        assertThat(near.isDone()).isTrue();
        assertThat(network.responder.sent).isLessThan(60);
    }

    @Test
    void whoIsSilentIsAskedAndStays() {
        network.run(300 * SECOND);

        assertThat(network.responder.told).isEmpty();
        assertThat(network.responder.sent).isLessThan(80);
    }

    private static SendFlow open(Session session, Priority priority) {
        return session.open(bytes("for a test"), OptionalLong.empty(), priority);
    }

    private static void write(SendFlow flow, String text) {
        flow.write(bytes(text), Long.MAX_VALUE, () -> {});
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.US_ASCII.decode(bytes.duplicate()).toString();
    }
}
