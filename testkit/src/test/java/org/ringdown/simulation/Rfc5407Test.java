package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.ManualPhone;
import org.ringdown.testkit.phone.SipText;

/** The races of RFC 5407 that a gateway can be in, each named after its section; messages cross because the phone has them cross. */
class Rfc5407Test {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = World.from(5407).build();
    private final ScriptedPage alice = world.page("alice");
    private final ManualPhone carol = world.manual("carol");

    @BeforeEach
    void connect() {
        world.run(SOON);
        alice.person(Person.who(Reaction.answer()));
    }

    /** Its INVITE comes again when we have answered it: nothing begins anew, the answer is repeated by its own timer. */
    @Test
    void section311_initialInviteRepeatedInTheMoratoriumState() {
        var invite = carol.invite(world.address("alice"), world.sip(), carol.sdp());
        world.runUntil(() -> carol.has("200 INVITE"), SOON);
        carol.send(invite);
        world.run(SOON);
        assertThat(alice.calls()).hasSize(1);
        carol.ack(carol.last("200 INVITE"), "");
        world.run(MOMENT);
        hangUp();
    }

    @Test
    void section312_cancelCrossesOur200() {
        var invite = carol.invite(world.address("alice"), world.sip(), carol.sdp());
        world.runUntil(() -> carol.has("200 INVITE"), SOON);
        carol.cancel(invite);
        world.run(MOMENT);
        assertThat(carol.kinds()).contains("200 CANCEL").doesNotContain("487 INVITE");
        carol.ack(carol.last("200 INVITE"), "");
        hangUp();
    }

    /** The same from the other end: their 200 crosses our CANCEL. */
    @Test
    void section312_their200CrossesOurCancel() {
        var call = dial();
        carol.respond(carol.last("INVITE"), 180, "");
        world.run(MOMENT);
        call.hangUp();
        world.runUntil(() -> carol.has("CANCEL"), SOON);
        carol.respond(carol.last("CANCEL"), 200, "");
        carol.respond(carol.last("INVITE"), 200, carol.sdp());
        world.run(MOMENT);
        assertThat(carol.kinds()).contains("ACK", "BYE");
        carol.respond(carol.last("BYE"), 200, "");
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("canceled");
        world.finish();
    }

    /** A BYE said in the early dialog crosses our 200: both are answered, and no BYE of ours follows. */
    @Test
    void section313_earlyByeCrossesOur200() {
        carol.invite(world.address("alice"), world.sip(), carol.sdp());
        world.runUntil(() -> carol.has("200 INVITE"), SOON);
        carol.request("BYE", "");
        world.run(MOMENT);
        assertThat(carol.kinds()).contains("200 BYE");
        carol.ack(carol.last("200 INVITE"), "");
        world.run(SOON);
        assertThat(carol.has("BYE")).isFalse();
        assertThat(alice.calls().getFirst().isOver()).isTrue();
        world.finish();
    }

    /** Its ACK is late, its re-INVITE early: what the first one offered is answered, so another offer may come. */
    @Test
    void section314_reinviteOvertakesTheAck() {
        carol.invite(world.address("alice"), world.sip(), carol.sdp());
        world.runUntil(() -> carol.has("200 INVITE"), SOON);
        var first = carol.last("200 INVITE");
        carol.request("INVITE", carol.holding());
        world.run(MOMENT);
        var second = carol.last("200 INVITE");
        assertThat(second.cseq()).isEqualTo(2);
        carol.ack(second, "");
        carol.ack(first, "");
        world.run(SOON);
        assertThat(alice.calls().getFirst().isTalking()).isTrue();
        hangUp();
    }

    /** The same where the first ACK still owes us an answer. */
    @Test
    void section315_reinviteOvertakesTheAckThatBringsAnAnswer() {
        carol.invite(world.address("alice"), world.sip(), "");
        world.runUntil(() -> carol.has("200 INVITE"), SOON);
        var reinvite = carol.request("INVITE", carol.sdp());
        world.run(MOMENT);
        assertThat(carol.last("491 INVITE").cseq()).isEqualTo(reinvite.cseq());
        carol.ack(carol.last("491 INVITE"), "");
        carol.ack(carol.last("200 INVITE"), carol.sdp());
        world.run(MOMENT);
        assertThat(alice.calls().getFirst().isTalking()).isTrue();
        hangUp();
    }

    /** Its ACK is lost, and its BYE comes: that is enough, our 200 to the INVITE needs no other end. */
    @Test
    void section316_byeOvertakesTheAck() {
        carol.invite(world.address("alice"), world.sip(), carol.sdp());
        world.runUntil(() -> carol.has("200 INVITE"), SOON);
        hangUp();
        assertThat(carol.has("BYE")).isFalse();
    }

    @Test
    void section321_byesCross() {
        var call = talk();
        call.hangUp();
        carol.request("BYE", "");
        world.run(MOMENT);
        assertThat(carol.kinds()).contains("BYE").containsAnyOf("200 BYE", "481 BYE");
        carol.respond(carol.last("BYE"), 200, "");
        world.finish();
    }

    @Test
    void section322_reinviteCrossesOurBye() {
        var call = talk();
        call.hangUp();
        world.runUntil(() -> carol.has("BYE"), SOON);
        carol.request("INVITE", carol.holding());
        world.run(MOMENT);
        assertThat(carol.kinds()).contains("481 INVITE");
        carol.ack(carol.last("481 INVITE"), "");
        carol.respond(carol.last("BYE"), 200, "");
        world.finish();
    }

