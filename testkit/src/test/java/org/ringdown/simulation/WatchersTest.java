package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.Body;
import org.ringdown.sip.event.DialogInfo;
import org.ringdown.sip.event.DialogInfo.Direction;
import org.ringdown.sip.event.DialogInfo.State;
import org.ringdown.sip.event.MessageSummary;
import org.ringdown.sip.event.Pidf;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneRegistration;
import org.ringdown.testkit.phone.PhoneWatch;
import org.ringdown.testkit.phone.ScriptedPhone;
import org.ringdown.wire.MalformedException;

/** Phones that watch our users: who may, what they see, and how it ends. */
class WatchersTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private World world = World.from(6665).build();
    private ScriptedPhone desk;
    private final List<PhoneRegistration> places = new ArrayList<>();

    @BeforeEach
    void meet() {
        desk = desk("bob");
    }

    private ScriptedPhone desk(String user) {
        var phone = world.phone(user);
        phone.password(user);
        var place = phone.register(world.sip(), AN_HOUR);
        world.runUntil(place::isRegistered, Duration.ofSeconds(40));
        places.add(place);
        return phone;
    }

    private PhoneWatch watch(String event, String user) {
        var watch = desk.watch(event, world.address(user), world.sip(), TEN_MINUTES);
        world.run(SOON);
        return watch;
    }

    @Test
    void aLampFollowsACallFromRingingToItsEnd() throws Exception {
        var lamp = watch("dialog", "alice");
        assertThat(lamp.isGranted()).isTrue();
        assertThat(info(lamp).calls()).isEmpty();
        var alice = world.page("alice");
        alice.person(Person.who(Reaction.answer(Duration.ofSeconds(20))));
        var caller = world.phone("far");
        world.run(SOON);

        var call = caller.call(world.address("alice"), world.sip());
        world.run(SOON);
        assertThat(info(lamp).calls()).singleElement().matches(it -> it.state() == State.EARLY);
        var ringing = info(lamp).calls().getFirst();
        assertThat(ringing.direction()).contains(Direction.RECIPIENT);
        assertThat(ringing.remote().orElseThrow().uri()).isEqualTo(caller.uri());
        world.run(Duration.ofSeconds(20));
        assertThat(call.isTalking()).isTrue();
        assertThat(info(lamp).calls())
                .singleElement()
                .matches(it -> it.state() == State.CONFIRMED && it.id().equals(ringing.id()));
        call.hangUp();
        world.run(SOON);
        assertThat(info(lamp).calls())
                .singleElement()
                .matches(it -> it.state() == State.TERMINATED);
        assertThat(info(lamp).version()).isEqualTo(3);

        finish(lamp);
        assertThat(desk.complaints()).isEmpty();
    }

    @Test
    void aLampSeesTheCallsOfPhonesToo() throws Exception {
        var lamp = watch("dialog", "alice");
        var phone = desk("alice");
        var out = phone.call(world.address("600"), world.sip());
        world.run(SOON);

        assertThat(info(lamp).calls())
                .singleElement()
                .matches(it -> it.direction().orElseThrow() == Direction.INITIATOR)
                .matches(it -> it.state() == State.CONFIRMED);
        out.hangUp();
        world.run(SOON);
        finish(lamp);
    }

    @Test
    void presenceFollowsPagesAndCalls() throws Exception {
        var friend = watch("presence", "alice");
        assertThat(open(friend)).isFalse();
        var alice = world.page("alice");
        world.run(SOON);
        assertThat(open(friend)).isTrue();
        var call = alice.call(world.address("600"));
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        assertThat(pidf(friend).notes()).containsExactly("On the phone");
        call.hangUp();
        alice.close();
        world.run(Duration.ofMinutes(1));
        assertThat(open(friend)).isFalse();
        assertThat(pidf(friend).notes()).isEmpty();

        finish(friend);
    }

    @Test
    void voicemailIsForItsOwnerOnly() throws Exception {
        var mine = watch("message-summary", "bob");
        var others = watch("message-summary", "alice");

        assertThat(MessageSummary.parse(Body.of(mine.latest())).waiting()).isFalse();
        assertThat(others.refusal()).isEqualTo(403);
        finish(mine);
    }

    @Test
    void aSubscriptionIsRenewedAndEndsWhenItIsNot() {
        var lamp = watch("dialog", "alice");
        world.run(AN_HOUR);
        assertThat(lamp.isGranted()).isTrue();
        assertThat(lamp.documents()).hasSizeGreaterThan(10); // each renewal is owed one
        lamp.forget();
        world.run(Duration.ofMinutes(11));

        assertThat(lamp.state()).isEqualTo("terminated;reason=timeout");
        finish();
    }

    @Test
    void aLookIsNoSubscription() {
        var look = desk.watch("presence", world.address("alice"), world.sip(), Duration.ZERO);
        world.run(SOON);

        assertThat(look.documents()).hasSize(1);
        assertThat(look.state()).startsWith("terminated");
        finish();
    }

    @Test
    void aWatcherThatVanishesIsForgotten() {
        var lamp = watch("dialog", "alice");
        var alice = world.page("alice");
        world.run(SOON);
        desk.vanish();
        var call = alice.call(world.address("600"));
        world.runUntil(call::isTalking, SOON);
        call.hangUp();
        world.run(Duration.ofMinutes(2));

        assertThat(lamp.documents()).hasSize(1);
        world.run(AN_HOUR);
        world.finish();
    }

    @Test
    void aWatcherThatSays481IsForgottenAtOnce() {
        var lamp = watch("dialog", "alice");
        lamp.answers(481);
        lamp.forget();
        var alice = world.page("alice");
        world.run(SOON);
        var call = alice.call(world.address("600"));
        world.runUntil(call::isTalking, SOON);
        call.hangUp();
        world.run(SOON);

        finish();
    }

    @Test
    void whatIsNotOfferedIsRefusedWith489AndUnknownUsersWith404() {
        var event = watch("conference", "alice");
        var nobody = watch("dialog", "nobody");
        var brief =
                desk.watch("dialog", world.address("alice"), world.sip(), Duration.ofSeconds(20));
        world.run(SOON);

        assertThat(event.refusal()).isEqualTo(489);
        assertThat(nobody.refusal()).isEqualTo(404);
        assertThat(brief.refusal()).isEqualTo(423);
        finish();
    }

    @Test
    void oneWatcherHasTenSubscriptionsToAUserAndNoMore() {
        var all = new ArrayList<PhoneWatch>();
        for (int i = 0; i < 12; i++) all.add(watch("dialog", "alice"));

        assertThat(all.stream().filter(PhoneWatch::isGranted)).hasSize(10);
        assertThat(all.getLast().refusal()).isEqualTo(503);
        finish(all.subList(0, 10).toArray(PhoneWatch[]::new));
    }

    @Test
    void aSubscribeFloodOfStrangersMakesNoState() {
        places.forEach(PhoneRegistration::end);
        world.run(Duration.ofMinutes(1));
        assertThat(world.gateway().census().sip()).isZero();
        var mallory = world.phone("mallory");
        for (int i = 0; i < 500; i++) {
            mallory.watch(
                    "dialog", world.address(i % 2 == 0 ? "alice" : "u" + i), world.sip(), AN_HOUR);
        }
        world.run(Duration.ofMillis(100));

        assertThat(world.gateway().census().sip()).isZero();
        assertThat(world.gateway().census().userMailboxes()).isZero();
        mallory.vanish();
        world.finish();
    }

    @Test
    void aNotifyWithAForeignDialogChangesNothing() {
        var lamp = watch("dialog", "alice");
        var mallory = world.phone("mallory");

        var forged =
                mallory.ask(
                        "NOTIFY",
                        world.address("bob"),
                        Map.of("Event", "dialog", "Subscription-State", "active"),
                        "",
                        world.sip());
        world.run(SOON);

        assertThat(forged.status()).isIn(405, 481);
        assertThat(lamp.isGranted()).isTrue();
        finish(lamp);
    }

    /** Whatever is lost, doubled or overtaken on the way, a lamp shows in the end what is so. */
    @Test
    void aLampIsRightInTheEndWhateverTheNetworkDoes() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            places.clear();
            world =
                    World.from(seed)
                            .network(Traffic.SIGNALLING, Conditions.BAD.withLoss(0.15))
                            .build();
            desk = desk("bob");
            var lamp = desk.watch("dialog", world.address("alice"), world.sip(), TEN_MINUTES);
            world.runUntil(lamp::isGranted, Duration.ofSeconds(40));
            var alice = world.page("alice");
            world.run(SOON);
            var call = alice.call("600");
            world.runUntil(call::isTalking, Duration.ofSeconds(40));
            world.run(Duration.ofSeconds(40));
            assertThat(info(lamp).calls())
                    .singleElement()
                    .matches(it -> it.state() == State.CONFIRMED);
            call.hangUp();
            world.run(Duration.ofSeconds(40));
            assertThat(info(lamp).calls()).noneMatch(it -> it.state() != State.TERMINATED);
            finish(lamp);
        }
    }

    private static DialogInfo info(PhoneWatch lamp) throws MalformedException {
        return DialogInfo.parse(Body.of(lamp.latest()));
    }

    private static Pidf pidf(PhoneWatch friend) throws MalformedException {
        return Pidf.parse(Body.of(friend.latest()));
    }

    private static boolean open(PhoneWatch friend) throws MalformedException {
        return pidf(friend).tuples().getFirst().open().orElseThrow();
    }

    private void finish(PhoneWatch... alive) {
        for (var watch : alive) watch.end();
        places.forEach(PhoneRegistration::end);
        world.run(Duration.ofMinutes(2));
        world.finish();
    }
}
