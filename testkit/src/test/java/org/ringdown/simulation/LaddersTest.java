package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.LadderParty;
import org.ringdown.ladder.Step;
import org.ringdown.testkit.World;

/** What the ladders of simulated calls hold: both sides, in order, with nothing secret. */
class LaddersTest {
    private static final long PACKET = 20_000_000;

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
        assertThat(ladder.parties())
                .extracting(LadderParty::name, LadderParty::kind, LadderParty::caller)
                .containsExactly(tuple("alice", "page", true), tuple("carol", "sip", false));
        assertThat(ladder.steps())
                .extracting(Step::label)
                .containsSubsequence(
                        "media.open",
                        "media.answer",
                        "calling",
                        "INVITE " + phone.uri(),
                        "180 Ringing (INVITE)",
                        "ringing",
                        "200 OK (INVITE)",
                        "ACK " + phone.uri(),
                        "answered",
                        "hangup",
                        "BYE " + phone.uri(),
                        "200 OK (BYE)");
        assertThat(ladder.media())
                .hasSize(2)
                .allMatch(leg -> leg.everHeard() && leg.closed() && leg.figures().heard() > 200)
                .allMatch(leg -> leg.figures().quality().jitterNanos() < PACKET);
        assertThat(ladder.sentence()).isEmpty();
        world.finish();
    }

    @Test
    void aPhoneThatProvesItsPasswordHasBothItsInvitesInTheLadder() {
        world.page("bob");
        var phone = world.phone("alice");
        phone.password("alice");
        world.run(SOON);
        var call = phone.call(world.address("bob"), world.sip());
        world.runUntil(call::isTalking, SOON);
        call.hangUp();
        world.run(SOON);

        var ladder = only();
        assertThat(ladder.steps())
                .extracting(Step::label)
                .startsWith("INVITE " + world.address("bob"))
                .containsSubsequence(
                        "401 Unauthorized (INVITE)",
                        "INVITE " + world.address("bob"),
                        "200 OK (INVITE)");
        world.finish();
    }

    @Test
    void nothingSecretIsInAnyOfThem() {
        var alice = world.page("alice");
        var phone = world.phone("bob");
        phone.password("bob");
        world.run(SOON);
        var in = phone.call(world.address("alice"), world.sip());
        world.runUntil(in::isTalking, SOON);
        alice.calls().getFirst().press("4711");
        world.run(SOON);
        in.hangUp();
        var out = alice.call("604");
        world.runUntil(out::isTalking, SOON);
        out.press("0815");
        world.run(SOON);
        out.hangUp();
        world.run(SOON);

        var all = all().stream().map(call -> ladder(call.id()).toString()).toList();
        assertThat(all).hasSize(2);
        assertThat(all.toString())
                .contains("response=\"***", "a=ice-pwd:***")
                .doesNotContain("4711", "0815")
                .doesNotContainPattern("response=\"?[^*\"]")
                .doesNotContainPattern("ice-pwd:[^*]")
                .doesNotContainPattern("(?i)resume");
        world.finish();
    }

    private List<Ladder> all() {
        var all = new AtomicReference<List<Ladder>>(List.of());
        world.gateway().ladders().recent(Optional.empty(), 10, all::set);
        world.runUntil(() -> !all.get().isEmpty(), SOON);
        return all.get();
    }

    private Ladder only() {
        assertThat(all()).hasSize(1);
        return ladder(all().getFirst().id());
    }

    private Ladder ladder(String id) {
        var found = new AtomicReference<Optional<Ladder>>(Optional.empty());
        world.gateway().ladders().find(id, found::set);
        world.runUntil(() -> found.get().isPresent(), SOON);
        return found.get().orElseThrow();
    }
}
