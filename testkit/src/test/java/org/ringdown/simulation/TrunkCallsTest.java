package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.limit.Allowance;
import org.ringdown.page.ToPage;
import org.ringdown.route.Pattern;
import org.ringdown.route.Rewriting;
import org.ringdown.route.Routes.Route;
import org.ringdown.route.Routes.Target;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;
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
    private static final String PBX = "sip:10.1.0.1";
    private static final String SECRET = "a secret of the trunk";
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

    @Test
    void aTrunkThatAsksForOurPasswordGetsTheProofAndNobodyElseDoes() throws Exception {
        var world = World.from(1).trunk(withAccount("pbx", PBX)).route(byTrunk("pbx")).build();
        var alice = world.page("alice");
        var pbx = world.pbx().account("ringdown", SECRET).asksCallers().algorithm("SHA-256");
        var call = alice.call("+49301234567");
        world.runUntil(call::isTalking, SOON);
        call.hangUp();
        world.run(SOON);

        assertThat(pbx.phone().calls()).singleElement().matches(PhoneCall::isOver);
        assertThat(pbx.heard("BYE")).as("the first is not always enough").isNotEmpty();
        world.finish();
    }

    @Test
    void digestLeakByAChallengeInAForeignDialog() throws Exception {
        // Somebody who is no peer of ours calls, and asks for a proof when we hang up.
        var world = World.from(1).trunk(withAccount("pbx", "sip:10.9.9.9")).build();
        var alice = world.page("alice");
        var stranger = world.pbx().account("ringdown", SECRET).asksCallers();
        world.run(SOON);
        var call = stranger.phone().call(world.address("alice"), world.sip());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        alice.calls().getFirst().hangUp();
        world.run(SOON);

        assertThat(stranger.heard("BYE"))
                .isNotEmpty()
                .allSatisfy(bye -> assertThat(bye.all("Proxy-Authorization")).isEmpty());
        stranger.phone().vanish();
        world.finish();
    }

    @Test
    void authenticationLoopsEnd() throws Exception {
        var world = World.from(1).trunk(withAccount("pbx", PBX)).route(byTrunk("pbx")).build();
        var alice = world.page("alice");
        var pbx = world.pbx().account("ringdown", SECRET).asksCallers().neverContent();
        var call = alice.call("+49301234567");
        world.run(Duration.ofSeconds(30));

        assertThat(pbx.heard("INVITE")).hasSize(3);
        assertThat(reason(call)).isEqualTo("forbidden");
        world.finish();
    }

    @Test
    void aTrunksCallsGoWhereItsRoutesSayAndNowhereElse() throws Exception {
        var incoming =
                new Route(
                        new Pattern("+4912345*"),
                        Optional.of("first"),
                        Optional.empty(),
                        new Target.ToUser("alice"));
        var world = plan(Rewriting.NONE).route(incoming).build();
        var alice = world.page("alice");
        var first = world.phone("first");
        var second = world.phone("second");
        world.run(SOON);
        var call = first.call(world.address("+49123456"), world.sip());
        world.runUntil(call::isTalking, SOON);
        call.hangUp();
        world.run(SOON);
        assertThat(alice.calls()).hasSize(1);

        // Nor to users by name, to built-in numbers, or through us to another trunk.
        for (var dialled : List.of("alice", "600", "+49999", "+49301234567")) {
            var refused = first.call(world.address(dialled), world.sip());
            world.run(SOON);
            assertThat(refused.ending()).as(dialled).isPresent();
            assertThat(refused.ending().get().status()).as(dialled).isEqualTo(404);
        }
        var other = second.call(world.address("+49123456"), world.sip());
        world.run(SOON);
        assertThat(other.ending()).isPresent();
        assertThat(alice.calls()).hasSize(1);
        world.finish();
    }

    @Test
    void aRegisteringTrunkCallsTheNumberThatWasDialled() throws Exception {
        var peer = withAccount("pbx", PBX).peer();
        var registering =
                Trunk.at("pbx", peer.uri())
                        .with(
                                new Trunk.Peer(
                                        peer.uri(),
                                        Optional.empty(),
                                        peer.account(),
                                        Optional.of(Duration.ofHours(1)),
                                        Optional.empty(),
                                        Duration.ZERO));
        var incoming =
                new Route(
                        new Pattern("ringdown"),
                        Optional.of("pbx"),
                        Optional.empty(),
                        new Target.ToUser("alice"));
        var world = World.from(1).trunk(registering).route(incoming).build();
        var alice = world.page("alice");
        var pbx = world.pbx().account("ringdown", SECRET);
        world.run(SOON);
        assertThat(pbx.bindings()).containsOnlyKeys("ringdown");

        var call = pbx.phone().call(pbx.bindings().get("ringdown").contact(), world.sip());
        world.run(SOON);
        assertThat(call.ending()).as("To names nobody whom a route names").isPresent();
        assertThat(alice.calls()).isEmpty();
        world.finish();
        assertThat(pbx.bindings()).isEmpty();
    }

    @Test
    void moreCallsThanATrunkMayCarryGoToTheNext() throws Exception {
        var narrow = Trunk.at("first", SipUri.parse("sip:10.1.0.1")).with(Allowance.atOnce(1));
        var world =
                World.from(1)
                        .trunk(narrow)
                        .trunk(Trunk.at("second", SipUri.parse("sip:10.1.0.2")))
                        .route(byTrunk("first", "second"))
                        .build();
        var alice = world.page("alice");
        var first = world.phone("first");
        var second = world.phone("second");
        var one = alice.call("+49301");
        var other = alice.call("+49302");
        world.runUntil(() -> one.isTalking() && other.isTalking(), SOON);
        assertThat(first.calls()).hasSize(1);
        assertThat(second.calls()).hasSize(1);

        one.hangUp();
        other.hangUp();
        world.run(SOON);
        var again = alice.call("+49303");
        world.runUntil(again::isTalking, SOON);
        assertThat(first.calls()).as("what has ended does not count").hasSize(2);
        again.hangUp();
        world.run(SOON);
        world.finish();
    }

    private static Trunk withAccount(String name, String uri) throws MalformedException {
        var account = new Credentials(Trunk.account(name), "ringdown", SECRET, Optional.empty());
        var trunk = Trunk.at(name, SipUri.parse(uri));
        return trunk.with(
                new Trunk.Peer(
                        trunk.peer().uri(),
                        Optional.empty(),
                        Optional.of(account),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ZERO));
    }

    private static Route byTrunk(String... names) {
        return new Route(
                new Pattern("+49*"),
                Optional.empty(),
                Optional.empty(),
                new Target.ByTrunk(List.of(names), Rewriting.NONE));
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
