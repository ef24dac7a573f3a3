package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.ScriptedPhone;

/** A phone refers its far end to somebody else (RFC 3515, RFC 5589): under what the phone itself may dial. */
class ReferTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private World world;
    private ScriptedPage alice;
    private ScriptedPage carol;
    private ScriptedPhone desk;

    @Test
    void aPageIsReferredToAnotherUser() {
        begin(1);
        var call = called("alice");
        call.refer(world.address("carol"));
        world.runUntil(() -> call.news().size() >= 3, SOON);
        assertThat(call.answers()).containsExactly(202);
        assertThat(call.news())
                .containsExactly("SIP/2.0 100 Trying", "SIP/2.0 180 Ringing", "SIP/2.0 200 OK");
        world.runUntil(call::isOver, SOON);
        assertThat(alice.calls().getFirst().isTalking()).isTrue();
        assertThat(carol.calls().getFirst().isTalking()).isTrue();
        carol.calls().getFirst().hangUp();
        world.runUntil(() -> alice.calls().getFirst().isOver(), SOON);
        world.finish();
    }

    @Test
    void aReferToAForbiddenNumber() {
        begin(2);
        var call = called("alice");
        call.refer("sip:+441234567890@10.9.9.9");
        world.runUntil(() -> !call.answers().isEmpty(), SOON);
        assertThat(call.answers()).containsExactly(403);
        assertThat(call.news()).isEmpty();
        assertThat(call.isTalking()).isTrue();
        call.hangUp();
        world.finish();
    }

    @Test
    void aReferToSmugglesNothingIntoTheCallThatIsPlaced() {
        begin(7);
        var bob = world.phone("bob");
        bob.password("bob");
        var there = world.manual("there");
        var call = bob.call(world.address("alice"), world.sip());
        world.runUntil(call::isTalking, SOON);
        call.refer(
                there.uri()
                        + ";method=BYE?X-Evil=1&Route=%3Csip%3A10.6.6.6%3E"
                        + "&From=%3Csip%3Aadmin%40x%3E&Subject=a%0D%0AX-Worse%3A%202&Body=v%3D0");
        world.runUntil(() -> !call.answers().isEmpty(), SOON);
        assertThat(call.answers()).containsExactly(202);
        world.runUntil(() -> there.has("INVITE"), SOON);
        var invite = there.last("INVITE");
        assertThat(invite.requestUri()).doesNotContain("?", "X-Evil", "method");
        assertThat(invite.all("Route")).isEmpty();
        assertThat(invite.one("From")).doesNotContain("admin");
        for (var name : List.of("X-Evil", "X-Worse", "Subject"))
            assertThat(invite.all(name)).as(name).isEmpty();
        there.respond(invite, 486, "");
        world.runUntil(() -> call.news().stream().anyMatch(it -> it.contains("486")), SOON);
        call.hangUp();
        world.run(SOON);
        there.close();
        world.finish();
    }

    @Test
    void aReplacesThatCannotBeReadIsRefused() {
        begin(8);
        var call = called("alice");
        for (var value : List.of("%3B%3B", "id", "id%3Bto-tag%3Da")) {
            call.refer(world.address("alice") + "?Replaces=" + value);
            int before = call.answers().size();
            world.runUntil(() -> call.answers().size() > before, SOON);
        }
        assertThat(call.answers()).containsExactly(400, 400, 400);
        call.hangUp();
        world.finish();
    }

    @Test
    void aCallThatAPhoneGaveAwayCountsUntilItIsOver() {
        for (int seed = 40; seed < 45; seed++) {
            world = World.from(seed).users("alice", "carol", "bob").callsAtOnce(1).build();
            alice = world.page("alice");
            carol = world.page("carol");
            desk = world.phone("bob");
            desk.password("bob");
            world.run(Duration.ofSeconds(2));
            var call = called("alice");
            call.refer(world.address("carol"));
            world.runUntil(call::isOver, SOON);
            world.run(Duration.ofSeconds(2));
            var more = desk.call(world.address("600"), world.sip());
            world.runUntil(more::isOver, SOON);
            assertThat(more.ending().orElseThrow().status()).isEqualTo(503);
            alice.calls().getFirst().hangUp();
            world.runUntil(() -> !world.records().isEmpty(), SOON);
            world.run(Duration.ofSeconds(2));
            var free = desk.call(world.address("600"), world.sip());
            world.runUntil(free::isTalking, SOON);
            free.hangUp();
            world.finish();
        }
    }

    @Test
    void aReferThatComesToNothingLeavesTheCallAsItWas() {
        begin(3);
        carol.person(Person.who(new Reaction.Refuses(Duration.ofSeconds(1), 486)));
        var call = called("alice");
        call.refer(world.address("carol"));
        world.runUntil(() -> call.news().contains("SIP/2.0 480 Failed"), SOON);
        assertThat(call.isTalking()).isTrue();
        call.hangUp();
        world.finish();
    }

    @Test
    void aPhoneThatHangsUpAfterItsReferHasLeft() {
        begin(4);
        carol.person(Person.who(Reaction.answer(Duration.ofSeconds(3))));
        var call = called("alice");
        call.refer(world.address("carol"));
        world.runUntil(() -> call.news().contains("SIP/2.0 180 Ringing"), SOON);
        call.hangUp();
        world.runUntil(() -> carol.calls().getFirst().isTalking(), SOON);
        assertThat(alice.calls().getFirst().isTalking()).isTrue();
        alice.calls().getFirst().hangUp();
        world.finish();
    }

    @Test
    void theFarEndsOfTwoCallsOfAPhoneAreJoined() {
        for (int seed = 10; seed < 20; seed++) {
            begin(seed);
            var one = called("alice");
            var other = called("carol");
            one.refer(other);
            world.runUntil(() -> one.isOver() && other.isOver(), SOON);
            assertThat(one.answers()).containsExactly(202);
            var first = alice.calls().getFirst();
            var second = carol.calls().getFirst();
            assertThat(List.of(first.isTalking(), second.isTalking())).containsOnly(true);
            first.hangUp();
            world.runUntil(second::isOver, SOON);
            world.finish();
        }
    }

    @Test
    void aDialogOfSomebodyElseIsNotReplaced() {
        begin(30);
        var thief = world.phone("thief");
        var stolen = called("alice");
        var own = thief.call(world.address("carol"), world.sip());
        world.runUntil(own::isTalking, SOON);
        own.refer(stolen);
        world.runUntil(() -> !own.answers().isEmpty(), SOON);
        assertThat(own.answers()).containsExactly(403);
        assertThat(stolen.isTalking()).isTrue();
        own.hangUp();
        stolen.hangUp();
        world.finish();
    }

    private void begin(long seed) {
        world =
                World.from(seed)
                        .users("alice", "carol")
                        .network(Traffic.SIGNALLING, Conditions.BAD)
                        .build();
        alice = world.page("alice");
        carol = world.page("carol");
        desk = world.phone("desk");
        world.run(Duration.ofSeconds(2));
    }

    private PhoneCall called(String user) {
        var call = desk.call(world.address(user), world.sip());
        world.runUntil(call::isTalking, SOON);
        return call;
    }
}
