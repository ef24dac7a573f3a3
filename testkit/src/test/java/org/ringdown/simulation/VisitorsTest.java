package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.line.LineAccount;
import org.ringdown.line.Visitors;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.phone.ScriptedPbx;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/** Those who bring a line of their own along: it is theirs as long as they are here. */
class VisitorsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PBX = "10.1.0.1";
    private static final String VISITOR = "guest:alice";

    private final World world = World.from(1).users("bob").build();
    private final ScriptedPbx pbx = world.pbx().account("alice", "secret of alice").asksCallers();

    @Test
    void theLineIsRegisteredUntilTheLastOfThemHasLeft() {
        var first = come("secret of alice");
        var second = come("secret of alice");
        world.run(SOON);
        assertThat(first.outcome()).isCompletedWithValue(new Visitors.Outcome.Registered());
        assertThat(second.outcome()).isCompletedWithValue(new Visitors.Outcome.Registered());
        assertThat(pbx.bindings()).containsOnlyKeys("alice");
        assertThat(world.gateway().keptNow()).isEqualTo(1);

        first.leave().run();
        world.run(SOON);
        assertThat(pbx.bindings()).containsOnlyKeys("alice");
        second.leave().run();
        world.run(SOON);
        assertThat(pbx.bindings()).isEmpty();
        assertThat(world.gateway().keptNow()).isZero();
        assertThat(world.gateway().linesRegistered()).isZero();
        world.finish();
    }

    @Test
    void aWrongPasswordIsToldAndNotTriedAgain() {
        var stay = come("guess");
        world.run(Duration.ofMinutes(2));
        assertThat(stay.outcome().join())
                .isInstanceOfSatisfying(
                        Visitors.Outcome.Refused.class,
                        refused -> assertThat(refused.why()).startsWith("4"));
        assertThat(pbx.heard("REGISTER").size()).isLessThanOrEqualTo(3);
        assertThat(world.gateway().keptNow()).isZero();
        world.finish();
    }

    @Test
    void whoShowsAnotherPasswordDoesNotShareTheLine() {
        come("secret of alice");
        world.run(SOON);
        assertThat(come("guess").outcome().join()).isInstanceOf(Visitors.Outcome.Refused.class);
        assertThat(pbx.bindings()).containsOnlyKeys("alice");
        world.finish();
        assertThat(pbx.bindings()).as("unregistered at a polite end").isEmpty();
    }

    @Test
    void theyCallByItAndAreCalledByIt() {
        var stay = come("secret of alice");
        var page = world.page(VISITOR);
        world.run(SOON);
        var call = page.call("sip:bob@" + PBX);
        world.runUntil(call::isTalking, SOON);
        assertThat(pbx.phone().calls())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.dialled()).isEqualTo("sip:bob@" + PBX);
                    assertThat(it.caller()).isEqualTo("sip:alice@" + PBX);
                });
        call.hangUp();
        world.run(SOON);

        var came = pbx.call("alice", world.sip());
        world.runUntil(came::isTalking, SOON);
        world.run(SOON);
        assertThat(page.calls()).last().matches(PageCall::isTalking);
        came.hangUp();
        world.run(SOON);
        stay.leave().run();
        world.run(SOON);
        var late = page.call("200");
        world.run(SOON);
        assertThat(late.refusal()).isPresent();
        world.finish();
    }

    private Visitors.Stay come(String password) {
        return world.gateway().keepers().visitors().come(line(password));
    }

    private static LineAccount line(String password) {
        try {
            return new LineAccount(
                    VISITOR,
                    SipUri.parse("sip:alice@" + PBX),
                    SipUri.parse("sip:" + PBX),
                    Optional.empty(),
                    new Credentials(
                            LineAccount.account(VISITOR), "alice", password, Optional.empty()),
                    Duration.ofMinutes(10),
                    Trunk.Transfer.BRIDGE);
        } catch (MalformedException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
