package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.PhoneEnding;

/** Two things that happen at once: whoever wins, both ends are told the same. */
class RacesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int SEEDS = 60;

    /** RFC 3261 §9.1 and §15: a 200 that crosses our CANCEL is acknowledged, and its call ended by BYE. */
    @Test
    void aPageHangsUpWhileThePhoneAnswers() {
        var seen = EnumSet.noneOf(PhoneEnding.Kind.class);
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = World.from(seed).build();
            var alice = world.page("alice");
            var phone = world.phone("carol");
            world.run(SOON);
            phone.person(Person.who(Reaction.answer(Duration.ofMillis(500))));
            var call = alice.call(phone.uri());
            call.hangUpAfter(Duration.ofNanos(498_000_000L + 200_000L * seed));
            world.run(SOON);

            assertThat(world.records()).hasSize(1);
            var reason = world.records().iterator().next().ending().reason();
            assertThat(reason).isIn(EndReason.CANCELED, EndReason.HANGUP);
            assertThat(ending(call)).isEqualTo(reason.word());
            var there = phone.calls().getFirst().ending().orElseThrow().kind();
            if (reason == EndReason.CANCELED) seen.add(there);
            world.finish();
        }
        // The answer lost, or it crossed.
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        PhoneEnding.Kind.WAS_CANCELED, PhoneEnding.Kind.WAS_HUNG_UP);
    }

    @Test
    void aPhoneHangsUpWhileThePageAnswers() {
        var seen = EnumSet.noneOf(EndReason.class);
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = World.from(seed).build();
            var alice = world.page("alice");
            var phone = world.phone("carol");
            alice.person(Person.who(Reaction.answer(Duration.ofMillis(500))));
            world.run(SOON);
            var call = phone.call(world.address("alice"), world.sip());
            call.hangUpAfter(Duration.ofNanos(498_000_000L + 200_000L * seed));
            world.run(SOON);

            assertThat(world.records()).hasSize(1);
            seen.add(world.records().iterator().next().ending().reason());
            assertThat(call.ending()).get().matches(end -> end.kind() != PhoneEnding.Kind.UNHEARD);
            assertThat(alice.calls()).singleElement().matches(PageCall::isOver);
            world.finish();
        }
        assertThat(seen).containsExactlyInAnyOrder(EndReason.CANCELED, EndReason.HANGUP);
    }

    @Test
    void ofTwoPagesThatAnswerAtOnceOneWinsAndTheOtherLearnsIt() {
        int firstWins = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = World.from(seed).build();
            var pages = List.of(world.page("alice"), world.page("alice"));
            pages.forEach(page -> page.person(Person.who(Reaction.answer())));
            var phone = world.phone("carol");
            world.run(SOON);
            var call = phone.call(world.address("alice"), world.sip());
            world.run(SOON);

            assertThat(call.isTalking()).isTrue();
            var talking = pages.stream().filter(RacesTest::talks).toList();
            assertThat(talking).hasSize(1);
            var loser = pages.stream().filter(page -> !talks(page)).findFirst().orElseThrow();
            assertThat(ending(loser.calls().getFirst())).isEqualTo("answered-elsewhere");
            if (talking.getFirst() == pages.getFirst()) firstWins++;
            talking.getFirst().calls().getFirst().hangUp();
            world.run(SOON);
            assertThat(world.records()).hasSize(1);
            world.finish();
        }
        assertThat(firstWins).isBetween(1, SEEDS - 1);
    }

    @Test
    void bothEndsHangUpAtOnce() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = World.from(seed).build();
            var alice = world.page("alice");
            var phone = world.phone("carol");
            var call = alice.call(phone.uri());
            world.runUntil(call::isTalking, SOON);
            call.hangUp();
            phone.calls().getFirst().hangUp();
            world.run(SOON);

            assertThat(ending(call)).isEqualTo("hangup");
            assertThat(phone.calls()).singleElement().matches(PhoneCall::isOver);
            assertThat(world.records()).hasSize(1);
            world.finish();
        }
    }

    /** The phone must not ring for somebody who is gone. */
    @Test
    void aCallIsHungUpBeforeThePhoneIsFound() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = World.from(seed).build();
            var alice = world.page("alice");
            var phone = world.phone("carol");
            phone.person(Person.who(new Reaction.Ignores()));
            world.run(SOON);
            alice.call(phone.uri()).hangUp();
            world.run(SOON);

            assertThat(phone.calls()).allMatch(PhoneCall::isOver);
            world.finish();
        }
    }

    private static boolean talks(ScriptedPage page) {
        return page.calls().getFirst().isTalking();
    }

    private static String ending(PageCall call) {
        return call.ending().orElseThrow().reason();
    }
}
