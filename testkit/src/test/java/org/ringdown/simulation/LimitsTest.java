package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.limit.Allowance;
import org.ringdown.limit.Rules;
import org.ringdown.limit.Stop;
import org.ringdown.page.ToPage;
import org.ringdown.route.Button;
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
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.ScriptedPhone;
import org.ringdown.trunk.Trunk;

/**
 * Limits follow a call wherever it is led, until its last leg has ended; nobody gets rid of them by leaving it. That nothing is counted any more
 * once all is over, {@link World#finish} proves each time.
 */
class LimitsTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Allowance ONE = Allowance.atOnce(1);
    private static final Allowance FREE = Allowance.NONE;

    private Trunk pbx;
    private World world;
    private ScriptedPhone outside;
    private ScriptedPage alice;

    @BeforeEach
    void aTrunk() throws Exception {
        pbx = Trunk.at("pbx", SipUri.parse("sip:10.1.0.1"));
    }

    @Test
    void aCallThatAPageTransferredCountsUntilItIsOver() {
        begin(Rules.ofUsers(ONE));
        var call = talk("+4930");
        call.transfer("+4940");
        world.runUntil(call::isOver, SOON);
        assertThat(outside.calls()).hasSize(2);
        var second = alice.call("+4950");
        world.runUntil(() -> second.refusal().isPresent(), SOON);
        assertThat(refusal(second)).isEqualTo("rate-limited: alice may have 1 call at a time.");
        outside.calls().getFirst().hangUp();
        world.run(SOON);
        end(talk("+4950"));
    }

    @Test
    void bothCallsThatAPageMadeOneCountUntilThatIsOver() {
        begin(Rules.ofUsers(Allowance.atOnce(2)));
        var one = talk("+4930");
        var other = talk("+4940");
        one.transfer(other);
        world.runUntil(() -> one.isOver() && other.isOver(), SOON);
        var third = alice.call("+4950");
        world.runUntil(() -> third.refusal().isPresent(), SOON);
        outside.calls().getFirst().hangUp();
        world.run(SOON);
        var again = List.of(talk("+4950"), talk("+4960"));
        again.forEach(PageCall::hangUp);
        world.run(SOON);
        world.finish();
    }

    @Test
    void aPhoneThatRefersItsCallElsewherePaysForThatToo() {
        begin(Rules.ofUsers(FREE.withCallsPerHour(2)));
        var desk = desk();
        var call = desk.call(world.address("+4930"), world.sip());
        world.runUntil(call::isTalking, SOON);
        call.refer(world.address("+4940"));
        world.runUntil(() -> outside.calls().size() == 2 && call.isOver(), SOON);
        var more = desk.call(world.address("+4950"), world.sip());
        world.runUntil(more::isOver, SOON);
        assertThat(more.ending().orElseThrow().status()).isEqualTo(503);
        assertThat(outside.calls()).hasSize(2);
        outside.calls().getFirst().hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void aReferThatIsOneCallTooManyIsRefusedAndTheCallGoesOn() {
        begin(Rules.ofUsers(FREE.withCallsPerHour(1)));
        var call = desk().call(world.address("+4930"), world.sip());
        world.runUntil(call::isTalking, SOON);
        call.refer(world.address("+4940"));
        world.runUntil(() -> !call.answers().isEmpty(), SOON);
        assertThat(call.answers()).containsExactly(503);
        assertThat(call.isTalking()).isTrue();
        assertThat(outside.calls()).hasSize(1);
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void aTransferThatIsOneCallTooManyIsRefusedInWordsAndTheCallGoesOn() {
        begin(Rules.ofUsers(FREE.withCallsPerHour(1)));
        var call = talk("+4930");
        call.transfer("+4940");
        world.runUntil(() -> !alice.failures().isEmpty(), SOON);
        assertThat(alice.failures().getLast().message())
                .isEqualTo("alice may begin 1 call an hour.");
        var far = outside.calls().getFirst();
        assertThat(far.isTalking()).isTrue();
        far.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void whoeverSendsAStrangersCallToANumberPaysForIt() {
        begin(Rules.ofUsers(ONE));
        var caller = world.phone("caller");
        var inbound = caller.call(world.address("alice"), world.sip());
        world.runUntil(inbound::isTalking, SOON);
        alice.calls().getFirst().transfer("+4930");
        world.runUntil(() -> outside.calls().stream().anyMatch(PhoneCall::isTalking), SOON);
        var more = alice.call("+4940");
        world.runUntil(() -> more.refusal().isPresent(), SOON);
        inbound.hangUp();
        world.run(SOON);
        end(talk("+4940"));
    }

    @Test
    void aRedirectIsOneMoreCall() throws Exception {
        var far = Trunk.at("far", SipUri.parse("sip:10.3.0.1"));
        start(
                plan(Rules.ofUsers(FREE.withCallsPerHour(1)))
                        .trunk(far)
                        .route(
                                new Route(
                                        new Pattern("+5*"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        new Target.ByTrunk(List.of("far"), Rewriting.NONE))));
        var sender = world.manual("far");
        var call = alice.call("+5");
        world.runUntil(() -> sender.has("INVITE"), SOON);
        sender.redirect(sender.last("INVITE"), "<tel:+4930>");
        world.runUntil(call::isOver, SOON);
        assertThat(ended(call)).isEqualTo("limit-reached: alice may begin 1 call an hour.");
        assertThat(outside.calls()).isEmpty();
        world.run(SOON);
        world.finish();
    }

    @Test
    void whoTakesACallOverOnAnotherPageDoesNotCountTwice() {
        begin(Rules.ofUsers(ONE));
        talk("+4930");
        var other = world.page("alice");
        world.runUntil(() -> !other.elsewhere().isEmpty(), SOON);
        var pulled = other.pull(other.elsewhere().getFirst());
        world.runUntil(pulled::isTalking, SOON);
        pulled.hangUp();
        world.run(SOON);
        end(talk("+4940"));
    }

    @Test
    void numbersThatBeginAlikeAreCountedWhoeverCallsThem() {
        begin(Rules.ofUsers(FREE).withPrefixes(Map.of("+44*", ONE)), "bob");
        var bob = world.page("bob");
        var one = talk("+44 (0)20 7946 0000");
        var other = bob.call("+49301");
        world.runUntil(other::isTalking, SOON);
        other.transfer("+44123");
        world.runUntil(() -> other.transferStatus().equals("failed"), SOON);
        assertThat(other.isTalking()).as("it has come back").isTrue();
        var third = bob.call("+44124");
        world.runUntil(third::isOver, SOON);
        assertThat(ended(third))
                .isEqualTo("limit-reached: Numbers that begin with +44 may have 1 call at a time.");
        one.hangUp();
        other.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void aTrunksCallsOfAnHourAreCountedBothWays() {
        pbx = pbx.with(FREE.withCallsPerHour(2));
        begin(Rules.ofUsers(FREE));
        hangUp(talk("+4930"));
        hangUp(talk("+4930"));
        var third = alice.call("+4930");
        world.runUntil(third::isOver, SOON);
        assertThat(ended(third))
                .isEqualTo("limit-reached: The trunk pbx may begin 2 calls an hour.");
        world.finish();
    }

    @Test
    void whoHasUsedUpTheMinutesIsToldSoAtBothEnds() {
        begin(Rules.ofUsers(FREE.withMinutesPerDay(3)));
        var one = talk("+4930");
        world.run(Duration.ofMinutes(1));
        var other = talk("+4940");
        world.run(Duration.ofSeconds(50));
        assertThat(one.isTalking() && other.isTalking()).isTrue();
        world.runUntil(() -> one.isOver() && other.isOver(), SOON.multipliedBy(2));
        assertThat(ended(one)).isEqualTo("limit-reached: alice may talk 3 minutes a day.");
        world.run(SOON);
        assertThat(outside.calls().getFirst().ending().orElseThrow().reason())
                .contains("SIP;cause=503;text=\"alice may talk 3 minutes a day.\"");
        var more = alice.call("+4930");
        world.runUntil(() -> more.refusal().isPresent(), SOON);
        world.finish();
    }

    @Test
    void minutesOfACallRunOnWhenItsCallerHasLeftIt() {
        begin(Rules.ofUsers(FREE.withMinutesPerDay(2)));
        var call = talk("+4930");
        call.transfer("+4940");
        world.runUntil(call::isOver, SOON);
        world.run(Duration.ofSeconds(90));
        assertThat(outside.calls()).allMatch(PhoneCall::isTalking);
        world.runUntil(
                () -> outside.calls().stream().allMatch(PhoneCall::isOver), Duration.ofSeconds(40));
        world.run(SOON);
        assertThat(world.records())
                .singleElement()
                .satisfies(record ->
                        assertThat(record.ending().reason()).isEqualTo(EndReason.LIMIT_REACHED));
        world.finish();
    }

    @Test
    void visitorsOfAButtonAreCountedTogetherAndReachItsNumberOnly() {
        var rules = Rules.ofUsers(FREE).withButtons(Map.of("sales", ONE));
        start(plan(rules).button("sales", new Button("+4930", Duration.ofMinutes(2))));
        var first = world.page("guest:1@sales");
        var second = world.page("guest:2@sales");
        var call = first.call("sales");
        world.runUntil(call::isTalking, SOON);
        var another = second.call("sales");
        var number = second.call("+4930");
        world.runUntil(() -> another.refusal().isPresent() && number.refusal().isPresent(), SOON);
        assertThat(refusal(another)).contains("The button sales may have 1 call at a time.");
        assertThat(refusal(number)).startsWith("destination-not-allowed");
        call.transfer("+4940");
        world.runUntil(() -> !first.failures().isEmpty(), SOON);
        assertThat(first.failures().getLast().code()).isEqualTo("destination-not-allowed");
        var far = outside.calls().getFirst();
        world.run(Duration.ofSeconds(90));
        assertThat(far.isTalking()).isTrue();
        world.runUntil(far::isOver, Duration.ofSeconds(40));
        world.run(SOON);
        assertThat(call.ending().map(ToPage.Ended::reason)).contains("limit-reached");
        world.finish();
    }

    @Test
    void strangersAndVisitorsAreCountedByWhereTheyAre() {
        begin(Rules.ofUsers(FREE).withAddress(ONE));
        var stranger = world.phone("stranger");
        var one = stranger.call(world.address("600"), world.sip());
        world.runUntil(one::isTalking, SOON);
        var other = stranger.call(world.address("601"), world.sip());
        world.runUntil(other::isOver, SOON);
        assertThat(other.ending().orElseThrow().status()).isEqualTo(503);
        one.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void whatTheOperatorStopsEndsAtOnceAlsoWhereItsCallerHasLeftIt() {
        begin(Rules.ofUsers(FREE), "bob");
        var call = talk("+4930");
        call.transfer("+4940");
        world.runUntil(call::isOver, SOON);
        var inside = world.page("bob").call("600");
        world.runUntil(inside::isTalking, SOON);
        var stop = Stop.of("user", "alice").orElseThrow();
        assertThat(world.gateway().limits().stop(stop)).contains(1);
        world.runUntil(() -> outside.calls().stream().allMatch(PhoneCall::isOver), SOON);
        assertThat(inside.isTalking()).isTrue();
        var more = alice.call("600");
        world.runUntil(() -> more.refusal().isPresent(), SOON);
        assertThat(refusal(more))
                .isEqualTo("over-capacity: The operator has stopped calls of alice.");
        world.gateway().limits().resume(stop);
        inside.hangUp();
        end(talk("+4930"));
    }

    @Test
    void whatTheOperatorStopsWhileItRingsEndsToo() {
        begin(Rules.ofUsers(FREE));
        outside.person(Person.who(new Reaction.Ignores()));
        var call = alice.call("+4930");
        world.runUntil(() -> call.phase() == PageCall.Phase.RINGING, SOON);
        world.gateway().limits().stop(Stop.of("everything", "").orElseThrow());
        world.runUntil(call::isOver, SOON);
        assertThat(ended(call))
                .isEqualTo("forbidden: The operator has stopped all calls that leave the gateway.");
        world.run(SOON);
        world.finish();
    }

    @Test
    void aThousandCallsThatAreLedOnAtRandomLeaveNothingCounted() {
        var names = IntStream.range(0, 20).mapToObj(i -> "user" + i).toArray(String[]::new);
        var rules =
                Rules.ofUsers(Allowance.atOnce(30).withMinutesPerDay(60))
                        .withAddress(Allowance.atOnce(500))
                        .withPrefixes(Map.of("+491*", Allowance.atOnce(30)));
        start(
                plan(rules)
                        .users(names)
                        .times(Duration.ofSeconds(8), Duration.ofSeconds(40))
                        .network(Traffic.SIGNALLING, Conditions.BAD)
                        .network(Traffic.STREAM, Conditions.BAD));
        outside.person(ofManyMinds(world.random()));
        var crowd = new Crowd(world, List.of(names));
        crowd.call(500, Duration.ofMinutes(1));
        crowd.suffer(60, Duration.ofMinutes(1));
        var pages = IntStream.range(0, 20).mapToObj(i -> world.page(names[i])).toList();
        for (int i = 0; i < 500; i++) later(() -> lead(pages));
        world.run(Duration.ofMinutes(3));
        assertThat(world.records()).hasSizeGreaterThan(850);
        assertThat(world.records().stream().filter(record -> !record.transfers().isEmpty()))
                .hasSizeGreaterThan(30);
        crowd.leave();
        world.finish();
        assertThat(world.gateway().limits().size()).isZero();
    }

    /** Calls outside, and before long sends it elsewhere, or makes one call of two, or hangs up. */
    private void lead(List<ScriptedPage> pages) {
        var random = world.random();
        var page = pages.get(random.nextInt(pages.size()));
        var call = page.call("+491" + random.nextInt(100));
        var timers = world.time().of("leaders");
        timers.after(
                Duration.ofMillis(random.nextLong(8000)),
                () -> {
                    if (!call.isTalking()) return;
                    var other =
                            page.calls().stream()
                                    .filter(it -> it != call && it.isTalking())
                                    .findFirst();
                    if (other.isPresent() && random.nextBoolean()) call.transfer(other.get());
                    else call.transfer(random.nextBoolean() ? "+492" : "user1");
                });
        call.hangUpAfter(Duration.ofMillis(random.nextLong(20_000)));
    }

    private void later(Runnable task) {
        var when = Duration.ofNanos(world.random().nextLong(Duration.ofMinutes(1).toNanos()));
        world.time().of("leaders").after(when, task);
    }

    private static Person ofManyMinds(RandomGenerator random) {
        return () ->
                switch (random.nextInt(6)) {
                    case 0 -> new Reaction.Refuses(Duration.ofMillis(random.nextLong(3000)), 503);
                    case 1 -> new Reaction.Ignores();
                    default ->
                            new Reaction.Answers(
                                    Duration.ofMillis(random.nextLong(2000)),
                                    Optional.of(Duration.ofMillis(random.nextLong(30_000))));
                };
    }

    private Plan plan(Rules rules) {
        return World.from(1)
                .trunk(pbx)
                .route(
                        new Route(
                                new Pattern("+4*"),
                                Optional.empty(),
                                Optional.empty(),
                                new Target.ByTrunk(List.of("pbx"), Rewriting.NONE)))
                .limits(rules);
    }

    private void begin(Rules rules, String... others) {
        start(plan(rules).users(others));
    }

    /** The first phone is where the trunk is. */
    private void start(Plan plan) {
        world = plan.build();
        outside = world.phone("outside");
        alice = world.page("alice");
        world.run(Duration.ofSeconds(2));
    }

    private ScriptedPhone desk() {
        var desk = world.phone("alice");
        desk.password("alice");
        return desk;
    }

    private PageCall talk(String number) {
        var call = alice.call(number);
        world.runUntil(call::isTalking, SOON);
        return call;
    }

    private void hangUp(PageCall call) {
        call.hangUp();
        world.run(SOON);
    }

    private void end(PageCall call) {
        hangUp(call);
        world.finish();
    }

    private static String refusal(PageCall call) {
        return call.refusal().map(no -> no.code() + ": " + no.message()).orElse("");
    }

    private static String ended(PageCall call) {
        return call.ending()
                .map(end ->
                        end.reason() + ": " + end.sip().map(ToPage.SipStatus::reason).orElse(""))
                .orElse("");
    }
}
