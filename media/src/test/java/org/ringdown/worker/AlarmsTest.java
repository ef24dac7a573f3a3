package org.ringdown.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmsTest {
    private final Alarms alarms = new Alarms();
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsWhatIsDueSoonestFirstAndLeavesTheRest() {
        named("late").set(30);
        named("first").set(10);
        named("second").set(20);

        alarms.runDue(20, Runnable::run);

        assertThat(ran).containsExactly("first", "second");
        assertThat(alarms.untilNext(20)).isEqualTo(10);
    }

    @Test
    void runsEqualTimesInTheOrderTheyWereSet() {
        for (int i = 0; i < 20; i++) named("alarm " + i).set(5);

        alarms.runDue(5, Runnable::run);

        assertThat(ran).hasSize(20).first().isEqualTo("alarm 0");
        assertThat(ran).last().isEqualTo("alarm 19");
        assertThat(ran.get(9)).isEqualTo("alarm 9");
    }

    @Test
    void setAgainReplacesTheTimeBefore() {
        var alarm = named("once");
        alarm.set(10);
        alarm.set(50);

        alarms.runDue(49, Runnable::run);
        assertThat(ran).isEmpty();
        alarms.runDue(50, Runnable::run);
        assertThat(ran).containsExactly("once");
    }

    @Test
    void cancelledNeverRuns() {
        var alarm = named("never");
        alarm.set(10);
        alarm.cancel();
        alarm.cancel();

        alarms.runDue(100, Runnable::run);

        assertThat(ran).isEmpty();
        assertThat(alarms.untilNext(100)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void oneThatSetsItselfDueDoesNotKeepTheLoop() {
        var holder = new Alarm[1];
        holder[0] =
                alarms.create(() -> {
                    ran.add("again");
                    holder[0].set(0);
                });
        holder[0].set(0);

        alarms.runDue(10, Runnable::run);

        assertThat(ran).containsExactly("again");
        assertThat(alarms.untilNext(10)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 500, Long.MIN_VALUE})
    void keepsOrderWhateverIsSetAndCancelled(long origin) {
        var random = new Random(7);
        var expected = new TreeMap<Integer, Integer>();
        var order = new ArrayList<Integer>();
        for (int i = 0; i < 500; i++) {
            int number = i;
            var alarm = alarms.create(() -> order.add(number));
            int at = random.nextInt(1000);
            while (expected.containsKey(at)) at++;
            alarm.set(origin + random.nextInt(1000));
            alarm.set(origin + at);
            if (random.nextInt(4) == 0) {
                alarm.cancel();
            } else {
                expected.put(at, number);
            }
        }

        alarms.runDue(origin + 2000, Runnable::run);

        assertThat(order).containsExactlyElementsOf(expected.values());
    }

    private Alarm named(String name) {
        return alarms.create(() -> ran.add(name));
    }
}