    /** Our BYE crosses the 200 to a re-INVITE of ours: that is acknowledged all the same. */
    @Test
    void section323_200ToOurReinviteCrossesOurBye() {
        var call = talk("Session-Expires", "90;refresher=uac");
        var reinvite = awaitReinvite();
        call.hangUp();
        world.runUntil(() -> carol.has("BYE"), SOON);
        carol.respond(reinvite, 200, carol.sdp());
        world.run(MOMENT);
        assertThat(carol.last("ACK").cseq()).isEqualTo(reinvite.cseq());
        carol.respond(carol.last("BYE"), 200, "");
        world.finish();
    }

    /** The ACK comes after we gave up on it and said BYE: it finds nobody, and no harm is done. */
    @Test
    void section324_ackComesAfterOurBye() {
        carol.invite(world.address("alice"), world.sip(), carol.sdp());
        world.runUntil(() -> carol.has("BYE"), Duration.ofSeconds(40));
        carol.ack(carol.last("200 INVITE"), "");
        world.run(MOMENT);
        carol.respond(carol.last("BYE"), 200, "");
        assertThat(alice.calls().getFirst().ending().orElseThrow().reason())
                .isEqualTo("network-lost");
        world.finish();
    }

    /** Both refuse the other's with 491; we made the Call-ID, so ours comes again after 2.1 to 4 s. */
    @Test
    void section331_reinvitesCross() {
        var call = talk("Session-Expires", "90;refresher=uac");
        var ours = awaitReinvite();
        carol.request("INVITE", carol.holding());
        world.run(MOMENT);
        assertThat(carol.kinds()).contains("491 INVITE");
        carol.ack(carol.last("491 INVITE"), "");
        carol.respond(ours, 491, "");
        world.run(SOON);
        assertThat(carol.last("INVITE").cseq()).isEqualTo(ours.cseq());
        carol.request("INVITE", carol.holding());
        world.run(MOMENT);
        carol.ack(carol.last("200 INVITE"), "");
        world.run(SOON);
        var again = carol.last("INVITE");
        assertThat(again.cseq()).isEqualTo(ours.cseq() + 1);
        carol.respond(again, 200, carol.sdp());
        world.run(MOMENT);
        assertThat(call.isTalking()).isTrue();
        end(call);
    }

    @Test
    void section332_updateCrossesOurReinvite() {
        var call = talk("Session-Expires", "90;refresher=uac");
        var ours = awaitReinvite();
        carol.request("UPDATE", carol.holding());
        world.run(MOMENT);
        assertThat(carol.kinds()).contains("491 UPDATE");
        carol.respond(ours, 200, carol.sdp());
        world.run(MOMENT);
        carol.request("UPDATE", carol.holding());
        world.run(MOMENT);
        assertThat(carol.kinds()).contains("200 UPDATE");
        end(call);
    }

    @Test
    void section333_referCrossesOurBye() {
        var call = talk();
        call.hangUp();
        world.runUntil(() -> carol.has("BYE"), SOON);
        carol.request("REFER", "", "Refer-To", "<sip:dave@10.3.0.9>");
        world.run(MOMENT);
        assertThat(carol.heard()).last().matches(it -> it.status() >= 400, "refused");
        carol.respond(carol.last("BYE"), 200, "");
        world.finish();
    }

    /** Not of the RFC: whoever sends one re-INVITE after the other gets one answer after the other, and no more state than one. */
    @Test
    void aStormOfReinvitesIsWeathered() {
        var call = talk();
        for (int i = 0; i < 200; i++) carol.request("INVITE", carol.holding());
        world.run(SOON);
        assertThat(carol.heard("200 INVITE").size()).isPositive();
        carol.heard("200 INVITE").forEach(ok -> carol.ack(ok, ""));
        world.run(SOON);
        assertThat(call.isTalking()).isTrue();
        end(call);
    }

    /** A far end that dies is noticed by what it no longer answers: within 32 s of our next word. */
    @Test
    void aDeadFarEndEndsWithin32SecondsOfOurNextWord() {
        var call = talk("Session-Expires", "90;refresher=uac");
        awaitReinvite();
        carol.deafen();
        world.run(Duration.ofSeconds(33));
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("network-lost");
        world.finish();
    }

    /** Our BYE is lost again and again: its call is over all the same, and nothing is left of it. */
    @Test
    void aByeThatNobodyAnswersLeavesNothing() {
        var call = talk();
        carol.deafen();
        call.hangUp();
        world.run(Duration.ofSeconds(33));
        assertThat(call.isOver()).isTrue();
        world.finish();
    }

    private PageCall dial() {
        var call = alice.call(carol.uri());
        world.runUntil(() -> carol.has("INVITE"), SOON);
        return call;
    }

    private PageCall talk(String... headers) {
        var call = dial();
        carol.respond(carol.last("INVITE"), 200, carol.sdp(), headers);
        world.runUntil(call::isTalking, SOON);
        return call;
    }

    /** We refresh the session at half its time: that is a re-INVITE of ours. */
    private SipText awaitReinvite() {
        world.runUntil(() -> carol.heard("INVITE").size() > 1, Duration.ofSeconds(50));
        return carol.last("INVITE");
    }

    private void hangUp() {
        carol.request("BYE", "");
        world.run(SOON);
        assertThat(carol.kinds()).contains("200 BYE");
        assertThat(alice.calls()).allMatch(PageCall::isOver);
        world.finish();
    }

    private void end(PageCall call) {
        call.hangUp();
        world.run(MOMENT);
        carol.respond(carol.last("BYE"), 200, "");
        world.finish();
    }
}
