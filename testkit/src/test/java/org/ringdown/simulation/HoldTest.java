package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.World;
import org.ringdown.testkit.media.SoundPeerConnection;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.ScriptedPhone;

/** Either side of a call holds the other, and lets go, for itself. */
class HoldTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration GLARE = Duration.ofSeconds(60);

    private World world;
    private ScriptedPage alice;
    private ScriptedPhone bob;
    private PageCall page;
    private PhoneCall phone;

    @Test
    void aPageHoldsAPhoneAndLetsGo() {
        talk(1);
        page.hold(true);
        world.runUntil(phone::isHeld, SOON);
        assertThat(page.hold()).isEqualTo(new ToPage.Hold(true, false));
        page.hold(false);
        world.runUntil(() -> !phone.isHeld(), SOON);
        assertThat(page.hold()).isEqualTo(new ToPage.Hold(false, false));
        hangUp();
    }

    @Test
    void aPageLearnsThatAPhoneHolds() {
        talk(2);
        phone.hold(true);
        world.runUntil(() -> page.hold().remote(), SOON);
        phone.hold(false);
        world.runUntil(() -> !page.hold().remote(), SOON);
        hangUp();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothHoldAndLetGoInEitherOrder(boolean pageFirst) {
        talk(3);
        page.hold(true);
        world.runUntil(phone::isHeld, SOON);
        phone.hold(true);
        world.runUntil(() -> page.hold().equals(new ToPage.Hold(true, true)), SOON);
        if (pageFirst) page.hold(false);
        else phone.hold(false);
        var half = new ToPage.Hold(!pageFirst, pageFirst);
        world.runUntil(() -> page.hold().equals(half) && phone.isSettled(), SOON);
        if (pageFirst) phone.hold(false);
        else page.hold(false);
        world.runUntil(() -> page.hold().equals(new ToPage.Hold(false, false)), SOON);
        world.runUntil(() -> !phone.isHeld() && phone.isSettled(), SOON);
        hangUp();
    }

    @Test
    void bothMayChangeTheirMindsAtTheSameMoment() {
        for (int seed = 0; seed < 200; seed++) {
            talk(seed);
            var random = world.random();
            boolean pageHolds = false;
            boolean phoneHolds = false;
            for (int wish = random.nextInt(1, 5); wish > 0; wish--) {
                pageHolds = random.nextBoolean();
                phoneHolds = random.nextBoolean();
                page.hold(pageHolds);
                world.run(Duration.ofMillis(random.nextInt(30)));
                phone.hold(phoneHolds);
                world.run(Duration.ofMillis(random.nextInt(1_000)));
            }
            var wanted = new ToPage.Hold(pageHolds, phoneHolds);
            world.run(GLARE);
            assertThat(page.hold()).as("seed %d", seed).isEqualTo(wanted);
            assertThat(phone.isSettled()).as("seed %d: settled", seed).isTrue();
            assertThat(phone.isHeld()).as("seed %d: held", seed).isEqualTo(pageHolds);
            hangUp();
        }
    }

    @Test
    void pagesHoldEachOther() {
        world = World.from(5).users("alice", "carol").build();
        alice = world.page("alice");
        var carol = world.page("carol");
        page = alice.call("carol");
        world.runUntil(page::isTalking, SOON);
        var other = carol.calls().getFirst();
        page.hold(true);
        world.runUntil(() -> other.hold().remote() && page.hold().local(), SOON);
        other.hold(true);
        world.runUntil(() -> other.hold().local() && page.hold().remote(), SOON);
        page.hold(false);
        other.hold(false);
        world.runUntil(() -> page.hold().equals(new ToPage.Hold(false, false)), SOON);
        hangUp();
    }

    @Test
    void aPageHoldsAnAppAndItsHoldOutlivesAReload() {
        world = World.from(6).users("alice").build();
        alice = world.page("alice");
        page = alice.call("600");
        world.runUntil(page::isTalking, SOON);
        page.hold(true);
        world.runUntil(() -> page.hold().local(), SOON);
        page.hold(false);
        world.runUntil(() -> !page.hold().local(), SOON);
        hangUp();
    }

    @Test
    void afterAHoldBothHearEachOtherAgain() {
        world = World.from(4).users("alice").sound().build();
        alice = world.page("alice");
        bob = world.phone("bob");
        page = alice.call(bob.uri());
        world.runUntil(page::isTalking, SOON);
        phone = bob.calls().getFirst();
        var there = phone.sound().orElseThrow();
        var here = (SoundPeerConnection) page.connection().orElseThrow();
        world.run(SOON);

        page.hold(true);
        world.runUntil(phone::isHeld, SOON);
        int whileHeld = there.ear().heard(here.voice());
        world.run(SOON);
        assertThat(there.ear().heard(here.voice()) - whileHeld).isLessThan(5);

        page.hold(false);
        world.runUntil(() -> !phone.isHeld(), SOON);
        int before = there.ear().heard(here.voice());
        int beforeHere = here.ear().heard(there.voice());
        world.run(SOON);
        assertThat(there.ear().heard(here.voice()) - before).isGreaterThan(240);
        assertThat(here.ear().heard(there.voice()) - beforeHere).isGreaterThan(240);
        hangUp();
    }

    private void talk(long seed) {
        world = World.from(seed).users("alice").network(Traffic.SIGNALLING, Conditions.BAD).build();
        alice = world.page("alice");
        bob = world.phone("bob");
        page = alice.call(bob.uri());
        world.runUntil(page::isTalking, GLARE);
        phone = bob.calls().getFirst();
        world.runUntil(phone::isTalking, GLARE);
    }

    private void hangUp() {
        page.hangUp();
        world.runUntil(page::isOver, GLARE);
        world.finish();
    }
}
