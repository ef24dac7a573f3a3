package org.ringdown.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.media.AppKind;
import org.ringdown.route.Routes.Route;

/** What may be dialled, how it may be written, and what it leads to. */
class RoutesTest {
    private static final Caller ALICE = new Caller("alice", List.of(), "alice");
    private final Routes routes = routes(true);

    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource({
        "6??,600,true",
        "6??,60,false",
        "6??,6000,false",
        "+44*,+442079460000,true",
        "+44*,+43,false",
        "*,anything,true",
        "sip:*@pbx.example,sip:bob@pbx.example,true",
        "sip:*@pbx.example,sip:bob@evil.example,false",
        "1*1,1,false",
        "600,600,true",
        "600,6001,false"
    })
    void patterns(String pattern, String address, boolean matches) {
        assertThat(new Pattern(pattern).matches(address)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "600",
        "6 0 0",
        "tel:600",
        "tel:600;phone-context=x",
        "sip:600@127.0.0.1:5060",
        "sip:600@localhost",
        "sip:600@LOCALHOST",
        "sip:%36%30%30@127.0.0.1;x=y",
        "sips:600@localhost?subject=x"
    })
    void theSameNumberInManyForms(String dialled) {
        assertThat(routes.resolve(dialled, ALICE))
                .isEqualTo(
                        new Routing.To(
                                new AppDestination(
                                        "600", AppKind.ECHO, "alice", Optional.of("6??"))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "603, 603, 6??",
        "6031, 6031, 603*",
        "tel:603-12, 60312, 603*",
        "sip:603@localhost, 603, 6??"
    })
    void aRoomByItsNumber(String dialled, String name, String rule) {
        assertThat(routes.resolve(dialled, ALICE))
                .isEqualTo(new Routing.To(RoomDestination.numbered(name, Optional.of(rule))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "bob",
        "sip:bob@127.0.0.1:5060",
        "sip:bob@localhost;transport=tcp",
        "SIP:bob@127.0.0.1"
    })
    void aUserByNameOrByAddressHere(String dialled) {
        assertThat(routes.resolve(dialled, ALICE))
                .isEqualTo(new Routing.To(new UserDestination("bob")));
    }

    @Test
    void aRoomOfOnesOwn() {
        var name = "conference:alice.0123456789abcdef";
        var granted = new Caller("alice", List.of("601"), "alice");
        for (var caller : List.of(ALICE, granted))
            assertThat(routes.resolve(name, caller))
                    .isEqualTo(new Routing.To(RoomDestination.own(name)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "conference:bob.0123456789abcdef",
                "conference:alice.short",
                "conference:alice.0123456789abcde!",
                "conference:.0123456789abcdef",
                "conference:"
            })
    void noRoomOfSomebodyElse(String name) {
        assertRefused(routes.resolve(name, ALICE), "destination-not-allowed");
        assertRefused(
                routes.resolve(name, new Caller("", List.of(), "")), "destination-not-allowed");
        assertRefused(routes.resolve(name, Caller.onTrunk("pbx", "")), "destination-not-allowed");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"6031234567890123", "603#", "605"})
    void noRoomWithAnyOtherName(String dialled) {
        assertRefused(routes.resolve(dialled, ALICE), "bad-number");
    }

    @Test
    void anySipAddressInDevMode() {
        assertThat(routes.resolve("sip:x@127.0.0.1:5070", ALICE))
                .isEqualTo(new Routing.To(new SipDestination("sip:x@127.0.0.1:5070", ALICE)));
    }

    @Test
    void noSipAddressElsewhereNorForStrangers() {
        assertRefused(
                routes(false).resolve("sip:x@127.0.0.1:5070", ALICE), "destination-not-allowed");
        assertRefused(
                routes.resolve("sip:x@127.0.0.1:5070", new Caller("", List.of(), "c1")),
                "destination-not-allowed");
    }

    @Test
    void noMatchIsARefusal() {
        assertRefused(routes.resolve("+44 (0)20-7946 0000", ALICE), "destination-not-allowed");
    }

    @Test
    void aTokenNarrowsWhatTheRoutesAllow() {
        var narrow = new Caller("guest:1", List.of("60?"), "guest:1");
        assertThat(routes.resolve("600", narrow)).isInstanceOf(Routing.To.class);
        for (var bob :
                List.of(
                        "bob",
                        "sip:bob@127.0.0.1;x=600",
                        "sip:b%6fb@LOCALHOST",
                        "sip:600@elsewhere")) {
            assertRefused(routes.resolve(bob, narrow), "destination-not-allowed");
        }
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(value = {"''", "'  '", "605"})
    void whatIsNoNumber(String dialled) {
        assertRefused(routes.resolve(dialled, ALICE), "bad-number");
    }

    @Test
    void controlCharactersAndEndlessAddressesAreNoNumbers() {
        assertRefused(routes.resolve("bob\r\nEvil: yes", ALICE), "bad-number");
        assertRefused(routes.resolve("sip:%0d%0aEvil@localhost", ALICE), "bad-number");
        assertRefused(routes.resolve("1".repeat(300), ALICE), "bad-number");
    }

    /** Not even a built-in number, nor a user of ours by the same name. */
    @Test
    void whoBringsALineCallsByItAndNothingElse() {
        var visitor = new Caller("guest:visitor", List.of(), "guest:visitor");
        for (var dialled : List.of("600", "bob", "112", "+44 20 7946 0000"))
            assertThat(routes.resolve(dialled, visitor))
                    .isInstanceOfSatisfying(
                            Routing.To.class,
                            to -> assertThat(to.destination()).isInstanceOf(LineDestination.class));
        assertThat(routes.resolve("sip:bob@pbx.example", visitor))
                .isEqualTo(routes.resolve("bob", visitor));
        assertRefused(
                routes.resolve("sip:bob@elsewhere.example", visitor), "destination-not-allowed");
        assertRefused(
                routes.resolve("sip:bob@elsewhere@pbx.example", visitor),
                "destination-not-allowed");
    }

    private static void assertRefused(Routing routing, String code) {
        assertThat(routing)
                .isInstanceOfSatisfying(
                        Routing.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static Routes routes(boolean direct) {
        return new Routes(
                DialPlan.of(
                        List.of(
                                new Route(new Pattern("6??"), "builtin"),
                                new Route(new Pattern("603*"), "builtin"))),
                Set.of("alice", "bob")::contains,
                user -> Optional.of("pbx.example").filter(_ -> user.equals("guest:visitor")),
                Set.of("127.0.0.1", "localhost", "127.0.0.1:5060")::contains,
                direct,
                () -> Instant.EPOCH);
    }
}
