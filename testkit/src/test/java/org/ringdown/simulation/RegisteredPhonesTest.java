package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.PhoneEnding;
import org.ringdown.testkit.phone.PhoneRegistration;
import org.ringdown.testkit.phone.ScriptedPhone;

/** Phones at our own registrar: they ring beside the pages of their user, and one of them all answers. */
class RegisteredPhonesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final World world = World.from(21).build();
    private ScriptedPage alice;
    private ScriptedPhone desk;
    private PhoneRegistration registration;

    @BeforeEach
    void meet() {
        alice = world.page("alice");
        desk = world.phone("bob");
        desk.password("bob");
        registration = desk.register(world.sip(), AN_HOUR);
        world.run(SOON);
        assertThat(registration.isRegistered()).isTrue();
    }

    @Test
    void aPhoneRingsForItsUser() {
        var call = alice.call("bob");
        world.runUntil(call::isTalking, SOON);
        finish(call);
        assertThat(desk.calls()).singleElement().matches(PhoneCall::isOver);
    }

    /** RFC 3327: what the proxies wrote comes back to them, by the way that the registration came. */
    @Test
    void aPhoneBehindProxiesIsCalledAndWrittenToThroughThem() {
        var path = "<sip:near.example.com;lr>, <sip:edge.example.com;lr;ob>";
        var routes = "Route: " + path.replace(", ", "\r\nRoute: ") + "\r\n";
        var heard = new ArrayList<String>();
        registration.end();
        world.run(SOON);
        var behind = desk.registerThrough(path, world.sip(), AN_HOUR);
        world.run(SOON);
        world.network()
                .observe((_, from, to, bytes) -> {
                    var text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
                    if (from.equals(world.sip()) && text.matches("(?s)(INVITE|MESSAGE) .*"))
                        heard.add(to.getAddress().getHostAddress() + " " + text);
                });
        var call = alice.call("bob");
        world.runUntil(call::isTalking, SOON);
        alice.text("1", "bob", "hello");
        world.run(SOON);

        assertThat(heard)
                .hasSize(2)
                .allSatisfy(request -> {
                    assertThat(request).startsWith("10.1.0.1 ");
                    assertThat(request).contains("\r\n" + routes);
                });
        call.hangUp();
        behind.end();
        world.run(SOON);
        world.finish();
    }

    @Test
    void thePageAnswersAndThePhoneLearnsItHasMissedNothing() {
        var bob = world.page("bob");
        desk.person(Person.who(new Reaction.Ignores()));
        world.run(SOON);
        var call = alice.call("bob");
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);

        assertThat(bob.calls()).singleElement().matches(PageCall::isTalking);
        var there = desk.calls().getFirst().ending().orElseThrow();
        assertThat(there.kind()).isEqualTo(PhoneEnding.Kind.WAS_CANCELED);
        assertThat(there.reason()).get().asString().contains("SIP").contains("cause=200");
        finish(call);
    }

    @Test
    void thePhoneAnswersAndThePagesLearnIt() {
        var bob = world.page("bob");
        bob.person(Person.who(new Reaction.Ignores()));
        world.run(SOON);
        var call = alice.call("bob");
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);

        assertThat(desk.calls()).singleElement().matches(PhoneCall::isTalking);
        assertThat(bob.calls().getFirst().ending().orElseThrow().reason())
                .isEqualTo("answered-elsewhere");
        finish(call);
    }

    @Test
    void aPageAndAPhoneAnswerAtOnceAndOneWins() {
        for (int seed = 0; seed < 60; seed++) {
            var busy = World.from(seed).build();
            var caller = busy.page("alice");
            var bob = busy.page("bob");
            var phone = busy.phone("bob");
            phone.password("bob");
            var place = phone.register(busy.sip(), AN_HOUR);
            bob.person(Person.who(Reaction.answer(Duration.ofMillis(1000))));
            phone.person(Person.who(Reaction.answer(Duration.ofMillis(1000))));
            busy.run(SOON);
            var call = caller.call("bob");
            busy.run(SOON);

            assertThat(call.isTalking()).isTrue();
            boolean atPage = bob.calls().getFirst().isTalking();
            boolean atPhone = phone.calls().getFirst().isTalking();
            assertThat(atPage ^ atPhone).as("exactly one talks").isTrue();
            call.hangUp();
            place.end();
            busy.run(SOON);
            busy.finish();
        }
    }

    @Test
    void busyAtOneLeavesTheOtherRinging() {
        var bob = world.page("bob");
        bob.person(Person.who(Reaction.answer(Duration.ofSeconds(3))));
        desk.person(Person.who(new Reaction.Refuses(Duration.ofSeconds(1), 486)));
        world.run(SOON);
        var call = alice.call("bob");
        world.runUntil(call::isTalking, SOON);
        finish(call);
        assertThat(reason()).isEqualTo(EndReason.HANGUP);
    }

    @Test
    void aPersonsRefusalAtThePhoneSpeaksForThePage() {
        var bob = world.page("bob");
        bob.person(Person.who(new Reaction.Ignores()));
        desk.person(Person.who(new Reaction.Refuses(Duration.ofSeconds(1), 603)));
        world.run(SOON);
        var call = alice.call("bob");
        world.run(SOON);

        assertThat(call.isOver()).isTrue();
        assertThat(bob.calls()).singleElement().matches(PageCall::isOver);
        assertThat(reason()).isEqualTo(EndReason.DECLINED);
        registration.end();
        world.finish();
    }

    @Test
    void whoeverCallsAsAUserProvesIt() {
        var call = desk.call(world.address("alice"), world.sip());
        world.runUntil(call::isTalking, SOON);
        assertThat(alice.calls()).hasSize(1);
        call.hangUp();
        registration.end();
        world.run(SOON);
        world.finish();
    }

    @Test
    void aWrongPasswordOpensNothing() {
        var thief = world.phone("bob");
        thief.password("alice");
        var stolen = thief.register(world.sip(), AN_HOUR);
        var call = thief.call(world.address("alice"), world.sip());
        world.run(SOON);

        assertThat(stolen.isRegistered()).isFalse();
        assertThat(stolen.refusal()).isEqualTo(401);
        assertThat(call.ending()).get().matches(end -> end.status() == 401);
        assertThat(world.records()).isEmpty();
        registration.end();
        world.run(SOON);
        world.finish();
    }

    @Test
    void aPhoneThatGaveItsPlaceUpIsNotCalled() {
        registration.end();
        world.run(SOON);
        var call = alice.call("bob");
        world.run(SOON);

        assertThat(desk.calls()).isEmpty();
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("unavailable");
        world.finish();
    }

    @Test
    void aPhoneThatDiesIsForgottenWhenItsPlaceExpires() {
        desk.vanish();
        var call = alice.call("bob");
        world.run(SOON);
        call.hangUp();
        alice.close();
        world.run(AN_HOUR.plusMinutes(1));
        world.finish();
    }

    @Test
    void aRegistrationIsRenewed() {
        world.run(AN_HOUR.multipliedBy(3));
        var call = alice.call("bob");
        world.runUntil(call::isTalking, SOON);
        finish(call);
    }

    private EndReason reason() {
        return world.records().iterator().next().ending().reason();
    }

    private void finish(PageCall call) {
        call.hangUp();
        registration.end();
        world.run(SOON);
        world.finish();
    }
}
