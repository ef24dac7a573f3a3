package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.World;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;

/** No call goes round for ever, and what a call says besides goes with it. */
class LoopsTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = World.from(483).build();

    @Test
    void aCallWithoutHopsLeftIsRefused() {
        world.page("alice");
        var carol = world.manual("carol");
        world.run(SOON);
        var invite = carol.invite(world.address("alice"), world.sip(), carol.sdp());
        world.run(SOON);
        assertThat(carol.has("180 INVITE") || carol.has("200 INVITE")).isTrue();
        carol.cancel(invite);
        world.run(SOON);

        var dave = world.manual("dave");
        dave.hops(0).invite(world.address("alice"), world.sip(), dave.sdp());
        world.run(SOON);
        assertThat(dave.kinds()).contains("483 INVITE");
        world.finish();
    }

    @Test
    void aCallOfAPageBeginsWithAllHopsAndItsOwnHeaders() {
        var alice = world.page("alice");
        alice.person(Person.who(Reaction.answer()));
        var carol = world.manual("carol");
        world.run(SOON);
        var call =
                alice.call(
                        carol.uri(),
                        Map.of(
                                "X-Customer",
                                "4711",
                                "Route",
                                "<sip:evil>",
                                "X-Bad",
                                "1\r\nVia: x"));
        world.runUntil(() -> carol.has("INVITE"), SOON);
        var invite = carol.last("INVITE");
        assertThat(invite.one("Max-Forwards")).isEqualTo("70");
        assertThat(invite.one("X-Customer")).isEqualTo("4711");
        assertThat(invite.all("Route")).isEmpty();
        assertThat(invite.all("X-Bad")).isEmpty();
        assertThat(invite.all("Via")).hasSize(1);
        carol.respond(invite, 486, "", "Reason", "Q.850;cause=17");
        world.run(SOON);
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("busy");
        world.finish();
    }
}
