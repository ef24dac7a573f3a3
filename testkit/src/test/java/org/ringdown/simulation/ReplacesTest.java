package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.route.Pattern;
import org.ringdown.route.Routes.Route;
import org.ringdown.route.Routes.Target;
import org.ringdown.sip.SipUri;
import org.ringdown.testkit.Plan;
import org.ringdown.testkit.World;
import org.ringdown.testkit.media.SoundPeerConnection;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.PhoneEnding;
import org.ringdown.testkit.phone.ScriptedPhone;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/** INVITE with Replaces that comes in (RFC 3891): another phone of the same user, or another far end of the same peer, takes a place. */
class ReplacesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private World world;
    private ScriptedPage alice;
    private ScriptedPhone desk;
    private ScriptedPhone cell;

    /** Two far ends of one trunk. */
    private ScriptedPhone pbx;

    private ScriptedPhone behind;

    @Test
    void anotherPhoneOfTheUserTakesACallOver() {
        for (int seed = 0; seed < 20; seed++) {
            begin(World.from(seed).network(Traffic.SIGNALLING, Conditions.BAD));
            var first = called();
            var page = alice.calls().getFirst();
            var second = cell.replace(first, world.sip());
            world.runUntil(() -> second.isTalking() && first.isOver(), SOON);
            assertThat(first.ending().orElseThrow().kind()).isEqualTo(PhoneEnding.Kind.WAS_HUNG_UP);
            world.run(Duration.ofMinutes(1));
            assertThat(List.of(second.isTalking(), page.isTalking())).containsOnly(true);
            page.hangUp();
            world.runUntil(second::isOver, SOON);
            world.finish();
            assertThat(world.records())
                    .singleElement()
                    .satisfies(record -> assertThat(record.transfers()).hasSize(1));
        }
    }

    @Test
    void soundMovesWithoutABreakOnThePagesStream() {
        begin(World.from(1).sound());
        var first = called();
        world.run(Duration.ofSeconds(2));
        var second = cell.replace(first, world.sip());
        world.runUntil(() -> second.isTalking() && first.isOver(), SOON);
        world.run(Duration.ofSeconds(3));
        var page = (SoundPeerConnection) alice.calls().getFirst().connection().orElseThrow();
        var handset = second.sound().orElseThrow();
        assertThat(handset.ear().heard(page.voice())).isGreaterThan(95);
        assertThat(page.ear().heard(handset.voice())).isGreaterThan(95);
        assertThat(page.ear().breaks()).isZero();
        second.hangUp();
        world.finish();
    }

    @Test
    void thePageSeesWhoIsThereNow() throws Exception {
        atTrunk(true);
        var first = pbx.call(world.address("+49123"), world.sip());
        world.runUntil(first::isTalking, SOON);
        var page = alice.calls().getFirst();
        world.runUntil(() -> page.remote().contains("pbx"), SOON);
        var second =
                behind.call(
                        world.address("+49123"),
                        world.sip(),
                        Map.of("Replaces", first.asOthersKnowIt()));
        world.runUntil(() -> second.isTalking() && first.isOver(), SOON);
        world.runUntil(() -> page.remote().contains("behind"), SOON);
        second.hangUp();
        world.runUntil(page::isOver, SOON);
        world.finish();
    }

    @Test
    void replacesOfAStrangersDialogIsAnsweredAsIfItWereNotThere() {
        begin(World.from(3));
        var stolen = called();
        var thief = world.phone("carol");
        thief.password("carol");
        var taken = thief.replace(stolen, world.sip());
        world.runUntil(taken::isOver, SOON);
        assertThat(taken.ending().orElseThrow().status()).isEqualTo(481);
        assertThat(stolen.isTalking()).isTrue();
        stolen.hangUp();
        world.finish();
    }

    @Test
    void replacesBySomebodyWhoProvesNothing() {
        begin(World.from(4));
        var stolen = called();
        // In dev mode anybody may call; nobody takes a place for that.
        var stranger = world.phone("stranger");
        var taken = stranger.replace(stolen, world.sip());
        world.runUntil(taken::isOver, SOON);
        assertThat(taken.ending().orElseThrow().status()).isEqualTo(481);
        assertThat(stolen.isTalking()).isTrue();
        stolen.hangUp();
        world.finish();
    }

    @Test
    void replacesOfATrunksDialogByAUser() throws Exception {
        atTrunk(true);
        var stolen = pbx.call(world.address("+49123"), world.sip());
        world.runUntil(stolen::isTalking, SOON);
        var thief = world.phone("bob");
        thief.password("bob");
        var taken = thief.replace(stolen, world.sip());
        world.runUntil(taken::isOver, SOON);
        assertThat(taken.ending().orElseThrow().status()).isEqualTo(481);
        assertThat(stolen.isTalking()).isTrue();
        stolen.hangUp();
        world.finish();
    }

    @Test
    void aTrunkThatMayNotReferMayNotReplace() throws Exception {
        atTrunk(false);
        var first = pbx.call(world.address("+49123"), world.sip());
        world.runUntil(first::isTalking, SOON);
        var second =
                pbx.call(
                        world.address("+49123"),
                        world.sip(),
                        Map.of("Replaces", first.asOthersKnowIt()));
        world.runUntil(second::isOver, SOON);
        assertThat(second.ending().orElseThrow().status()).isEqualTo(481);
        first.refer(world.address("+49123"));
        world.runUntil(() -> !first.answers().isEmpty(), SOON);
        assertThat(first.answers()).containsExactly(403);
        first.hangUp();
        world.finish();
    }

    @Test
    void aDialogThatIsNotThere() {
        begin(World.from(5));
        var call =
                cell.call(
                        world.address("alice"),
                        world.sip(),
                        Map.of("Replaces", "nothing;to-tag=a;from-tag=b"));
        world.runUntil(call::isOver, SOON);
        assertThat(call.ending().orElseThrow().status()).isEqualTo(481);
        world.finish();
    }

    @Test
    void bothTagsMustMatch() {
        begin(World.from(6));
        var first = called();
        var wrong = first.asOthersKnowIt().replaceFirst("from-tag=.*", "from-tag=another");
        var call = cell.call(world.address("alice"), world.sip(), Map.of("Replaces", wrong));
        world.runUntil(call::isOver, SOON);
        assertThat(call.ending().orElseThrow().status()).isEqualTo(481);
        assertThat(first.isTalking()).isTrue();
        first.hangUp();
        world.finish();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ";;;", "id", "id;to-tag=a", "id;from-tag=b", "id;to-tag=;from-tag="})
    void aReplacesThatCannotBeRead(String value) {
        begin(World.from(7));
        var call = cell.call(world.address("alice"), world.sip(), Map.of("Replaces", value));
        world.runUntil(call::isOver, SOON);
        assertThat(call.ending().orElseThrow().status()).isEqualTo(400);
        world.finish();
    }

    @Test
    void onlyEarlyWhatIsAnsweredAlready() {
        begin(World.from(8));
        var first = called();
        var call =
                cell.call(
                        world.address("alice"),
                        world.sip(),
                        Map.of("Replaces", first.asOthersKnowIt() + ";early-only"));
        world.runUntil(call::isOver, SOON);
        assertThat(call.ending().orElseThrow().status()).isEqualTo(486);
        assertThat(first.isTalking()).isTrue();
        first.hangUp();
        world.finish();
    }

    @Test
    void aCallThatRingsIsPickedUpByAnotherPhone() {
        begin(World.from(9));
        var registration = desk.register(world.sip(), Duration.ofHours(1));
        desk.person(Person.who(new Reaction.Ignores()));
        world.run(SOON);
        var page = alice.call("bob");
        world.runUntil(() -> !desk.calls().isEmpty(), SOON);
        world.run(Duration.ofSeconds(1));
        var ringing = desk.calls().getFirst();
        var second =
                cell.call(
                        world.address("alice"),
                        world.sip(),
                        Map.of("Replaces", ringing.asOthersKnowIt() + ";early-only"));
        world.runUntil(() -> second.isTalking() && page.isTalking(), SOON);
        world.runUntil(ringing::isOver, SOON);
        second.hangUp();
        world.runUntil(page::isOver, SOON);
        registration.end();
        world.run(SOON);
        world.finish();
    }

    @Test
    void aCallerThatStillRingsIsNotReplaced() {
        begin(World.from(11));
        alice.person(Person.who(new Reaction.Ignores()));
        var first = desk.call(world.address("alice"), world.sip());
        world.run(Duration.ofSeconds(2));
        var second = cell.replace(first, world.sip());
        world.runUntil(second::isOver, SOON);
        assertThat(second.ending().orElseThrow().status()).isEqualTo(481);
        first.hangUp();
        world.finish();
    }

    /** The network is bad, and everybody does something at any moment. What must hold, the world checks after every step. */
    @Test
    void whateverCrossesAReplacementNothingIsLeftBehind() {
        int came = 0;
        for (int seed = 0; seed < 150; seed++) {
            begin(
                    World.from(seed)
                            .times(Duration.ofSeconds(8), Duration.ofSeconds(90))
                            .resumeGrace(Duration.ofSeconds(5))
                            .network(Traffic.SIGNALLING, Conditions.BAD));
            stumble();
            if (world.records().stream().anyMatch(record -> !record.transfers().isEmpty())) came++;
        }
        assertThat(came).as("places taken").isGreaterThan(40);
    }

    private void stumble() {
        var random = world.random();
        var first = desk.call(world.address("alice"), world.sip());
        world.run(Duration.ofMillis(random.nextInt(1_000, 4_000)));
        for (int deed = random.nextInt(1, 5); deed > 0; deed--) {
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> cell.replace(first, world.sip());
                case 3 -> {
                    if (!cell.calls().isEmpty()) desk.replace(cell.calls().getLast(), world.sip());
                }
                case 4 -> desk.calls().getLast().hangUp();
                case 5 -> cell.calls().forEach(PhoneCall::hangUp);
                case 6 -> alice.calls().forEach(PageCall::hangUp);
                case 7 -> desk.calls().forEach(call -> call.hold(random.nextBoolean()));
                default -> {
                    if (random.nextInt(4) == 0) alice.vanish(Duration.ofSeconds(1));
                    else alice.reload(Duration.ofMillis(random.nextInt(3_000)));
                }
            }
            world.run(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 20 : 2_000)));
        }
        world.run(Duration.ofSeconds(30));
        desk.calls().forEach(PhoneCall::hangUp);
        cell.calls().forEach(PhoneCall::hangUp);
        world.finish();
    }

    private void begin(Plan plan) {
        world = plan.users("alice", "bob", "carol").build();
        alice = world.page("alice");
        desk = world.phone("bob");
        desk.password("bob");
        cell = world.phone("bob");
        cell.password("bob");
        world.run(Duration.ofSeconds(2));
    }

    private void atTrunk(boolean mayRefer) throws MalformedException {
        var at = Trunk.at("pbx", SipUri.parse("sip:10.1.0.1"));
        Predicate<InetAddress> theirs =
                address -> List.of("10.1.0.1", "10.1.0.2").contains(address.getHostAddress());
        var peer =
                new Trunk.Peer(
                        at.peer().uri(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(theirs),
                        Duration.ZERO);
        var trunk = (mayRefer ? at : at.withoutRefer()).with(peer);
        var incoming =
                new Route(
                        new Pattern("+49*"),
                        Optional.of("pbx"),
                        Optional.empty(),
                        new Target.ToUser("alice"));
        world = World.from(2).users("alice", "bob").trunk(trunk).route(incoming).build();
        alice = world.page("alice");
        pbx = world.phone("pbx");
        behind = world.phone("behind");
        world.run(SOON);
    }

    private PhoneCall called() {
        var call = desk.call(world.address("alice"), world.sip());
        world.runUntil(call::isTalking, SOON);
        return call;
    }
}
