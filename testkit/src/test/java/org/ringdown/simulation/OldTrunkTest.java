package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.route.Pattern;
import org.ringdown.route.Rewriting;
import org.ringdown.route.Routes.Route;
import org.ringdown.route.Routes.Target;
import org.ringdown.sip.SipUri;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.phone.ManualPhone;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/** A trunk that insists on making the offer, and is trusted with who calls. */
class OldTrunkTest {
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(3);

    private final World world;
    private final ManualPhone trunk;
    private final PageCall call;

    OldTrunkTest() throws MalformedException {
        var old =
                Trunk.at("old", SipUri.parse("sip:10.3.0.1"))
                        .with(
                                new Trunk.Media(
                                        List.of(),
                                        Trunk.Dtmf.RFC4733,
                                        Trunk.Srtp.OFF,
                                        Trunk.Offer.DELAYED))
                        .with(new Trunk.Identity(Optional.empty(), true, List.of("x-customer")));
        var route =
                new Route(
                        new Pattern("+49*"),
                        Optional.empty(),
                        Optional.empty(),
                        new Target.ByTrunk(List.of("old"), Rewriting.NONE));
        world = World.from(3264).trunk(old).route(route).build();
        var alice = world.page("alice");
        trunk = world.manual("old");
        world.run(SOON);
        call = alice.call("+49301234567", Map.of("X-Customer", "4711", "X-Other", "1"));
        world.runUntil(() -> trunk.has("INVITE") || trunk.has("OPTIONS"), SOON);
        trunk.heard("OPTIONS").forEach(asked -> trunk.respond(asked, 200, ""));
        world.runUntil(() -> trunk.has("INVITE"), SOON);
    }

    @Test
    void itMakesTheOfferInItsAnswerAndHasOursInTheAck() {
        var invite = trunk.last("INVITE");
        assertThat(invite.body()).isEmpty();
        trunk.respond(invite, 180, "");
        trunk.respond(invite, 200, trunk.sdp());
        world.runUntil(() -> call.isTalking() && trunk.has("ACK"), SOON);
        assertThat(trunk.last("ACK").body()).contains("m=audio").contains("PCMA");
        end();
    }

    @Test
    void itsReliableOfferIsAnsweredInThePrack() {
        var invite = trunk.last("INVITE");
        trunk.respond(invite, 183, trunk.sdp(), "Require", "100rel", "RSeq", "1");
        world.run(MOMENT);
        assertThat(trunk.last("PRACK").body()).contains("m=audio").contains("PCMA");
        trunk.respond(trunk.last("PRACK"), 200, "");
        trunk.respond(invite, 200, "");
        world.runUntil(call::isTalking, SOON);
        assertThat(trunk.last("ACK").body()).isEmpty();
        end();
    }

    @Test
    void anOfferThatCannotBeMetIsAcknowledgedAndHungUpOn() {
        var unmet =
                trunk.sdp().replace("RTP/AVP 8 101", "RTP/AVP 3").replace("PCMA/8000", "x/8000");
        trunk.respond(trunk.last("INVITE"), 200, unmet);
        world.run(MOMENT);
        assertThat(trunk.kinds()).contains("ACK", "BYE");
        trunk.respond(trunk.last("BYE"), 200, "");
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("codec-mismatch");
        world.finish();
    }

    @Test
    void itIsToldWhoCallsAndTheHeadersThatItMayHave() {
        var invite = trunk.last("INVITE");
        assertThat(invite.one("P-Asserted-Identity")).contains("sip:alice@");
        assertThat(invite.one("X-Customer")).isEqualTo("4711");
        assertThat(invite.all("X-Other")).isEmpty();
        trunk.respond(invite, 486, "");
        world.run(MOMENT);
        assertThat(call.isOver()).isTrue();
        world.finish();
    }

    private void end() {
        call.hangUp();
        world.run(MOMENT);
        trunk.respond(trunk.last("BYE"), 200, "");
        world.finish();
    }
}
