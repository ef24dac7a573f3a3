package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.PhoneEnding;
import org.ringdown.testkit.phone.ScriptedPhone;

/** Pages that reload, lose their socket or are gone for good, at every stage of a call. */
class VanishingPagesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofMillis(800);

    private final World world = World.from(7).resumeGrace(GRACE).build();
    private ScriptedPage alice;
    private ScriptedPhone phone;

    @BeforeEach
    void meet() {
        alice = world.page("alice");
        phone = world.phone("carol");
        world.run(SOON);
    }

    @Test
    void aPageThatReloadsInMidCallGoesOnAndThePhoneHearsNoSip() {
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        int messages = there().messagesHeard();

        alice.reload(A_MOMENT);
        world.run(Duration.ofMinutes(1));

        assertThat(there().isTalking()).isTrue();
        assertThat(there().messagesHeard()).isEqualTo(messages);
        assertThat(call.connection()).isPresent();
        hangUp();
    }

    @Test
    void aPageThatReloadsTwiceInARowKeepsItsCall() {
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        alice.reload(A_MOMENT);
        // The second time, the welcome that would bring the next resume token is still on its way.
        world.run(A_MOMENT.plusMillis(2));
        alice.reload(A_MOMENT);
        world.run(Duration.ofMinutes(1));

        assertThat(there().isTalking()).isTrue();
        assertThat(call.connection()).isPresent();
        hangUp();
    }

    @Test
    void aPageThatCrashesInMidCallGoesOn() {
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        alice.crash(Duration.ofSeconds(20), A_MOMENT);
        world.run(Duration.ofMinutes(1));

        assertThat(there().isTalking()).isTrue();
        assertThat(call.connection()).isPresent();
        hangUp();
    }

    /** The connections of what crashed are of no use to what was restored. */
    @Test
    void aPageThatCrashesAgainAndAgainCanStillCall() {
        for (int i = 0; i < 15; i++) {
            alice.prepare();
            world.run(SOON);
            alice.crash(SOON, A_MOMENT);
            world.run(SOON.plusSeconds(1));
        }
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        hangUp();
    }

    @Test
    void aPageThatOnlyLosesItsSocketKeepsItsMedia() {
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        var connection = call.connection();
        alice.loseSocket(A_MOMENT, Duration.ofSeconds(3));
        world.run(Duration.ofMinutes(1));

        assertThat(there().isTalking()).isTrue();
        assertThat(call.connection()).isEqualTo(connection);
        hangUp();
    }

    @Test
    void aPageThatNeverComesBackLosesItsCallAtTheEndOfTheGracePeriod() {
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        alice.vanish(Duration.ZERO);
        world.run(GRACE);
        assertThat(there().isTalking()).isTrue();
        world.run(Duration.ofSeconds(10));

        assertThat(there().isOver()).isTrue();
        assertEnded(EndReason.NETWORK_LOST);
        world.finish();
    }

    @Test
    void theCallerIsLostWhileItRings() {
        phone.person(Person.who(new Reaction.Ignores()));
        alice.call(phone.uri());
        world.run(SOON);
        alice.vanish(Duration.ZERO);
        world.run(GRACE.plusSeconds(10));

        assertThat(there().ending()).get().matches(e -> e.kind() == PhoneEnding.Kind.WAS_CANCELED);
        assertEnded(EndReason.NETWORK_LOST);
        world.finish();
    }

    @Test
    void theOnlyCalledPageIsLostWhileItRings() {
        alice.person(Person.who(new Reaction.Vanishes(Duration.ofSeconds(2))));
        var call = phone.call(world.address("alice"), world.sip());
        world.run(GRACE.plusSeconds(10));

        assertThat(call.ending()).get().matches(end -> end.status() == 480);
        assertEnded(EndReason.UNAVAILABLE);
        world.finish();
    }

    @Test
    void aCalledPageThatReloadsRingsAgain() {
        alice.person(Person.who(new Reaction.Ignores()));
        var call = phone.call(world.address("alice"), world.sip());
        world.run(SOON);
        alice.person(Person.who(Reaction.answer()));
        alice.reload(A_MOMENT);
        world.runUntil(call::isTalking, SOON);
        call.hangUp();
        world.run(SOON);

        assertEnded(EndReason.HANGUP);
        world.finish();
    }

    @Test
    void aPageThatIsGoneBeforeItsWelcomeLeavesNothing() {
        for (int i = 0; i < 200; i++) {
            var page = world.page("bob");
            var moment = Duration.ofNanos(2_000_000 + world.random().nextLong(3_000_000));
            world.time().after(moment, () -> page.vanish(Duration.ZERO));
            world.run(Duration.ofMillis(20));
        }
        world.finish();
    }

    @Test
    void aUserHasSoManyPagesAndNoMoreUntilOneHasGone() {
        var pages = new ArrayList<ScriptedPage>();
        while (pages.size() < 49) pages.add(world.page("alice"));
        world.run(SOON);
        assertThat(pages).allMatch(ScriptedPage::isOnline);

        var oneTooMany = world.page("alice");
        world.run(SOON);
        assertThat(oneTooMany.isOnline()).isFalse();
        assertThat(oneTooMany.failures())
                .extracting(ToPage.Failure::code)
                .containsExactly("over-capacity");

        pages.getFirst().close();
        world.run(GRACE.plus(SOON));
        oneTooMany.open();
        world.run(SOON);
        assertThat(oneTooMany.isOnline()).isTrue();
    }

    private PhoneCall there() {
        return phone.calls().getFirst();
    }

    private void hangUp() {
        there().hangUp();
        world.run(SOON);
        assertEnded(EndReason.HANGUP);
        world.finish();
    }

    private void assertEnded(EndReason reason) {
        assertThat(world.records()).singleElement().matches(r -> r.ending().reason() == reason);
    }
}
