package org.ringdown.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringdown.sip.transaction.SipTexts.TO_BOB;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final TimerValues VALUES = TimerValues.STANDARD;
    private static final long NEAR_WRAP = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private final Deadlines deadlines = new Deadlines();

    @Test
    void keepsTheEarliestFirstWhateverIsMovedAndTakenOut() {
        var random = new Random(17);
        var all = new ArrayList<Transaction>();
        for (int i = 0; i < 100; i++) all.add(transaction(i));
        for (int round = 0; round < 20_000; round++) {
            var one = all.get(random.nextInt(all.size()));
            switch (random.nextInt(4)) {
                case 0 -> one.stop(Timer.B);
                case 1 -> deadlines.remove(one);
                default -> one.start(Timer.B, VALUES, NEAR_WRAP + random.nextLong(5_000_000_000L));
            }
            if (one.place >= 0 || one.hasDeadline()) deadlines.update(one);
            assertFirstIsEarliest(all);
        }
    }

    @Test
    void emptiesInOrderAcrossTheWrapOfTheClock() {
        var random = new Random(18);
        for (int i = 0; i < 1000; i++) {
            var one = transaction(i);
            one.start(Timer.B, VALUES, NEAR_WRAP + random.nextLong(5_000_000_000L));
            deadlines.update(one);
        }

        long last = deadlines.first().orElseThrow().deadline();
        for (var first = deadlines.first(); first.isPresent(); first = deadlines.first()) {
            assertTrue(first.get().deadline() - last >= 0);
            last = first.get().deadline();
            deadlines.remove(first.get());
        }
        assertEquals(0, deadlines.size());
    }

    @Test
    void putsTheOlderFirstAmongEquals() {
        var transactions = new ArrayList<Transaction>();
        for (int i : new Random(19).ints(0, 1_000_000).distinct().limit(50).toArray()) {
            var one = transaction(i);
            one.start(Timer.B, VALUES, NEAR_WRAP);
            deadlines.update(one);
            transactions.add(one);
        }
        transactions.sort(Comparator.comparingLong(one -> one.serial));

        for (var expected : transactions) {
            assertEquals(expected.serial, deadlines.first().orElseThrow().serial);
            deadlines.remove(expected);
        }
    }

    @Test
    void endsRatherThanRepeatsWhenBothAreDue() {
        var one = transaction(1);
        one.start(Timer.A, VALUES, NEAR_WRAP + VALUES.nanos(Timer.B) - VALUES.nanos(Timer.A));
        one.start(Timer.B, VALUES, NEAR_WRAP);

        assertEquals(Timer.B, one.due());
    }

    private void assertFirstIsEarliest(List<Transaction> all) {
        var waiting = all.stream().filter(one -> one.place >= 0).toList();
        assertEquals(waiting.size(), deadlines.size());
        var earliest = waiting.stream().reduce((a, b) -> b.isDueBefore(a) ? b : a);
        assertEquals(earliest.map(one -> one.serial), deadlines.first().map(one -> one.serial));
    }

    private static Transaction transaction(long serial) {
        var id = new TransactionId.Client("z9hG4bK" + serial, "OPTIONS");
        return new Transaction(id, Machine.OTHER_CLIENT, TO_BOB, TO_BOB, serial, false);
    }
}
