package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.phone.PhoneCall;

/** One call of each kind, with nothing in its way. */
class FirstCallsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final World world = World.from(1).build();

    @Test
    void aPageCallsAPhone() {
        var alice = world.page("alice");
        var phone = world.phone("carol");
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(Duration.ofSeconds(10));
        call.hangUp();
        world.run(SOON);

        assertThat(phone.calls()).singleElement().matches(PhoneCall::isOver);
        assertEnded(call, "hangup", "local");
        world.finish();
    }

    @Test
    void aPhoneCallsAPage() {
        var alice = world.page("alice");
        var phone = world.phone("carol");
        world.run(SOON);
        var call = phone.call(world.address("alice"), world.sip());
        world.runUntil(call::isTalking, SOON);
        call.hangUp();
        world.run(SOON);

        assertEnded(alice.calls().getFirst(), "hangup", "remote");
        world.finish();
    }

    @Test
    void aPageCallsAPage() {
        var alice = world.page("alice");
        var bob = world.page("bob");
        world.run(SOON);
        var call = alice.call("bob");
        world.runUntil(call::isTalking, SOON);
        bob.calls().getFirst().hangUp();
        world.run(SOON);

        assertEnded(call, "hangup", "remote");
        assertEnded(bob.calls().getFirst(), "hangup", "local");
        world.finish();
    }

    @Test
    void aPageCallsAnApp() {
        var call = world.page("alice").call("600");
        world.runUntil(call::isTalking, SOON);
        call.hangUp();
        world.run(SOON);

        assertEnded(call, "hangup", "local");
        assertThat(world.records())
                .singleElement()
                .matches(r -> r.ending().reason() == EndReason.HANGUP);
        world.finish();
    }

    @Test
    void keysThatAPageSendsAreRepeatedToIt() {
        var alice = world.page("alice");
        var heard = new StringBuilder();
        alice.whenHeard(message -> {
            if (message instanceof ToPage.KeyHeard key) heard.append(key.digit());
        });
        var call = alice.call("604");
        world.runUntil(call::isTalking, SOON);
        call.press("12#");
        world.run(SOON);
        assertThat(heard).hasToString("12#");
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    private static void assertEnded(PageCall call, String reason, String by) {
        assertThat(call.ending())
                .hasValueSatisfying(told -> {
                    assertThat(told.reason()).isEqualTo(reason);
                    assertThat(told.by()).isEqualTo(by);
                });
    }
}
