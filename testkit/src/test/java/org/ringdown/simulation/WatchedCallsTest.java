package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.ScriptedPhone;

/** A page that asks for it is told each second how both legs of its call sound to the gateway; one that does not is told nothing. */
class WatchedCallsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final World world = World.from(1).sound().ladders(100).build();
    private ScriptedPage alice;
    private PageCall call;

    @BeforeEach
    void talk() {
        alice = world.page("alice");
        ScriptedPhone carol = world.phone("carol");
        world.run(SOON);
        call = alice.call(carol.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
    }

    @Test
    void nobodyIsToldUnasked() {
        assertThat(call.sounds()).isEmpty();
        end();
    }

    @Test
    void bothLegsAreToldUntilThePageHasHeardEnough() {
        call.watch(true);
        world.run(SOON);
        assertThat(call.sounds()).hasSizeBetween(9, 10);
        var last = call.sounds().getLast();
        assertThat(last.call()).isEqualTo(call.id().orElseThrow());
        assertThat(last.here().all().heard()).isGreaterThan(500);
        assertThat(last.there().orElseThrow().all().heard()).isGreaterThan(500);
        assertThat(last.here().lately().loss()).isZero();

        call.watch(false);
        world.run(SOON);
        int told = call.sounds().size();
        world.run(SOON);
        assertThat(call.sounds()).hasSize(told);
        end();
    }

    @Test
    void anAppHasNoNetwork() {
        var numbers = alice.call("600");
        world.runUntil(numbers::isTalking, SOON);
        numbers.watch(true);
        world.run(SOON);

        assertThat(numbers.sounds()).isNotEmpty().allMatch(told -> told.there().isEmpty());
        numbers.hangUp();
        end();
    }

    @Test
    void nothingIsToldOfACallThatIsOver() {
        call.watch(true);
        world.run(SOON);
        int told = call.sounds().size();
        end();
        call.watch(true);
        world.run(SOON);

        assertThat(call.sounds().size() - told).isLessThanOrEqualTo(1);
        assertThat(call.refusal()).isEmpty();
    }

    private void end() {
        call.hangUp();
        world.run(SOON);
    }
}
