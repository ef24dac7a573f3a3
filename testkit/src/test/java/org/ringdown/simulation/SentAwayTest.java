package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.call.EndReason;
import org.ringdown.page.ToPage;
import org.ringdown.route.Pattern;
import org.ringdown.route.Rewriting;
import org.ringdown.route.Routes.Route;
import org.ringdown.route.Routes.Target;
import org.ringdown.sip.SipUri;
import org.ringdown.testkit.Plan;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.Obedience;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.ScriptedPhone;
import org.ringdown.trunk.Trunk;
import org.ringdown.trunk.Trunk.Transfer;
import org.ringdown.wire.MalformedException;

/** Alice gives away calls with a PBX that connects its far ends itself (RFC 3515, RFC 5589), or turns out not to: then they are bridged. */
class SentAwayTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private World world;
    private ScriptedPage alice;
    private ScriptedPhone pbx;

    @Test
    void aFarEndIsSentToANumberOfItsPeer() {
        begin(World.from(1), Transfer.REFER);
        pbx.obeys(Obedience.GOES);
        var call = talk();
        call.transfer("+49302");
        world.runUntil(call::isOver, SOON);
        assertThat(call.transferStatus()).isEqualTo("done");
        assertThat(reason(call)).isEqualTo("transferred");
        var far = pbx.calls().getFirst();
        assertThat(far.referredTo()).containsExactly("<sip:+49302@10.1.0.1>");
        assertThat(far.referredBy()).singleElement().asString().contains("sip:alice@");
        world.runUntil(far::isOver, SOON);
        assertThat(pbx.calls()).as("nobody is called by us").hasSize(1);
        world.finish();
        assertThat(world.records())
                .singleElement()
                .satisfies(record ->
                        assertThat(record.ending().reason()).isEqualTo(EndReason.TRANSFERRED));
    }

    @Test
    void aPeerThatHangsUpHavingGoneHasGone() {
        begin(World.from(2), Transfer.REFER);
        pbx.obeys(Obedience.GOES_SILENTLY);
        var call = talk();
        call.transfer("+49302");
        world.runUntil(call::isOver, SOON);
        assertThat(reason(call)).isEqualTo("transferred");
        world.finish();
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 501, 603, 403, 488, 500})
    void whereThePeerRefusesTheCallIsBridgedAndNobodyNotices(int status) {
        begin(World.from(3), Transfer.REFER);
        pbx.obeys(Obedience.answers(status));
        bridged(talk());
    }

    @Test
    void whereThePeerSaysNothingTheCallIsBridged() {
        begin(World.from(4), Transfer.REFER);
        pbx.obeys(Obedience.answers(0));
        var call = talk();
        bridged(call);
    }

    private void bridged(PageCall call) {
        call.transfer("+49302");
        world.runUntil(call::isOver, SOON);
        assertThat(call.transferStatus()).isEqualTo("done");
        assertThat(reason(call)).isEqualTo("transferred");
        assertThat(pbx.calls()).hasSize(2);
        var first = pbx.calls().getFirst();
        var second = pbx.calls().getLast();
        world.run(PATIENCE);
        assertThat(List.of(first.isTalking(), second.isTalking())).containsOnly(true);
        first.hangUp();
        world.runUntil(second::isOver, SOON);
        world.finish();
    }

    @Test
    void whoeverIsRefusedThereComesBack() {
        begin(World.from(5), Transfer.REFER);
        pbx.obeys(Obedience.refusedThere(486));
        var call = talk();
        call.transfer("+49302");
        world.runUntil(() -> call.transferStatus().equals("failed"), SOON);
        assertThat(call.isTalking()).isTrue();
        assertThat(pbx.calls()).hasSize(1);
        call.hangUp();
        world.runUntil(() -> pbx.calls().getFirst().isOver(), SOON);
        world.finish();
    }

    @Test
    void whoeverSaysThatItGoesAndThenNothingComesBack() {
        begin(World.from(6).times(Duration.ofSeconds(8), Duration.ofMinutes(5)), Transfer.REFER);
        pbx.obeys(Obedience.answers(202));
        var call = talk();
        call.transfer("+49302");
        world.runUntil(() -> call.transferStatus().equals("failed"), PATIENCE);
        assertThat(call.isTalking()).isTrue();
        call.hangUp();
        world.finish();
    }

    @Test
    void byDefaultEveryCallIsBridged() {
        begin(World.from(7), Transfer.BRIDGE);
        pbx.obeys(Obedience.GOES);
        var call = talk();
        bridged(call);
        assertThat(pbx.calls().getFirst().referredTo()).isEmpty();
    }

    @Test
    void whatIsNotAtTheSamePeerIsBridged() {
        begin(World.from(8), Transfer.REFER);
        pbx.obeys(Obedience.GOES);
        var call = talk();
        call.transfer("600");
        world.runUntil(call::isOver, SOON);
        var far = pbx.calls().getFirst();
        assertThat(far.referredTo()).isEmpty();
        assertThat(far.isTalking()).isTrue();
        far.hangUp();
        world.runUntil(() -> !world.records().isEmpty(), SOON);
        world.finish();
    }

    @Test
    void aNumberSmugglesNothingIntoReferTo() {
        for (var number :
                List.of(
                        "+49302?Replaces=x%3Bto-tag%3Da%3Bfrom-tag%3Db",
                        "+49302?Route=%3Csip:10.6.6.6%3E",
                        "+49302>;X-Evil=<sip:10.6.6.6",
                        "+49302@10.6.6.6",
                        "+49302;method=BYE")) {
            begin(World.from(9), Transfer.REFER);
            pbx.obeys(Obedience.GOES);
            var call = talk();
            call.transfer(number);
            world.run(SOON);
            var far = pbx.calls().getFirst();
            assertThat(far.referredTo())
                    .as(number)
                    .allSatisfy(to ->
                            assertThat(to)
                                    .matches("<sip:[^?;<>@]+@10\\.1\\.0\\.1>")
                                    .doesNotContain("6.6.6@"));
            pbx.calls().forEach(PhoneCall::hangUp);
            call.hangUp();
            world.run(SOON);
            world.finish();
        }
    }

    @Test
    void theFarEndsOfTwoCallsAreConnectedByTheirPeer() {
        for (int seed = 10; seed < 20; seed++) {
            begin(World.from(seed), Transfer.REFER);
            pbx.obeys(Obedience.GOES);
            var one = talk();
            var other = talk();
            one.hold(true);
            world.run(Duration.ofSeconds(1));
            one.transfer(other);
            world.runUntil(() -> one.isOver() && other.isOver(), SOON);
            assertThat(one.transferStatus()).isEqualTo("done");
            assertThat(List.of(reason(one), reason(other))).containsOnly("transferred");
            var first = pbx.calls().getFirst();
            assertThat(first.referredTo())
                    .singleElement()
                    .asString()
                    .startsWith("<sip:pbx@10.1.0.1:5060?Replaces=")
                    .contains(pbx.calls().getLast().callId());
            assertThat(pbx.calls()).hasSize(2);
            world.runUntil(() -> pbx.calls().stream().allMatch(PhoneCall::isOver), SOON);
            world.finish();
        }
    }

    @Test
    void wherePeersDoNotConnectTwoCallsTheyAreJoinedHere() {
        for (var obedience : List.of(Obedience.REFUSES, Obedience.answers(0))) {
            begin(World.from(20), Transfer.REFER);
            pbx.obeys(obedience);
            var one = talk();
            var other = talk();
            one.transfer(other);
            world.runUntil(() -> one.isOver() && other.isOver(), SOON);
            assertThat(one.transferStatus()).isEqualTo("done");
            world.run(PATIENCE);
            assertThat(pbx.calls()).hasSize(2).allMatch(PhoneCall::isTalking);
            pbx.calls().getFirst().hangUp();
            world.runUntil(() -> pbx.calls().getLast().isOver(), SOON);
            world.finish();
        }
    }

    @Test
    void theOtherCallGoesOnWhereItsFarEndWasNotFound() {
        begin(World.from(21), Transfer.REFER);
        pbx.obeys(Obedience.refusedThere(481));
        var one = talk();
        var other = talk();
        one.transfer(other);
        world.runUntil(() -> one.transferStatus().equals("failed"), SOON);
        world.run(PATIENCE);
        assertThat(List.of(one.isTalking(), other.isTalking())).containsOnly(true);
        other.hangUp();
        one.hangUp();
        world.finish();
    }

    @Test
    void aFarEndThatHangsUpInsteadOfGoingEndsTheCall() {
        begin(World.from(22), Transfer.REFER);
        pbx.obeys(Obedience.answers(0));
        var call = talk();
        call.transfer("+49302");
        world.run(Duration.ofMillis(100));
        pbx.calls().getFirst().hangUp();
        world.runUntil(call::isOver, SOON);
        assertThat(reason(call)).isEqualTo("hangup");
        assertThat(pbx.calls()).hasSize(1);
        world.finish();
    }

    @Test
    void aPageThatHangsUpMeanwhileEndsTheCall() {
        begin(World.from(23), Transfer.REFER);
        pbx.obeys(Obedience.answers(202));
        var call = talk();
        call.transfer("+49302");
        world.run(Duration.ofSeconds(1));
        call.hangUp();
        world.runUntil(() -> pbx.calls().getFirst().isOver() && call.isOver(), SOON);
        assertThat(reason(call)).isEqualTo("hangup");
        world.finish();
    }

    /** The network is bad, and everybody does something at any moment. What must hold, the world checks after every step. */
    @Test
    void whateverCrossesARefersNothingIsLeftBehind() {
        int done = 0;
        int bridged = 0;
        for (int seed = 0; seed < 150; seed++) {
            begin(
                    World.from(seed)
                            .times(Duration.ofSeconds(8), Duration.ofSeconds(90))
                            .resumeGrace(Duration.ofSeconds(5))
                            .network(Traffic.SIGNALLING, Conditions.BAD),
                    Transfer.REFER);
            stumble();
            boolean referred = pbx.calls().stream().anyMatch(it -> !it.referredTo().isEmpty());
            if (referred
                    && world.records().stream()
                            .anyMatch(it -> it.ending().reason() == EndReason.TRANSFERRED)) done++;
            if (world.records().stream().anyMatch(it -> !it.transfers().isEmpty())) bridged++;
        }
        assertThat(done).as("transfers by the peer").isGreaterThan(20);
        assertThat(bridged).as("transfers that fell back to the bridge").isGreaterThan(10);
    }

    private void stumble() {
        var random = world.random();
        var answers = Duration.ofMillis(random.nextInt(1_500));
        pbx.person(Person.who(Reaction.answer(answers)));
        pbx.obeys(
                switch (random.nextInt(6)) {
                    case 0 -> Obedience.REFUSES;
                    case 1 -> Obedience.answers(0);
                    case 2 -> Obedience.GOES_SILENTLY.after(Duration.ofMillis(random.nextInt(900)));
                    case 3 -> Obedience.refusedThere(486);
                    default -> Obedience.GOES.after(Duration.ofMillis(random.nextInt(1_500)));
                });
        var one = alice.call("+49301");
        var other = alice.call("+49303");
        world.run(Duration.ofMillis(random.nextInt(1_500, 6_000)));
        for (int deed = random.nextInt(1, 5); deed > 0; deed--) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> one.transfer(other);
                case 3 -> other.transfer(one);
                case 4, 5 -> one.transfer("+49302");
                case 6 -> other.transfer("600");
                case 7 -> pbx.calls().getFirst().hangUp();
                case 8 -> pbx.calls().getLast().hangUp();
                case 9 -> one.hangUp();
                case 10 -> other.hold(random.nextBoolean());
                default -> {
                    if (random.nextInt(4) == 0) alice.vanish(Duration.ofSeconds(1));
                    else alice.reload(Duration.ofMillis(random.nextInt(3_000)));
                }
            }
            world.run(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 20 : 2_000)));
        }
        world.run(Duration.ofSeconds(40));
        pbx.calls().forEach(PhoneCall::hangUp);
        world.finish();
    }

    private void begin(Plan plan, Transfer transfer) {
        try {
            var trunk = Trunk.at("pbx", SipUri.parse("sip:10.1.0.1")).with(transfer);
            var quiet =
                    trunk.with(
                            new Trunk.Peer(
                                    trunk.peer().uri(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Duration.ZERO));
            var target = new Target.ByTrunk(List.of("pbx"), Rewriting.NONE);
            world =
                    plan.users("alice")
                            .trunk(quiet)
                            .route(
                                    new Route(
                                            new Pattern("+49*"),
                                            Optional.empty(),
                                            Optional.empty(),
                                            target))
                            .build();
        } catch (MalformedException impossible) {
            throw new IllegalStateException(impossible);
        }
        alice = world.page("alice");
        pbx = world.phone("pbx");
        pbx.person(Person.who(Reaction.answer(Duration.ofMillis(500))));
        world.run(Duration.ofSeconds(1));
    }

    private PageCall talk() {
        var call = alice.call("+49301");
        world.runUntil(call::isTalking, PATIENCE);
        world.runUntil(() -> pbx.calls().getLast().isTalking(), PATIENCE);
        return call;
    }

    private static String reason(PageCall call) {
        return call.ending().map(ToPage.Ended::reason).orElse("");
    }
}
