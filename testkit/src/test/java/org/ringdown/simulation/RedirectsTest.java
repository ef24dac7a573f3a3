package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.ManualPhone;

/** Far ends that send a call elsewhere (RFC 3261 §8.1.3.4): how far that is followed. */
class RedirectsTest {
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = World.from(302).build();
    private final ScriptedPage alice = world.page("alice");
    private final ManualPhone carol = world.manual("carol");

    @BeforeEach
    void connect() {
        world.run(SOON);
    }

    @Test
    void addressesAtTheSameHostAreTriedInTheOrderOfTheirQ() {
        var call = dial();
        var first = carol.last("INVITE");
        redirect(at("second") + ";q=0.3, " + at("third") + ", " + at("first") + ";q=0.9");
        assertThat(carol.last("INVITE").start()).contains("sip:third@");
        carol.respond(carol.last("INVITE"), 486, "");
        world.run(MOMENT);
        assertThat(carol.last("INVITE").start()).contains("sip:first@");
        carol.respond(carol.last("INVITE"), 404, "");
        world.run(MOMENT);
        var last = carol.last("INVITE");
        assertThat(last.start()).contains("sip:second@");
        assertThat(last.callId()).isEqualTo(first.callId());
        assertThat(last.cseq()).isEqualTo(4);
        assertThat(last.tag("From")).isEqualTo(first.tag("From"));
        carol.respond(last, 200, carol.sdp());
        world.run(MOMENT);
        assertThat(call.isTalking()).isTrue();
        assertThat(carol.last("ACK").cseq()).isEqualTo(4);
        call.hangUp();
        world.run(MOMENT);
        carol.respond(carol.last("BYE"), 200, "");
        world.finish();
    }

    @Test
    void aCircleEnds() {
        var call = dial();
        redirect(at("b"));
        redirect(at("carol") + ", " + at("b"));
        assertThat(carol.heard("INVITE")).hasSize(2);
        assertThat(call.isOver()).isTrue();
        world.finish();
    }

    @Test
    void fiveTimesAreEnough() {
        var call = dial();
        for (int i = 0; i < 20 && !call.isOver(); i++) redirect(at("next" + i));
        assertThat(carol.heard("INVITE")).hasSize(6);
        assertThat(call.isOver()).isTrue();
        world.finish();
    }

    @Test
    void aDecisionOfThePersonIsNotGoneRound() {
        var call = dial();
        redirect(at("b") + ", " + at("c"));
        carol.respond(carol.last("INVITE"), 603, "");
        world.run(MOMENT);
        assertThat(carol.heard("INVITE")).hasSize(2);
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("declined");
        world.finish();
    }

    @Test
    void whoHangsUpMeanwhileRingsNowhere() {
        var call = dial();
        carol.redirect(carol.last("INVITE"), at("b"));
        call.hangUp();
        world.run(MOMENT);
        assertThat(call.isOver()).isTrue();
        var last = carol.last("INVITE");
        if (last.cseq() > 1) { // it left before the hang-up
            carol.respond(last, 180, "");
            world.run(MOMENT);
            carol.respond(carol.last("CANCEL"), 200, "");
            carol.respond(last, 487, "");
        }
        world.finish();
    }

    private String at(String user) {
        return "<sip:" + user + "@10.3.0.1:5060>";
    }

    private void redirect(String contacts) {
        carol.redirect(carol.last("INVITE"), contacts);
        world.run(MOMENT);
    }

    private PageCall dial() {
        var call = alice.call(carol.uri());
        world.runUntil(() -> carol.has("INVITE"), SOON);
        return call;
    }
}
