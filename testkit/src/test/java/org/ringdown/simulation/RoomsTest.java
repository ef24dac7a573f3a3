package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.media.Transcoding;
import org.ringdown.testkit.World;
import org.ringdown.testkit.media.SoundPeerConnection;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.ScriptedPhone;

/** Rooms, with everything that a call may do: pages reload and hold, far ends are given to a room, and whoever is last alone there goes. */
class RoomsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String OWN = "conference:alice.0123456789abcdef0123456789abcdef";

    private World world = World.from(1).build();
    private ScriptedPage alice;
    private ScriptedPage dave;
    private ScriptedPhone carol;

    private void meet(long seed) {
        world =
                World.from(seed)
                        .users("dave")
                        .sound()
                        .transcoding(new Transcoding(StreamDecoder.known()))
                        .build();
        alice = world.page("alice");
        dave = world.page("dave");
        carol = world.phone("carol");
        world.run(SOON);
    }

    private static SoundPeerConnection here(PageCall call) {
        return (SoundPeerConnection) call.connection().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void thoseInARoomHearEachOtherAlsoAfterAReloadAndAHold(long seed) {
        meet(seed);
        var one = alice.call("603");
        world.runUntil(one::isTalking, SOON);
        var other = dave.call("603");
        world.runUntil(other::isTalking, SOON);
        world.run(SOON);
        assertThat(here(one).ear().packets()).isGreaterThan(200);
        assertThat(here(other).ear().packets()).isGreaterThan(200);

        one.hold(true);
        world.run(SOON);
        one.hold(false);
        alice.reload(Duration.ofMillis(800));
        world.run(SOON);
        int before = here(one).ear().packets();
        world.run(SOON);
        assertThat(here(one).ear().packets() - before).isGreaterThan(200);
        assertThat(here(other).ear().breaks()).isZero();

        one.hangUp();
        world.run(SOON);
        other.hangUp();
        world.run(SOON);
        world.finish();
    }

    /** The page goes to a room of its own, and gives it the phone: the phone hears no break; when the page leaves, the phone is alone there. */
    @Test
    void aFarEndIsGivenToARoomAndHungUpWhenItIsAloneThere() {
        meet(5);
        var call = alice.call(carol.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        var own = alice.call(OWN);
        world.runUntil(own::isTalking, SOON);
        call.transfer(OWN);
        world.runUntil(call::isOver, SOON);
        assertThat(call.transferStatus()).isEqualTo("done");
        world.run(SOON);
        assertThat(here(own).ear().packets()).isGreaterThan(200);
        assertThat(carol.calls()).hasSize(1).allMatch(there -> there.isTalking());

        own.hangUp();
        world.runUntil(() -> !carol.calls().getFirst().isTalking(), SOON);
        world.run(SOON);
        world.finish();
    }

    /** A hang-up wins over the move, whenever it comes. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 10, 30, 100})
    void whoeverHangsUpMeanwhileIsNotThere(long millis) {
        meet(6);
        var call = alice.call(carol.uri());
        world.runUntil(call::isTalking, SOON);
        var own = alice.call(OWN);
        world.runUntil(own::isTalking, SOON);
        call.transfer(OWN);
        world.run(Duration.ofMillis(millis));
        carol.calls().getFirst().hangUp();
        world.run(SOON);
        assertThat(call.isOver()).isTrue();
        own.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void nobodyGoesToSomebodyElsesRoom() {
        meet(7);
        var call = dave.call(OWN);
        world.run(SOON);
        assertThat(call.isTalking()).isFalse();
        world.finish();
    }
}
