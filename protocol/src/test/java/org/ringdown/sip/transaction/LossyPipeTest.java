package org.ringdown.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringdown.sip.transaction.SipTexts.TO_ALICE;
import static org.ringdown.sip.transaction.SipTexts.TO_BOB;
import static org.ringdown.sip.transaction.SipTexts.ack;
import static org.ringdown.sip.transaction.SipTexts.parse;
import static org.ringdown.sip.transaction.SipTexts.request;
import static org.ringdown.sip.transaction.SipTexts.response;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.sip.SipRequest;

/**
 * Two layers over a network that loses one message in five, doubles one in twenty and reorders at will: a thousand transactions
 * must each end once, as decided, on both sides, and leave nothing behind.
 */
class LossyPipeTest {
    private static final int TRANSACTIONS = 1000;
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private record Task(long at, long serial, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>((a, b) ->
                    a.at == b.at ? Long.compare(a.serial, b.serial) : Long.signum(a.at - b.at));
    private final TransactionLayer alice = new TransactionLayer(TimerValues.STANDARD, 10_000);
    private final TransactionLayer bob = new TransactionLayer(TimerValues.STANDARD, 10_000);
    private final Map<String, SipRequest> asked = new HashMap<>();
    private final Map<String, Integer> finals = new HashMap<>();
    private final Map<String, Integer> told = new HashMap<>();
    private final Map<String, Integer> acks = new HashMap<>();
    private final Map<String, Integer> ends = new HashMap<>();
    private Random random = new Random();
    private double loss;
    private long serial;
    private long now = Long.MAX_VALUE - Duration.ofSeconds(10).toNanos();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyTransactionEndsOnceAndAsDecided(long seed) {
        run(seed, 0.2);

        for (var branch : asked.keySet()) {
            assertEquals(1, told.get(branch), () -> "told of " + asked.get(branch));
            assertEquals(
                    decision(branch), finals.get(branch), () -> "answer to " + asked.get(branch));
        }
        var accepted = asked.keySet().stream().filter(this::isAccepted).toList();
        assertTrue(accepted.size() > TRANSACTIONS / 5);
        for (var branch : accepted) assertEquals(1, acks.get(branch), branch);
        assertNothingIsLeft();
    }

    @Test
    void nothingIsLeftEvenOfWhatNeverArrived() {
        run(4, 0.9);

        assertTrue(finals.containsValue(0), "some time out");
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertEquals(0, alice.size());
        assertEquals(0, bob.size());
        assertTrue(alice.nextDeadline().isEmpty() && bob.nextDeadline().isEmpty());
        for (var end : ends.entrySet()) assertEquals(1, end.getValue(), end.getKey());
    }

    private void run(long seed, double lost) {
        random = new Random(seed);
        loss = lost;
        for (int i = 0; i < TRANSACTIONS; i++) {
            var request = request(random.nextInt(3) == 0 ? "OPTIONS" : "INVITE", "z9hG4bK-" + i);
            later(random.nextLong(20_000), () -> ask(request));
        }
        while (step()) {}
    }

    /** The next thing to happen: a task, or the deadline of a layer. */
    private boolean step() {
        var deadlines =
                List.of(alice, bob).stream()
                        .filter(layer -> layer.nextDeadline().isPresent())
                        .min(
                                Comparator.comparingLong(
                                        layer -> layer.nextDeadline().getAsLong() - now));
        var task = tasks.peek();
        if (deadlines.isEmpty() && task == null) return false;
        long deadline = deadlines.isEmpty() ? task.at : deadlines.get().nextDeadline().getAsLong();
        if (task != null && task.at - deadline <= 0) {
            tasks.poll();
            now = task.at;
            task.work.run();
        } else {
            now = deadline;
            var outputs = deadlines.orElseThrow().expire(now);
            if (deadlines.get() == alice) atAlice(outputs);
            else atBob(outputs);
        }
        return true;
    }

    private void later(long millis, Runnable work) {
        tasks.add(new Task(now + millis * MILLI, serial++, work));
    }

    private void ask(SipRequest request) {
        asked.put(branch(request), request);
        atAlice(alice.send(request, TO_BOB, now));
    }

    /** What the far end makes of a request: by its name, so that both sides can tell. */
    private static int decision(String branch) {
        return switch (branch.hashCode() & 3) {
            case 0 -> 486;
            case 1 -> 404;
            default -> 200;
        };
    }

    private boolean isAccepted(String branch) {
        return asked.get(branch).is("INVITE") && decision(branch) == 200;
    }

    private void atAlice(List<Output> outputs) {
        for (var output : outputs) {
            switch (output) {
                case Output.Transmit sent ->
                        transmit(
                                sent,
                                () -> atBob(bob.received(parse(sent.message()), TO_ALICE, now)));
                case Output.ResponseReceived(var id, var response) -> {
                    var branch = response.headers().via().branch().orElseThrow();
                    if (response.isProvisional()) break;
                    assertTrue(
                            finals.put(branch, response.status()) == null,
                            "a second answer to " + branch);
                    if (isAccepted(branch)) {
                        var ack = ack(asked.get(branch), "tag" + branch, branch + "-ack");
                        later(
                                random.nextInt(300),
                                () -> atAlice(alice.acknowledge(id, ack, TO_BOB)));
                    }
                }
                case Output.TimedOut(var id) -> finals.put(((TransactionId.Client) id).branch(), 0);
                case Output.Ended(var id) -> ends.merge(id.toString(), 1, Integer::sum);
                default -> throw new AssertionError(output);
            }
        }
    }

    private void atBob(List<Output> outputs) {
        for (var output : outputs) {
            switch (output) {
                case Output.Transmit sent ->
                        transmit(
                                sent,
                                () -> atAlice(alice.received(parse(sent.message()), TO_BOB, now)));
                case Output.RequestReceived(var id, var request, _) -> {
                    told.merge(branch(request), 1, Integer::sum);
                    if (request.is("INVITE"))
                        later(random.nextInt(1000), () -> answer(id, request, 180));
                    later(
                            1000 + random.nextInt(3000),
                            () -> answer(id, request, decision(branch(request))));
                }
                case Output.AckReceived(_, var ack) ->
                        acks.merge(branch(ack).replace("-ack", ""), 1, Integer::sum);
                case Output.AckMissing _ -> assertTrue(loss > 0.5, "every ACK arrives in the end");
                case Output.Ended(var id) -> ends.merge(id.toString(), 1, Integer::sum);
                default -> throw new AssertionError(output);
            }
        }
    }

    private void answer(TransactionId id, SipRequest request, int status) {
        atBob(bob.respond(id, response(request, status, "tag" + branch(request)), now));
    }

    private void transmit(Output.Transmit sent, Runnable arrival) {
        if (random.nextDouble() >= loss) later(10 + random.nextInt(200), arrival);
        if (random.nextDouble() < 0.05)
            later(10 + random.nextInt(2000), () -> arriveAgain(sent, arrival));
    }

    private static void arriveAgain(Output.Transmit sent, Runnable arrival) {
        sent.message().rewind();
        arrival.run();
    }

    private static String branch(SipRequest request) {
        return request.headers().via().branch().orElseThrow();
    }
}
