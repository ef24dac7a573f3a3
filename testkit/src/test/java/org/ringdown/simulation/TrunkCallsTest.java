package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.page.ToPage;
import org.ringdown.route.Pattern;
import org.ringdown.route.Rewriting;
import org.ringdown.route.Routes.Route;
import org.ringdown.route.Routes.Target;
import org.ringdown.sip.SipUri;
import org.ringdown.testkit.Plan;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/** Calls of pages by trunks: by the first that is there, and in the form that it wants. */
class TrunkCallsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void aNumberGoesToItsTrunkAsTheTrunkWantsIt() throws Exception {
        var world = plan(new Rewriting(1, "00")).build();
        var alice = world.page("alice");
        var first = world.phone("first");
        var second = world.phone("second");
        var call = alice.call("+49 30 1234567");
        world.runUntil(call::isTalking, SOON);

        assertThat(first.calls()).singleElement().matches(PhoneCall::isTalking);
        assertThat(first.calls().getFirst().dialled()).isEqualTo("sip:0049301234567@10.1.0.1");
        assertThat(second.calls()).isEmpty();
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void theSecondTrunkIsCalledWithinTwoSecondsOfTheFirstOnesSilence() throws Exception {
        var world = plan(Rewriting.NONE).build();
        var alice = world.page("alice");
        var first = world.phone("first");
        var second = world.phone("second");
        second.person(Person.who(Reaction.answer(Duration.ZERO)));
        first.vanish();
        world.run(SOON);
        var call = alice.call("+49301234567");
        world.runUntil(() -> !second.calls().isEmpty(), Duration.ofSeconds(2));
        world.runUntil(call::isTalking, SOON);
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void aTrunkThatCannotIsFollowedByTheNext() throws Exception {
        var world = plan(Rewriting.NONE).build();
        var alice = world.page("alice");
        var first = world.phone("first");
        var second = world.phone("second");
        first.person(Person.who(new Reaction.Refuses(Duration.ZERO, 503)));
        var call = alice.call("+49301234567");
        world.runUntil(call::isTalking, SOON);

        assertThat(second.calls()).singleElement().matches(PhoneCall::isTalking);
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void aPersonWhoDeclinesIsNotCalledAgainByAnotherTrunk() throws Exception {
        var world = plan(Rewriting.NONE).build();
        var alice = world.page("alice");
        var first = world.phone("first");
        var second = world.phone("second");
        first.person(Person.who(new Reaction.Refuses(Duration.ofSeconds(1), 486)));
        var call = alice.call("+49301234567");
        world.run(SOON);

        assertThat(reason(call)).isEqualTo("busy");
        assertThat(second.calls()).isEmpty();
        world.finish();
    }

    private static String reason(PageCall call) {
        return call.ending().map(ToPage.Ended::reason).orElse("");
    }

    private static Plan plan(Rewriting rewriting) throws MalformedException {
        var target = new Target.ByTrunk(List.of("first", "second"), rewriting);
        return World.from(1)
                .trunk(Trunk.at("first", SipUri.parse("sip:10.1.0.1")))
                .trunk(Trunk.at("second", SipUri.parse("sip:10.1.0.2")))
                .route(new Route(new Pattern("+49*"), Optional.empty(), Optional.empty(), target));
    }
}
