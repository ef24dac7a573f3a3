package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;

/** A thousand calls over a network that loses every twentieth SIP message, hung up at every possible moment, and nothing left of them. */
class ThousandCallsTest {
    private static final int CALLS = 1_000;

    @Test
    void endAndLeaveNothingBehind() {
        var world = calls(42, CALLS, 0);

        assertThat(world.records()).hasSizeGreaterThan(CALLS * 9 / 10);
        assertThat(world.records().stream().filter(r -> r.answered().isPresent()).count())
                .isGreaterThan(CALLS / 3);
        System.out.println(world.steps() + " steps " + world.time().elapsed() + " " + world.network().tally(Traffic.SIGNALLING) + " " + world.records().size());
        System.out.println("" + world.records().stream().collect(java.util.stream.Collectors.groupingBy(r -> r.callerKind() + " " + r.calleeKind() + " " + r.ending().reason(), java.util.TreeMap::new, java.util.stream.Collectors.counting())));
    }

    static World calls(long seed, int calls, int misfortunes) {
        var users = IntStream.range(0, 50).mapToObj(i -> "user" + i).toList();
        var world =
                World.from(seed)
                        .users(users.toArray(String[]::new))
                        .callsAtOnce(50)
                        .resumeGrace(Duration.ofSeconds(10))
                        .times(Duration.ofSeconds(15), Duration.ofSeconds(30))
                        .network(Traffic.SIGNALLING, Conditions.BAD)
                        .network(Traffic.STREAM, Conditions.GOOD.withDelay(Duration.ofMillis(20), Duration.ofMillis(60)))
                        .build();
        var crowd = new Crowd(world, users);
        crowd.call(calls, Duration.ofMinutes(1));
        if (misfortunes > 0) crowd.suffer(misfortunes, Duration.ofMinutes(1));
        world.run(Duration.ofMinutes(2));
        world.finish();
        return world;
    }
}
