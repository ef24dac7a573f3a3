package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallRecord;
import org.ringdown.call.EndReason;
import org.ringdown.testkit.Plan;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;

/**
 * Crowds of calls over a network that loses, doubles and reorders every twentieth SIP message, hung up at every possible moment. What must
 * hold is checked by the world itself after every step, and that nothing is left by {@link World#finish}.
 */
class ThousandCallsTest {
    private static final List<String> USERS =
            IntStream.range(0, 50).mapToObj(number -> "user" + number).toList();
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @Test
    void aThousandCallsEndAndLeaveNothingBehind() {
        var world = run(plan(42), 1_000, 0);

        assertThat(world.records()).hasSizeGreaterThan(950);
        assertThat(answered(world)).isGreaterThan(500);
        assertThat(world.network().tally(Traffic.SIGNALLING).lost()).isGreaterThan(100);
        assertThat(kinds(world)).contains("page-sip", "sip-page", "page-page", "page-app");
        assertThat(reasons(world))
                .contains(
                        EndReason.HANGUP,
                        EndReason.CANCELED,
                        EndReason.BUSY,
                        EndReason.DECLINED,
                        EndReason.NO_ANSWER);
    }

    @Test
    void theSameSeedIsTheSameRun() {
        var first = run(plan(1), 250, 50);
        var again = run(plan(1), 250, 50);
        var other = run(plan(2), 250, 50);

        assertThat(again.digest()).isEqualTo(first.digest());
        assertThat(again.steps()).isEqualTo(first.steps());
        assertThat(again.records()).containsExactlyElementsOf(first.records());
        assertThat(other.digest()).isNotEqualTo(first.digest());
    }

    @Test
    void pagesReloadAndVanishAndPhonesGoDeadAndNothingIsLeftBehind() {
        var world = run(plan(3), 400, 400);
        assertThat(reasons(world)).contains(EndReason.NETWORK_LOST, EndReason.UNAVAILABLE);
    }

    @Test
    void aCrowdWithSoundLeavesNothingBehind() {
        var world = run(plan(4).sound(), 200, 60);
        assertThat(answered(world)).isGreaterThan(100);
        assertThat(world.network().tally(Traffic.MEDIA).delivered()).isGreaterThan(10_000);
    }

    private static Plan plan(long seed) {
        return World.from(seed)
                .users(USERS.toArray(String[]::new))
                .callsAtOnce(50)
                .times(Duration.ofSeconds(8), Duration.ofSeconds(30))
                .resumeGrace(Duration.ofSeconds(10))
                .network(Traffic.SIGNALLING, Conditions.BAD)
                .network(Traffic.STREAM, Conditions.BAD);
    }

    static World run(Plan plan, int calls, int misfortunes) {
        var world = plan.build();
        var crowd = new Crowd(world, USERS);
        crowd.call(calls, A_MINUTE);
        crowd.suffer(misfortunes, A_MINUTE);
        world.run(A_MINUTE.multipliedBy(2));
        crowd.leave();
        world.finish();
        return world;
    }

    private static long answered(World world) {
        return world.records().stream().filter(record -> record.answered().isPresent()).count();
    }

    private static List<String> kinds(World world) {
        return world.records().stream()
                .map(record -> record.callerKind() + "-" + record.calleeKind().orElse("nobody"))
                .distinct()
                .toList();
    }

    private static EnumSet<EndReason> reasons(World world) {
        return world.records().stream()
                .map(CallRecord::ending)
                .map(ending -> ending.reason())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(EndReason.class)));
    }
}
