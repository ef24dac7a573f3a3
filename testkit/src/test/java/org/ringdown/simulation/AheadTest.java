package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.testkit.World;
import org.ringdown.testkit.media.SoundPeerConnection;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.PhoneEnding;
import org.ringdown.testkit.phone.ScriptedPhone;

/** Calls that leave at the click, before their page has a microphone and an offer: whatever comes first, both ends are told the same. */
class AheadTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration MEDIA_WITHIN = Duration.ofSeconds(10);
    private static final Duration A_MOMENT = Duration.ofMillis(800);
    private static final Optional<Duration> NEVER = Optional.empty();
    private static final int SEEDS = 40;

    private static final List<String> EVERYTHING =
            List.of(
                    "opus/48000/2",
                    "red/48000/2",
                    "G722/8000",
                    "PCMU/8000",
                    "PCMA/8000",
                    "CN/8000",
                    "telephone-event/8000");

    /** What is there in a world, and who calls whom in it. */
    private record Scene(World world, ScriptedPage alice, ScriptedPhone phone) {
        static Scene set(int seed, Person person) {
            return set(World.from(seed).resumeGrace(GRACE).build(), person);
        }

        static Scene set(World world, Person person) {
            var scene = new Scene(world, world.page("alice"), world.phone("carol"));
            scene.phone.person(person);
            world.run(SOON);
            return scene;
        }

        PageCall call(Optional<Duration> mediaAfter) {
            return alice.callAhead(phone.uri(), EVERYTHING, mediaAfter);
        }

        PhoneCall there() {
            return phone.calls().getFirst();
        }

        void hasEnded(EndReason reason) {
            assertThat(world.records())
                    .singleElement()
                    .matches(record -> record.ending().reason() == reason);
            assertThat(alice.complaints()).isEmpty();
            world.finish();
        }
    }

    @Test
    void thePhoneRingsBeforeThePageHasAnOffer() {
        var scene = Scene.set(1, Person.who(new Reaction.Ignores()));
        var call = scene.call(Optional.of(Duration.ofSeconds(2)));
        scene.world.run(Duration.ofSeconds(1));

        assertThat(call.phase()).isEqualTo(PageCall.Phase.RINGING);
        call.hangUp();
        scene.world.run(SOON);
        scene.hasEnded(EndReason.CANCELED);
    }

    @Test
    void theAnswerAndTheMediaComeInEitherOrder() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var person = Person.who(Reaction.answer(Duration.ofMillis(5L * seed)));
            var scene = Scene.set(World.from(seed).sound().build(), person);
            var call = scene.call(Optional.of(Duration.ofMillis(100)));
            scene.world.runUntil(call::isTalking, SOON);
            scene.world.run(SOON);

            var here = (SoundPeerConnection) call.connection().orElseThrow();
            var there = scene.there().sound().orElseThrow();
            assertThat(there.ear().heard(here.voice())).isGreaterThan(230);
            assertThat(here.ear().heard(there.voice())).isGreaterThan(230);
            assertThat(there.ear().breaks() + here.ear().breaks()).isZero();
            call.hangUp();
            scene.world.run(SOON);
            scene.hasEnded(EndReason.HANGUP);
        }
    }

    @Test
    void anotherPageAndAnAppAreCalledAheadToo() {
        var world = World.from(9).sound().build();
        var alice = world.page("alice");
        world.page("bob");
        world.run(SOON);
        for (var to : List.of("bob", "600")) {
            var call = alice.callAhead(to, EVERYTHING, Optional.of(Duration.ofMillis(300)));
            world.runUntil(call::isTalking, SOON);
            world.run(SOON);
            var here = (SoundPeerConnection) call.connection().orElseThrow();
            assertThat(here.ear().packets()).isGreaterThan(220);
            call.hangUp();
            world.run(SOON);
        }
        assertThat(alice.complaints()).isEmpty();
        world.finish();
    }

    @Test
    void thePageHangsUpBeforeItsMediaIsThere() {
        var seen = EnumSet.noneOf(PhoneEnding.Kind.class);
        for (int seed = 0; seed < SEEDS; seed++) {
            var person = Person.who(Reaction.answer(Duration.ofMillis(5L * seed)));
            var scene = Scene.set(seed, person);
            var call = scene.call(Optional.of(Duration.ofMillis(300)));
            call.hangUpAfter(Duration.ofMillis(100));
            scene.world.run(SOON);

            assertThat(call.isOver()).isTrue();
            seen.add(scene.there().ending().orElseThrow().kind());
            var reason = scene.world.records().iterator().next().ending().reason();
            assertThat(reason).isIn(EndReason.CANCELED, EndReason.HANGUP);
            scene.hasEnded(reason);
        }
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        PhoneEnding.Kind.WAS_CANCELED, PhoneEnding.Kind.WAS_HUNG_UP);
    }

    @Test
    void aPageThatReloadsBeforeItsMediaIsThereGetsItsCallBack() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var person = Person.who(Reaction.answer(Duration.ofMillis(50L * seed)));
            var scene = Scene.set(seed, person);
            var call = scene.call(Optional.of(Duration.ofMillis(300)));
            scene.world.run(Duration.ofMillis(50));
            scene.alice.reload(A_MOMENT);
            scene.world.run(MEDIA_WITHIN.plus(SOON));

            assertThat(scene.there().isTalking()).isTrue();
            assertThat(call.connection()).isPresent();
            call.hangUp();
            scene.world.run(SOON);
            scene.hasEnded(EndReason.HANGUP);
        }
    }

    @Test
    void aPageThatIsGoneBeforeItsMediaIsThereLosesItsCallAtTheEndOfTheGracePeriod() {
        var scene = Scene.set(2, Person.who(Reaction.answer(SOON)));
        scene.call(NEVER);
        scene.world.run(Duration.ofMillis(50));
        scene.alice.vanish(Duration.ZERO);
        scene.world.run(GRACE.minus(SOON));
        assertThat(scene.there().isTalking()).isTrue();
        scene.world.run(SOON.multipliedBy(2));

        assertThat(scene.there().isOver()).isTrue();
        scene.hasEnded(EndReason.NETWORK_LOST);
    }

    @Test
    void aPageThatNeverFollowsWithItsMediaLosesItsCall() {
        for (var person :
                List.of(Person.who(new Reaction.Ignores()), Person.who(Reaction.answer()))) {
            var scene = Scene.set(3, person);
            var call = scene.call(NEVER);
            scene.world.run(MEDIA_WITHIN.minusSeconds(1));
            assertThat(call.isOver()).isFalse();
            scene.world.run(SOON);

            assertThat(call.ending()).get().matches(end -> end.reason().equals("media-timeout"));
            assertThat(scene.there().isOver()).isTrue();
            scene.hasEnded(EndReason.MEDIA_TIMEOUT);
        }
    }

    @Test
    void anotherPageTakesACallWhoseMediaNeverCame() {
        var scene = Scene.set(4, Person.who(Reaction.answer()));
        scene.call(NEVER);
        var other = scene.world.page("alice");
        scene.world.run(SOON);
        var pulled = other.pull(other.elsewhere().getFirst());
        scene.world.run(MEDIA_WITHIN.multipliedBy(2));

        assertThat(scene.there().isTalking()).isTrue();
        pulled.hangUp();
        scene.world.run(SOON);
        scene.hasEnded(EndReason.HANGUP);
    }

    /** What the phone chose was promised, and is not in the offer. */
    @Test
    void aPageThatPromisedTooMuchEndsInACodecMismatch() {
        for (var answers : List.of(Duration.ofMillis(10), Duration.ofMillis(500))) {
            var scene = Scene.set(5, Person.who(Reaction.answer(answers)));
            scene.alice.offers(AheadTest::withoutG711);
            var call =
                    scene.alice.callAhead(
                            scene.phone.uri(),
                            List.of("PCMA/8000", "PCMU/8000"),
                            Optional.of(Duration.ofMillis(200)));
            scene.world.run(SOON);

            assertThat(call.ending()).get().matches(end -> end.reason().equals("codec-mismatch"));
            assertThat(scene.there().isOver()).isTrue();
            scene.hasEnded(EndReason.CODEC_MISMATCH);
        }
    }

    private static String withoutG711(String offer) {
        return offer.replace(" 111 9 8 0 110 126", " 111 9 110 126")
                .replaceAll("a=rtpmap:[08] [^\r]*\r\n", "");
    }

    /** Nothing that is promised is known here: the call waits for the offer, as if nothing had been promised. */
    @Test
    void aPromiseThatMeansNothingIsNoPromise() {
        var scene = Scene.set(6, Person.who(Reaction.answer()));
        var call =
                scene.alice.callAhead(
                        scene.phone.uri(),
                        List.of("speex/16000", "telephone-event/8000", "PCMA/16000", "nonsense"),
                        Optional.of(Duration.ofSeconds(1)));
        scene.world.run(A_MOMENT);
        assertThat(scene.phone.calls()).isEmpty();
        scene.world.run(SOON);

        assertThat(call.isTalking()).isTrue();
        call.hangUp();
        scene.world.run(SOON);
        scene.hasEnded(EndReason.HANGUP);
    }
}
