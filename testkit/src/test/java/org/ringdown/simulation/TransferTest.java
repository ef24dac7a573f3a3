package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.Plan;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.ScriptedPhone;

/** Alice gives her calls away: to a number, or to the far end of another of her calls; whoever hangs up meanwhile wins. */
class TransferTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private World world;
    private ScriptedPage alice;
    private ScriptedPhone bob;
    private ScriptedPhone carol;

    @Test
    void aPhoneIsGivenToAnother() {
        begin(World.from(1));
        var call = talk(bob);
        call.transfer(carol.uri());
        world.runUntil(call::isOver, SOON);
        assertThat(call.transferStatus()).isEqualTo("done");
        assertThat(call.ending().map(ToPage.Ended::reason)).hasValue("transferred");
        var first = bob.calls().getFirst();
        var second = carol.calls().getFirst();
        world.runUntil(() -> first.isTalking() && second.isTalking(), SOON);
        second.hangUp();
        world.runUntil(first::isOver, SOON);
        world.finish();
        assertThat(world.records())
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.ending().reason()).isEqualTo(EndReason.HANGUP);
                    assertThat(record.transfers()).hasSize(1);
                });
    }

    @Test
    void aPhoneThatIsGivenToAnAppMayHangUp() {
        begin(World.from(8));
        var call = talk(bob);
        call.transfer("600");
        world.runUntil(call::isOver, SOON);
        var first = bob.calls().getFirst();
        assertThat(first.isTalking()).isTrue();
        first.hangUp();
        world.runUntil(() -> !world.records().isEmpty(), SOON);
        world.finish();
    }

    @Test
    void theTwoWhoStayHearEachOther() {
        begin(World.from(2).sound());
        var call = talk(bob);
        call.transfer(carol.uri());
        world.runUntil(call::isOver, SOON);
        var first = bob.calls().getFirst().sound().orElseThrow();
        var second = carol.calls().getFirst().sound().orElseThrow();
        world.run(Duration.ofSeconds(2));
        assertThat(first.ear().heard(second.voice())).isGreaterThan(95);
        assertThat(second.ear().heard(first.voice())).isGreaterThan(95);
        assertThat(first.ear().breaks()).isZero();
        bob.calls().getFirst().hangUp();
        world.finish();
    }

    @Test
    void aTransferThatIsRefusedGivesTheCallBack() {
        begin(World.from(3));
        carol.person(Person.who(new Reaction.Refuses(Duration.ofSeconds(1), 486)));
        var call = talk(bob);
        call.hold(true);
        world.runUntil(() -> bob.calls().getFirst().isHeld(), SOON);
        call.transfer(carol.uri());
        world.runUntil(() -> call.transferStatus().equals("failed"), SOON);
        world.runUntil(() -> !bob.calls().getFirst().isHeld(), SOON);
        world.runUntil(() -> call.hold().equals(new ToPage.Hold(false, false)), SOON);
        assertThat(call.isTalking()).isTrue();
        call.hangUp();
        world.finish();
    }

    @Test
    void aNumberThatIsNotAllowedIsNotTransferredTo() {
        begin(World.from(4));
        var call = talk(bob);
        call.transfer("+441234");
        world.runUntil(() -> !alice.failures().isEmpty(), SOON);
        assertThat(alice.failures().getLast().code()).isEqualTo("destination-not-allowed");
        assertThat(bob.calls().getFirst().isTalking()).isTrue();
        world.finish();
    }

    @Test
    void theFarEndsOfTwoCallsAreJoined() {
        for (int seed = 10; seed < 20; seed++) {
            begin(World.from(seed));
            var one = talk(bob);
            one.hold(true);
            var other = talk(carol);
            one.transfer(other);
            world.runUntil(() -> one.isOver() && other.isOver(), SOON);
            assertThat(one.transferStatus()).isEqualTo("done");
            var first = bob.calls().getFirst();
            var second = carol.calls().getFirst();
            assertThat(List.of(first.isTalking(), second.isTalking())).containsOnly(true);
            world.runUntil(() -> !first.isHeld(), SOON);
            world.run(Duration.ofMinutes(1));
            assertThat(List.of(first.isTalking(), second.isTalking())).containsOnly(true);
            first.hangUp();
            world.runUntil(second::isOver, SOON);
            world.finish();
            assertThat(world.records())
                    .extracting(record -> record.ending().reason())
                    .containsExactlyInAnyOrder(EndReason.TRANSFERRED, EndReason.HANGUP);
        }
    }

    @Test
    void aCallThatStillRingsIsGivenUpAndItsNumberCalledInstead() {
        begin(World.from(9));
        carol.person(Person.who(Reaction.answer(Duration.ofSeconds(3))));
        var one = talk(bob);
        var other = alice.call(carol.uri());
        world.runUntil(() -> !carol.calls().isEmpty(), SOON);
        world.run(Duration.ofSeconds(1));
        one.transfer(other);
        world.runUntil(() -> one.isOver() && other.isOver(), SOON);
        assertThat(other.ending().map(ToPage.Ended::reason)).hasValue("canceled");
        assertThat(one.ending().map(ToPage.Ended::reason)).hasValue("transferred");
        assertThat(carol.calls()).hasSize(2);
        world.runUntil(() -> carol.calls().getLast().isTalking(), SOON);
        assertThat(bob.calls().getFirst().isTalking()).isTrue();
        bob.calls().getFirst().hangUp();
        world.runUntil(() -> carol.calls().getLast().isOver(), SOON);
        world.finish();
    }

    /** The network is bad, and everybody does something at any moment. What must hold, the world checks after every step. */
    @Test
    void whateverCrossesATransferNothingIsLeftBehind() {
        int done = 0;
        for (int seed = 0; seed < 400; seed++) {
            begin(
                    World.from(seed)
                            .times(Duration.ofSeconds(8), Duration.ofSeconds(90))
                            .resumeGrace(Duration.ofSeconds(5))
                            .network(Traffic.SIGNALLING, Conditions.BAD));
            if (stumble()) done++;
        }
        assertThat(done).as("transfers that came about").isGreaterThan(60);
    }

    private boolean stumble() {
        var random = world.random();
        carol.person(Person.who(Reaction.answer(Duration.ofMillis(random.nextInt(2_000)))));
        var one = alice.call(bob.uri());
        var other = alice.call(carol.uri());
        world.run(Duration.ofMillis(random.nextInt(500, 6_000)));
        for (int deed = random.nextInt(1, 5); deed > 0; deed--) {
            switch (random.nextInt(12)) {
                case 0, 1 -> one.transfer(other);
                case 2 -> other.transfer(one);
                case 3 -> one.transfer(carol.uri());
                case 4 -> other.transfer(bob.uri());
                case 5 -> hangUp(bob);
                case 6 -> hangUp(carol);
                case 7 -> one.hangUp();
                case 8 -> other.hold(random.nextBoolean());
                case 9 -> hold(bob, random.nextBoolean());
                case 10 -> one.transfer("601");
                default -> {
                    if (random.nextInt(4) == 0) alice.vanish(Duration.ofSeconds(1));
                    else alice.reload(Duration.ofMillis(random.nextInt(3_000)));
                }
            }
            world.run(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 20 : 2_000)));
        }
        world.run(Duration.ofSeconds(30));
        boolean done =
                world.records().stream()
                        .anyMatch(record ->
                                record.ending().reason() == EndReason.TRANSFERRED
                                        || !record.transfers().isEmpty());
        bob.calls().forEach(PhoneCall::hangUp);
        carol.calls().forEach(PhoneCall::hangUp);
        world.finish();
        return done || world.records().stream().anyMatch(record -> !record.transfers().isEmpty());
    }

    private static void hangUp(ScriptedPhone phone) {
        phone.calls().forEach(PhoneCall::hangUp);
    }

    private static void hold(ScriptedPhone phone, boolean on) {
        phone.calls().forEach(call -> call.hold(on));
    }

    private void begin(Plan plan) {
        world = plan.users("alice").build();
        alice = world.page("alice");
        bob = world.phone("bob");
        carol = world.phone("carol");
    }

    private PageCall talk(ScriptedPhone with) {
        var call = alice.call(with.uri());
        world.runUntil(call::isTalking, PATIENCE);
        world.runUntil(() -> with.calls().getLast().isTalking(), PATIENCE);
        return call;
    }
}
