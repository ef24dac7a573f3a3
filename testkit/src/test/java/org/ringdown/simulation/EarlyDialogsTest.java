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

/** Before the answer: reliable responses (RFC 3262), UPDATE (RFC 3311), forks, and calls that bring no offer. */
class EarlyDialogsTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = World.from(11).build();
    private final ScriptedPage alice = world.page("alice");
    private final ManualPhone carol = world.manual("carol");

    @BeforeEach
    void connect() {
        world.run(SOON);
    }

    // We call

    @Test
    void aReliableResponseIsAcknowledgedAndItsAnswerStands() {
        var call = dial();
        var invite = carol.last("INVITE");
        assertThat(invite.one("Supported")).contains("100rel").contains("timer");
        carol.respond(invite, 183, carol.sdp(), "Require", "100rel", "RSeq", "7");
        world.run(SOON);
        var prack = carol.last("PRACK");
        assertThat(prack.one("RAck")).isEqualTo("7 1 INVITE");
        carol.respond(prack, 200, "");
        carol.respond(invite, 200, "");
        world.run(SOON);
        assertThat(call.isTalking()).isTrue();
        end(call);
    }

    @Test
    void aRepeatedOrOvertakingReliableResponseIsNotAcknowledged() {
        var call = dial();
        var invite = carol.last("INVITE");
        carol.respond(invite, 180, "", "Require", "100rel", "RSeq", "7");
        carol.respond(invite, 183, carol.sdp(), "Require", "100rel", "RSeq", "9");
        carol.respond(invite, 180, "", "Require", "100rel", "RSeq", "7");
        world.run(Duration.ofMillis(300));
        assertThat(carol.heard("PRACK")).hasSize(1);
        carol.respond(carol.last("PRACK"), 200, "");
        carol.respond(invite, 183, carol.sdp(), "Require", "100rel", "RSeq", "8");
        world.run(Duration.ofMillis(300));
        carol.respond(carol.last("PRACK"), 200, "");
        assertThat(carol.last("PRACK").one("RAck")).isEqualTo("8 1 INVITE");
        assertThat(carol.last("PRACK").cseq()).isEqualTo(3);
        carol.respond(invite, 486, "");
        world.run(SOON);
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("busy");
        world.finish();
    }

    @Test
    void anUpdateWithinTheEarlyDialogIsAnswered() {
        var call = dial();
        var invite = carol.last("INVITE");
        carol.respond(invite, 183, carol.sdp(), "Require", "100rel", "RSeq", "1");
        world.run(SOON);
        carol.respond(carol.last("PRACK"), 200, "");
        carol.request("UPDATE", carol.holding());
        world.run(SOON);
        assertThat(carol.last("200 UPDATE").body()).contains("m=audio");
        carol.respond(invite, 200, "");
        world.run(SOON);
        assertThat(call.isTalking()).isTrue();
        end(call);
    }

    /** RFC 3311 §5.2: our offer of the INVITE has no answer yet. */
    @Test
    void anUpdateThatOffersTooEarlyIsRefused() {
        var call = dial();
        var invite = carol.last("INVITE");
        carol.respond(invite, 180, "");
        world.run(SOON);
        carol.request("UPDATE", carol.sdp());
        world.run(SOON);
        assertThat(carol.kinds()).contains("491 UPDATE");
        carol.respond(invite, 200, carol.sdp());
        world.run(SOON);
        assertThat(call.isTalking()).isTrue();
        end(call);
    }

    @Test
    void ofManyFarEndsTheLatestIsHeardAndTheOneThatAnswersIsTheCall() {
        var call = dial();
        var invite = carol.last("INVITE");
        carol.as("a").respond(invite, 183, carol.sdp(), "Require", "100rel", "RSeq", "1");
        carol.as("b").respond(invite, 183, carol.sdp(), "Require", "100rel", "RSeq", "50");
        carol.as("c").respond(invite, 180, "");
        world.run(Duration.ofMillis(300));
        assertThat(carol.heard("PRACK"))
                .extracting(prack -> prack.tag("To"))
                .containsExactly("a", "b");
        carol.heard("PRACK").forEach(prack -> carol.respond(prack, 200, ""));
        carol.as("a").respond(invite, 199, "");
        carol.as("c").respond(invite, 200, carol.sdp());
        world.run(SOON);
        assertThat(call.isTalking()).isTrue();
        assertThat(carol.last("ACK").tag("To")).isEqualTo("c");

        carol.as("b").respond(invite, 200, "");
        world.run(Duration.ofMillis(300));
        assertThat(carol.last("ACK").tag("To")).isEqualTo("b");
        var bye = carol.last("BYE");
        assertThat(bye.tag("To")).isEqualTo("b");
        assertThat(bye.one("Reason")).contains("Call completed elsewhere");
        carol.respond(bye, 200, "");
        carol.as("c");
        end(call);
    }

    // We are called

    @Test
    void ourDescriptionIsSentReliablyAndTheAnswerWaitsForItsAcknowledgement() {
        alice.person(Person.who(Reaction.answer()));
        var invite = call(carol.sdp(), "Supported", "100rel", "Require", "100rel");
        world.run(SOON);
        var ringing = carol.last("180 INVITE");
        assertThat(ringing.one("Require")).isEqualTo("100rel");
        carol.request("PRACK", "", "RAck", ringing.one("RSeq") + " 1 INVITE");
        world.run(SOON);
        assertThat(carol.kinds()).contains("200 PRACK", "200 INVITE");
        carol.ack(carol.last("200 INVITE"), "");
        world.run(SOON);
        assertThat(alice.calls().getFirst().isTalking()).isTrue();
        assertThat(invite.cseq()).isEqualTo(1);
        hangUpAsCaller();
    }

    @Test
    void anAcknowledgementOfNothingIsRefused() {
        alice.person(Person.who(new Reaction.Ignores()));
        call(carol.sdp(), "Require", "100rel");
        world.run(Duration.ofMillis(300));
        var ringing = carol.last("180 INVITE");
        carol.request("PRACK", "", "RAck", "1 1 INVITE");
        carol.request("PRACK", "", "RAck", ringing.one("RSeq") + " 9 INVITE");
        carol.request("PRACK", "", "RAck", "nonsense");
        world.run(Duration.ofMillis(300));
        assertThat(carol.heard("481 PRACK")).hasSize(2);
        assertThat(carol.heard("400 PRACK")).hasSize(1);
        carol.request("PRACK", "", "RAck", ringing.one("RSeq") + " 1 INVITE");
        world.run(Duration.ofMillis(300));
        assertThat(carol.heard("200 PRACK")).hasSize(1);
        carol.request("BYE", "");
        world.run(SOON);
        assertThat(carol.kinds()).contains("200 BYE", "487 INVITE");
        world.finish();
    }

    /** RFC 3262 §3: repeated for 32 s, then the INVITE is refused. */
    @Test
    void aReliableResponseThatNobodyAcknowledgesEndsTheCall() {
        alice.person(Person.who(new Reaction.Ignores()));
        call(carol.sdp(), "Require", "100rel");
        world.run(Duration.ofSeconds(33));
        assertThat(carol.heard("180 INVITE")).hasSize(7);
        assertThat(carol.kinds()).contains("504 INVITE");
        assertThat(alice.calls().getFirst().isOver()).isTrue();
        world.finish();
    }

    @Test
    void aCallThatBringsNoOfferGetsOursInThe200AndAnswersInTheAck() {
        alice.person(Person.who(Reaction.answer()));
        call("");
        world.run(SOON);
        var ok = carol.last("200 INVITE");
        assertThat(ok.body()).contains("m=audio").contains("PCMA");
        carol.ack(ok, carol.sdp());
        world.run(SOON);
        assertThat(alice.calls().getFirst().isTalking()).isTrue();
        hangUpAsCaller();
    }

    @Test
    void anAckWithoutTheAnswerThatWasDueEndsTheCall() {
        alice.person(Person.who(Reaction.answer()));
        call("");
        world.run(SOON);
        carol.ack(carol.last("200 INVITE"), "");
        world.run(SOON);
        carol.respond(carol.last("BYE"), 200, "");
        assertThat(alice.calls().getFirst().ending().orElseThrow().reason())
                .isEqualTo("codec-mismatch");
        world.finish();
    }

    private PageCall dial() {
        var call = alice.call(carol.uri());
        world.runUntil(() -> carol.has("INVITE"), SOON);
        return call;
    }

    private SipText call(String body, String... headers) {
        return carol.invite(world.address("alice"), world.sip(), body, headers);
    }

    private void hangUpAsCaller() {
        carol.request("BYE", "");
        world.run(SOON);
        assertThat(carol.kinds()).contains("200 BYE");
        assertThat(alice.calls()).allMatch(PageCall::isOver);
        world.finish();
    }

    private void end(PageCall call) {
        call.hangUp();
        world.run(Duration.ofMillis(300));
        carol.respond(carol.last("BYE"), 200, "");
        world.run(SOON);
        assertThat(call.isOver()).isTrue();
        world.finish();
    }
}
