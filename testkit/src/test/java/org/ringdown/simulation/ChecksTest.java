package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;

/** A page that only looks whether calls work: it has a call, and nobody else has anything to do with it. */
class ChecksTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final World world = World.from(600).build();

    @Test
    void noOtherPageIsToldAndNoHistoryHasIt() {
        var alice = world.page("alice");
        var other = world.page("alice");
        world.run(SOON);
        var heard = new ArrayList<ToPage>();
        other.whenHeard(heard::add);

        var call = alice.check("600");
        world.runUntil(call::isTalking, SOON);
        var late = world.page("alice");
        world.run(SOON);
        assertThat(late.elsewhere()).isEmpty();
        call.hangUp();
        world.run(SOON);

        assertThat(heard).isEmpty();
        assertThat(world.records())
                .singleElement()
                .satisfies(record -> assertThat(record.setup().user()).isEmpty());
    }

    @Test
    void oneThatIsMeantIsToldToAll() {
        isToldToAll(alice -> alice.call("600"));
    }

    /** Nobody calls a number under this cloak. */
    @Test
    void soIsOneThatReachesSomebody() {
        isToldToAll(alice -> alice.check(world.phone("far").uri()));
    }

    @Test
    void soIsARoomWhereOthersAre() {
        isToldToAll(alice -> alice.check("603"));
    }

    private void isToldToAll(Function<ScriptedPage, PageCall> placed) {
        var alice = world.page("alice");
        var other = world.page("alice");
        world.run(SOON);
        var call = placed.apply(alice);
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        assertThat(other.elsewhere()).hasSize(1);
        call.hangUp();
        world.run(SOON);
        assertThat(world.records())
                .singleElement()
                .satisfies(record -> assertThat(record.setup().user()).contains("alice"));
    }
}
