package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.line.LineAccount;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.testkit.Plan;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.ScriptedPbx;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/** Lines: a user's account at a PBX, registered by the gateway, for any number of the user's pages. */
class LinesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PBX = "10.1.0.1";

    @Test
    void aLineIsRegisteredOnceForAnyNumberOfPages() {
        var world = plan("alice").build();
        var pbx = pbx(world, "alice");
        world.page("alice");
        world.page("alice");
        world.run(SOON);

        assertThat(pbx.bindings()).containsOnlyKeys("alice");
        assertThat(world.gateway().linesRegistered()).isEqualTo(1);
        assertThat(pbx.heard("REGISTER"))
                .hasSize(2) // the first is asked for the password
                .allSatisfy(register ->
                        assertThat(register.toString())
                                .contains("reg-id=1;+sip.instance=\"<urn:uuid:"));
        world.finish();
        assertThat(pbx.bindings()).as("unregistered at a polite end").isEmpty();
    }

    @Test
    void aCallToTheLineRingsThePagesOfItsUser() {
        var world = plan("alice").build();
        var pbx = pbx(world, "alice");
        var alice = world.page("alice");
        world.run(SOON);
        var call = pbx.call("alice", world.sip());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);

        assertThat(alice.calls()).singleElement().matches(PageCall::isTalking);
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void aNumberThatNoRouteNamesGoesByTheCallersOwnLineAndUnderItsName() {
        var world = plan("alice").build();
        var pbx = pbx(world, "alice").asksCallers();
        var alice = world.page("alice");
        world.run(SOON);
        var call = alice.call("200");
        world.runUntil(call::isTalking, SOON);

        assertThat(pbx.phone().calls())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.dialled()).isEqualTo("sip:200@" + PBX);
                    assertThat(it.caller()).isEqualTo("sip:alice@" + PBX);
                });
        call.hangUp();
        world.run(SOON);
        assertThat(pbx.phone().calls().getFirst()).matches(PhoneCall::isOver);
        world.finish();
    }

    @Test
    void nobodyElseCallsByThatLine() {
        var world = plan("alice").build();
        pbx(world, "alice");
        var bob = world.page("bob");
        var call = bob.call("200");
        world.run(SOON);

        assertThat(call.refusal()).isPresent();
        world.finish();
    }

    @Test
    void theRegistrarsOwnWayIsTaken() {
        var world = plan("alice").build();
        var pbx = pbx(world, "alice").serviceRoute("<sip:" + PBX + ";lr;for=alice>");
        var alice = world.page("alice");
        world.run(SOON);
        var call = alice.call("200");
        world.runUntil(call::isTalking, SOON);

        assertThat(pbx.heard("INVITE").getFirst().first("Route"))
                .contains("<sip:" + PBX + ";lr;for=alice>");
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void aTimeThatIsTooBriefIsMadeLonger() {
        var world = plan("alice").build();
        var pbx = pbx(world, "alice").least(7200);
        world.run(SOON);

        assertThat(pbx.bindings().get("alice").asked()).isEqualTo(Duration.ofHours(2));
        world.finish();
    }

    @Test
    void aRegistrarThatIsNeverContentGetsTwoAnswersAndNoMore() {
        var world = plan("alice").build();
        var pbx = pbx(world, "alice").neverContent();
        world.run(Duration.ofSeconds(30));

        assertThat(pbx.heard("REGISTER")).hasSize(3);
        assertThat(world.gateway().linesRegistered()).isZero();
        world.finish();
    }

    @Test
    void theRegistrationIsRenewedInTime() {
        var world = plan("alice").build();
        var pbx = pbx(world, "alice").grants(Duration.ofMinutes(1));
        world.run(Duration.ofMinutes(10));

        assertThat(pbx.heard("REGISTER")).hasSizeBetween(11, 15);
        assertThat(pbx.bindings()).containsKey("alice");
        world.finish();
    }

    @Test
    void linesAreBackWithinFiveSecondsOfTheirRegistrarsReturnAndNotAllAtOnce() {
        var names = new String[300];
        for (int i = 0; i < names.length; i++) names[i] = "user" + i;
        var world = plan(names).build();
        var pbx = pbx(world, names);
        world.run(Duration.ofSeconds(10));
        assertThat(pbx.bindings()).hasSize(names.length);

        pbx.away();
        world.run(Duration.ofSeconds(20));
        pbx.back();
        int before = pbx.heard("REGISTER").size();
        world.run(Duration.ofMillis(1300));
        int first = pbx.heard("REGISTER").size() - before;
        assertThat(first).as("of 600 messages in the first moments").isLessThan(300);
        world.runUntil(() -> pbx.bindings().size() == names.length, Duration.ofMillis(3700));
        world.finish();
    }

    private static ScriptedPbx pbx(World world, String... users) {
        var pbx = world.pbx();
        for (var user : users) pbx.account(user, "secret of " + user);
        return pbx;
    }

    private static Plan plan(String... users) {
        var plan = World.from(1).users(users);
        for (var user : users) plan.line(line(user));
        return plan;
    }

    private static LineAccount line(String user) {
        try {
            return new LineAccount(
                    user,
                    SipUri.parse("sip:" + user + "@" + PBX),
                    SipUri.parse("sip:" + PBX),
                    Optional.empty(),
                    new Credentials(
                            LineAccount.account(user), user, "secret of " + user, Optional.empty()),
                    Duration.ofHours(1),
                    Trunk.Transfer.BRIDGE);
        } catch (MalformedException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
