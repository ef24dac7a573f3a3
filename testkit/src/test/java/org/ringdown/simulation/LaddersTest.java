package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.ringdown.ladder.Drawing;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.LadderParty;
import org.ringdown.testkit.World;

/** What the ladders of simulated calls hold: both sides, in order, with nothing secret. */
class LaddersTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final World world = World.from(7).sound().ladders(100).build();

    @Test
    void aCallOfAPageHasBothItsSides() {
        var alice = world.page("alice");
        var phone = world.phone("carol");
        world.run(SOON);
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        call.hangUp();
        world.run(SOON);

        var ladder = only();
        System.out.println(Drawing.of(ladder, 120));
        assertThat(ladder.parties())
                .extracting(LadderParty::name, LadderParty::kind, LadderParty::caller)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("alice", "page", true),
                        org.assertj.core.groups.Tuple.tuple("carol", "sip", false));
        world.finish();
    }

    private Ladder only() {
        var all = new AtomicReference<List<Ladder>>(List.of());
        world.gateway().ladders().recent(Optional.empty(), 10, all::set);
        world.runUntil(() -> !all.get().isEmpty(), SOON);
        assertThat(all.get()).hasSize(1);
        return ladder(all.get().getFirst().id());
    }

    private Ladder ladder(String id) {
        var found = new AtomicReference<Optional<Ladder>>(Optional.empty());
        world.gateway().ladders().find(id, found::set);
        world.runUntil(() -> found.get().isPresent(), SOON);
        return found.get().orElseThrow();
    }
}
