package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.ManualPhone;
import org.ringdown.testkit.phone.SipText;

/** Phones that say anything at any moment: the gateway never stumbles, and of every call nothing is left. */
class RudePhoneTest {
    private static final int SEEDS = 15;
    private static final int DEEDS = 60;
    private static final List<String> METHODS =
            List.of("INVITE", "UPDATE", "PRACK", "BYE", "INFO", "OPTIONS", "REFER", "MESSAGE");
    private static final int[] STATUSES = {
        100, 180, 183, 199, 200, 302, 404, 408, 422, 481, 486, 487, 491, 500, 503, 603
    };

    @Test
    void saysAnythingWhenItIsCalled() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = World.from(seed).build();
            var alice = world.page("alice");
            var carol = world.manual("carol");
            world.run(Duration.ofSeconds(1));
            var call = alice.call(carol.uri());
            world.runUntil(() -> carol.has("INVITE"), Duration.ofSeconds(1));
            var random = new Random(seed);
            for (int i = 0; i < DEEDS; i++) {
                world.run(Duration.ofMillis(random.nextInt(400)));
                deed(random, carol);
                if (i == DEEDS / 2 && random.nextBoolean() && !call.isOver()) call.hangUp();
            }
            finish(world, carol, alice.calls());
        }
    }

    @Test
    void saysAnythingWhenItCalls() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var world = World.from(seed).build();
            var random = new Random(seed);
            var alice = world.page("alice");
            alice.person(
                    Person.who(random.nextBoolean() ? Reaction.answer() : new Reaction.Ignores()));
            var carol = world.manual("carol");
            world.run(Duration.ofSeconds(1));
            var invite =
                    carol.invite(
                            world.address("alice"),
                            world.sip(),
                            random.nextBoolean() ? carol.sdp() : "",
                            "Supported",
                            random.nextBoolean() ? "100rel, timer" : "path");
            for (int i = 0; i < DEEDS; i++) {
                world.run(Duration.ofMillis(random.nextInt(400)));
                if (random.nextInt(20) == 0) carol.cancel(invite);
                else deed(random, carol);
            }
            finish(world, carol, alice.calls());
        }
    }

    private static void deed(Random random, ManualPhone carol) {
        if (random.nextInt(10) == 0) carol.as(random.nextBoolean() ? "mine" : "other");
        switch (random.nextInt(4)) {
            case 0 -> ask(random, carol);
            case 1 -> acknowledge(random, carol);
            default -> answer(random, carol);
        }
    }

    private static void ask(Random random, ManualPhone carol) {
        var method = METHODS.get(random.nextInt(METHODS.size()));
        var body = random.nextBoolean() ? carol.holding() : "";
        carol.request(
                method, body, "RAck", "1 1 INVITE", "Session-Expires", "90", "Supported", "timer");
    }

    private static void acknowledge(Random random, ManualPhone carol) {
        var answers = carol.heard("200 INVITE");
        if (!answers.isEmpty())
            carol.ack(
                    answers.get(random.nextInt(answers.size())),
                    random.nextBoolean() ? carol.sdp() : "");
        answers = carol.heard("183 INVITE");
        if (!answers.isEmpty() && answers.getLast().first("RSeq").isPresent())
            carol.request("PRACK", "", "RAck", answers.getLast().one("RSeq") + " 1 INVITE");
    }

    private static void answer(Random random, ManualPhone carol) {
        var asked =
                carol.heard().stream()
                        .filter(SipText::isRequest)
                        .filter(it -> !it.is("ACK"))
                        .toList();
        if (asked.isEmpty()) return;
        var request = asked.get(random.nextInt(asked.size()));
        var status = STATUSES[random.nextInt(STATUSES.length)];
        var body = random.nextBoolean() ? carol.sdp() : "";
        if (random.nextBoolean())
            carol.respond(
                    request,
                    status,
                    body,
                    "Require",
                    "100rel",
                    "RSeq",
                    String.valueOf(1 + random.nextInt(3)));
        else
            carol.respond(
                    request, status, body, "Session-Expires", "90;refresher=uas", "Min-SE", "100");
    }

    /** Whatever it said, it is silent from now on: everything ends by itself. */
    private static void finish(World world, ManualPhone carol, List<PageCall> calls) {
        carol.deafen();
        calls.stream().filter(call -> !call.isOver()).forEach(PageCall::hangUp);
        world.finish();
        assertThat(calls).allMatch(PageCall::isOver);
    }
}
