package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneCall;

/** Two messages that cross, at many distances: whichever comes first, both ends hear one ending and nothing is left. */
class CrossingsTest {
    private static final Duration THINKS = Duration.ofSeconds(1);
    private static final int SEEDS = 40;

    @Test
    void aPageAnswersAsThePhoneGivesUp() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            var world = World.from(seed).build();
            var alice = world.page("alice");
            alice.person(Person.who(new Reaction.Answers(THINKS, Optional.empty())));
            var phone = world.phone("carol");
            world.run(Duration.ofSeconds(5));
            var call = phone.call(world.address("alice"), world.sip());
            world.run(THINKS.plusMillis(2L * seed));
            call.hangUp();
            world.run(Duration.ofSeconds(5));
            assertThat(call).matches(PhoneCall::isOver);
            assertThat(alice.calls()).allMatch(PageCall::isOver);
            world.finish();
        }
    }

    @Test
    void aPageIsClosedAsItSaysHello() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            var world = World.from(seed).build();
            var alice = world.page("alice");
            world.run(Duration.ofMillis(3L * seed));
            alice.close();
            world.finish();
        }
    }
}
