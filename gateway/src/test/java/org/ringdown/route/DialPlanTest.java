package org.ringdown.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.call.EndReason;
import org.ringdown.route.Routes.Route;
import org.ringdown.route.Routes.Target;

/** Which number goes where: by which trunks, for whom, when, and how it is written there. */
class DialPlanTest {
    private static final Numbers GERMAN = new Numbers("49", "00", Optional.of("0"));
    private static final Caller ALICE = new Caller("alice", List.of(), "alice");
    private static final Caller BOB = new Caller("bob", List.of(), "bob");
    private static final Caller STRANGER = new Caller("", List.of(), "c1");
    private static final Caller TRUNK = Caller.onTrunk("pbx", "c1");
    private static final Instant MONDAY_NOON = Instant.parse("2026-07-06T10:00:00Z");
    private static final Instant SUNDAY = Instant.parse("2026-07-05T10:00:00Z");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "030 1234567,+49301234567",
        "0049 30 1234567,+49301234567",
        "+49 (0)30 1234567,+49301234567",
        "0044 20 79460000,+442079460000",
        "1234,1234",
        "00,00",
        "0123,0123",
        "*21#,*21#",
        "alice2,alice2"
    })
    void numbersInTheFormOfE164(String dialled, String normal) {
        var routes = routes(MONDAY_NOON, any(byTrunk("pbx")));
        assertThat(trunk(routes.resolve(dialled, ALICE)).number()).isEqualTo(normal);
    }

    @Test
    void withoutAWordOnNumbersTheyAreAsTheyAreDialled() {
        var plan = DialPlan.of(List.of(any(byTrunk("pbx"))));
        assertThat(trunk(routes(MONDAY_NOON, plan).resolve("0301234567", ALICE)).number())
                .isEqualTo("0301234567");
    }

    @Test
    void theFirstRouteThatMatchesDecides() {
        var routes =
                routes(
                        MONDAY_NOON,
                        route("+4930*", byTrunk("berlin")),
                        route("+49*", byTrunk("germany", "backup")),
                        any(byTrunk("world")));
        assertThat(trunk(routes.resolve("0301234", ALICE)).trunks()).containsExactly("berlin");
        assertThat(trunk(routes.resolve("0401234", ALICE)).trunks())
                .containsExactly("germany", "backup");
        assertThat(trunk(routes.resolve("+1555", ALICE)).trunks()).containsExactly("world");
    }

    @Test
    void aNumberIsWrittenAsItsTrunkWantsIt() {
        var routes =
                routes(MONDAY_NOON, any(new Target.ByTrunk(List.of("pbx"), new Rewriting(3, "0"))));
        assertThat(trunk(routes.resolve("+49301234567", ALICE)).number()).isEqualTo("0301234567");
    }

    @Test
    void moreThanANumberHasCannotBeStripped() {
        assertThat(new Rewriting(9, "1").of("123")).isEqualTo("1");
    }

    @Test
    void aRouteCountsAtItsHours() {
        var office =
                new Route(
                        new Pattern("*"),
                        Optional.empty(),
                        Optional.of(Hours.parse("Mo-Fr 09:00-18:00 Europe/Berlin")),
                        byTrunk("day"));
        var always = any(byTrunk("night"));
        assertThat(trunk(routes(MONDAY_NOON, office, always).resolve("+1555", ALICE)).trunks())
                .containsExactly("day");
        assertThat(trunk(routes(SUNDAY, office, always).resolve("+1555", ALICE)).trunks())
                .containsExactly("night");
    }

    @Test
    void usersHaveTheirOwnNumberOnTrunks() {
        var routes = routes(MONDAY_NOON, any(byTrunk("pbx")));
        assertThat(trunk(routes.resolve("+1555", ALICE)).callerNumber()).contains("+49301");
        assertThat(trunk(routes.resolve("+1555", BOB)).callerNumber()).isEmpty();
    }

    @Test
    void onlyWhoHasALineGoesByIt() {
        var routes = routes(MONDAY_NOON, any(new Target.OwnLine(new Rewriting(0, "9"))));
        assertThat(routes.resolve("123", ALICE))
                .isEqualTo(
                        new Routing.To(
                                new LineDestination(
                                        "alice", "9123", "123", ALICE, Optional.of("*"))));
        assertThat(routes.resolve("123", BOB)).isInstanceOf(Routing.Refused.class);
    }

    @Test
    void whatNoRouteNamesGoesByTheOwnLineAndElseNowhere() {
        var routes = routes(MONDAY_NOON);
        assertThat(routes.resolve("123", ALICE))
                .isEqualTo(new Routing.To(new LineDestination("alice", "123", ALICE)));
        assertThat(routes.resolve("123", BOB)).isInstanceOf(Routing.Refused.class);
        assertThat(routes.resolve("123", STRANGER)).isInstanceOf(Routing.Refused.class);
        assertThat(routes.resolve("123", TRUNK)).isInstanceOf(Routing.Refused.class);
    }

    @Test
    void aTokensGrantsHoldOnTheOwnLineToo() {
        var granted = new Caller("alice", List.of("+49*"), "alice");
        var routes = routes(MONDAY_NOON);
        assertThat(routes.resolve("0301234", granted)).isInstanceOf(Routing.To.class);
        assertThat(routes.resolve("123", granted)).isInstanceOf(Routing.Refused.class);
    }

    @Test
    void strangersNeverGetATrunk() {
        var routes = routes(MONDAY_NOON, any(byTrunk("pbx")));
        assertThat(routes.resolve("+1555", STRANGER)).isInstanceOf(Routing.Refused.class);
    }

    @Test
    void aTrunksCallsFollowTheRoutesThatNameItAndNoOther() {
        var routes =
                routes(
                        MONDAY_NOON,
                        any(byTrunk("world")),
                        new Route(
                                new Pattern("+4930*"),
                                Optional.of("pbx"),
                                Optional.empty(),
                                new Target.ToUser("alice")));
        assertThat(routes.resolve("030555", TRUNK))
                .isEqualTo(new Routing.To(new UserDestination("alice")));
        assertThat(routes.resolve("+1555", TRUNK)).isInstanceOf(Routing.Refused.class);
        assertThat(routes.resolve("alice", TRUNK)).isInstanceOf(Routing.Refused.class);
        assertThat(routes.resolve("+4930555", Caller.onTrunk("other", "c")))
                .isInstanceOf(Routing.Refused.class);
    }

    // Emergencies

    @Test
    void emergencyNumbersGoToTheirTrunksWhateverElseMatches() {
        var plan = plan(new Emergency(Set.of("112"), List.of("pots")), any(byTrunk("pbx")));
        var to = trunk(routes(MONDAY_NOON, plan).resolve("112", ALICE));
        assertThat(to.trunks()).containsExactly("pots");
        assertThat(to.number()).isEqualTo("112");
        assertThat(to.urgent()).isTrue();
    }

    @Test
    void withoutATrunkForThemWhoeverDialsOneIsToldToUseAnotherPhone() {
        var routes = routes(MONDAY_NOON, any(byTrunk("pbx")));
        for (var number : List.of("112", "911", "1 1 2", "tel:112", "sip:112@here.example")) {
            assertThat(routes.resolve(number, ALICE))
                    .isInstanceOfSatisfying(
                            Routing.Refused.class,
                            refused -> {
                                assertThat(refused.reason()).isEqualTo(EndReason.FORBIDDEN);
                                assertThat(refused.message()).contains("Use another phone");
                            });
        }
    }

    @Test
    void visitorsOfAButtonAndStrangersAreSentToAPhoneOfTheirOwn() {
        var plan = plan(new Emergency(Set.of("112"), List.of("pots")));
        var routes = routes(MONDAY_NOON, plan);
        for (var caller :
                List.of(
                        new Caller("guest:x", List.of(), "guest:x"),
                        new Caller("alice", List.of("*"), "alice"),
                        STRANGER,
                        TRUNK)) {
            assertThat(routes.resolve("112", caller))
                    .as(caller.toString())
                    .isInstanceOf(Routing.Refused.class);
        }
    }

    @Test
    void anEmergencyIsKnownBeforeAnyLimitIsAsked() {
        var routes = routes(MONDAY_NOON);
        assertThat(routes.isEmergency("112")).isTrue();
        assertThat(routes.isEmergency("urn:service:sos.police")).isTrue();
        assertThat(routes.isEmergency("1123")).isFalse();
    }

    private static TrunkDestination trunk(Routing routing) {
        return (TrunkDestination) ((Routing.To) routing).destination();
    }

    private static Target byTrunk(String... names) {
        return new Target.ByTrunk(List.of(names), Rewriting.NONE);
    }

    private static Route any(Target target) {
        return route("*", target);
    }

    private static Route route(String to, Target target) {
        return new Route(new Pattern(to), Optional.empty(), Optional.empty(), target);
    }

    private static Routes routes(Instant now, Route... routes) {
        return routes(now, plan(Emergency.NONE, routes));
    }

    private static DialPlan plan(Emergency emergency, Route... routes) {
        return new DialPlan(
                List.of(routes),
                Optional.of(GERMAN),
                emergency,
                Map.of("alice", "+49301"),
                Set.of("alice"),
                Map.of("sales", new Button("+4930600", Duration.ofMinutes(10))));
    }

    private static Routes routes(Instant now, DialPlan plan) {
        return new Routes(
                plan,
                Set.of("alice", "bob")::contains,
                user -> Optional.of("pbx.example").filter(_ -> user.equals("guest:visitor")),
                Set.of("here.example")::contains,
                false,
                () -> now);
    }
}
