package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.World;
import org.ringdown.testkit.media.SoundPeerConnection;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneSound;
import org.ringdown.testkit.phone.ScriptedPhone;

/** Both ends hear each other, and nothing that happens to a page breaks what its far end hears. */
class SoundTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    /** After so long without packets a far end hears a filler. */
    private static final Duration FILLED_AFTER = Duration.ofMillis(200);

    private final World world = World.from(11).users("dave").sound().build();
    private ScriptedPage alice;
    private ScriptedPhone phone;

    @BeforeEach
    void meet() {
        alice = world.page("alice");
        phone = world.phone("carol");
        world.run(SOON);
    }

    @Test
    void aPageAndAPhoneHearEachOther() {
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        int before = there().ear().heard(here(call).voice());
        int beforeHere = here(call).ear().heard(there().voice());
        world.run(SOON);

        assertThat(there().ear().heard(here(call).voice()) - before).isBetween(249, 251);
        assertThat(here(call).ear().heard(there().voice()) - beforeHere).isBetween(249, 251);
        assertThat(there().ear().breaks()).isZero();
        assertThat(here(call).ear().breaks()).isZero();
        assertThat(here(call).forged()).isZero();
        assertThat(there().reports()).isPositive();
        assertThat(here(call).reports()).isPositive();
        end(call);
    }

    @Test
    void aPageThatReloadsWhileTalkingBreaksNothingForThePhone() {
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        int messages = phone.calls().getFirst().messagesHeard();
        var before = here(call);

        alice.reload(Duration.ofMillis(800));
        world.run(SOON);

        assertThat(here(call)).isNotSameAs(before);
        assertThat(there().ear().heard(here(call).voice())).isGreaterThan(190);
        assertThat(here(call).ear().heard(there().voice())).isGreaterThan(190);
        assertThat(there().ear().breaks()).isZero();
        assertThat(there().ear().longestSilence()).isLessThan(FILLED_AFTER.plusMillis(60));
        assertThat(phone.calls().getFirst().messagesHeard()).isEqualTo(messages);
        end(call);
    }

    @Test
    void aCallGoesOnWhileItsPageIsAway() {
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        alice.reload(Duration.ofSeconds(20));
        world.run(Duration.ofSeconds(40));

        assertThat(there().ear().breaks()).isZero();
        assertThat(there().ear().fillers()).isGreaterThan(800);
        assertThat(there().ear().heard(here(call).voice())).isGreaterThan(700);
        end(call);
    }

    @Test
    void twoPagesHearEachOtherOnWhateverWorkersTheyLive() {
        for (var user : new String[] {"bob", "dave"}) {
            var other = world.page(user);
            world.run(SOON);
            var call = alice.call(user);
            world.runUntil(call::isTalking, SOON);
            world.run(SOON);
            var answered = other.calls().getFirst();

            assertThat(here(answered).ear().heard(here(call).voice())).isGreaterThan(240);
            assertThat(here(call).ear().heard(here(answered).voice())).isGreaterThan(240);
            assertThat(here(call).ear().breaks() + here(answered).ear().breaks()).isZero();
            call.hangUp();
            world.run(SOON);
        }
        world.finish();
    }

    @Test
    void theEchoIsOnesOwnVoice() {
        var call = alice.call("600");
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);

        assertThat(here(call).ear().heard(here(call).voice())).isGreaterThan(240);
        assertThat(here(call).ear().breaks()).isZero();
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void aPageThatReloadsAgainAndAgainBreaksNothingForThePhone() {
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        for (int i = 0; i < 5; i++) {
            alice.reload(Duration.ofMillis(300L * i));
            world.run(SOON);
            assertThat(there().ear().heard(here(call).voice())).isGreaterThan(150);
        }
        assertThat(there().ear().breaks()).isZero();
        end(call);
    }

    @Test
    void anotherPageOfTheUserTakesTheCallAndThePhoneHearsNoBreak() {
        var laptop = world.page("alice");
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        int messages = phone.calls().getFirst().messagesHeard();

        var pulled = laptop.pull(laptop.elsewhere().getFirst());
        world.run(SOON);

        assertThat(call.connection()).isEmpty();
        assertThat(there().ear().heard(here(pulled).voice())).isGreaterThan(230);
        assertThat(here(pulled).ear().heard(there().voice())).isGreaterThan(230);
        assertThat(there().ear().breaks()).isZero();
        assertThat(phone.calls().getFirst().messagesHeard()).isEqualTo(messages);
        end(pulled);
    }

    @Test
    void aCalledPageHearsThePhone() {
        alice.person(Person.who(Reaction.answer()));
        var there = phone.call(world.address("alice"), world.sip());
        world.runUntil(there::isTalking, SOON);
        world.run(SOON);
        var call = alice.calls().getFirst();

        assertThat(here(call).ear().heard(there().voice())).isGreaterThan(240);
        assertThat(there().ear().heard(here(call).voice())).isGreaterThan(240);
        assertThat(here(call).ear().breaks() + there().ear().breaks()).isZero();
        end(call);
    }

    private PhoneSound there() {
        return phone.calls().getFirst().sound().orElseThrow();
    }

    private static SoundPeerConnection here(PageCall call) {
        return (SoundPeerConnection) call.connection().orElseThrow();
    }

    private void end(PageCall call) {
        call.hangUp();
        world.run(SOON);
        assertThat(phone.calls()).allMatch(c -> c.isOver());
        world.finish();
    }
}
