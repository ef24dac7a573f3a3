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

/** Sessions that end unless they are refreshed (RFC 4028), in both roles on both sides. */
class SessionTimersTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final World world = World.from(12).build();
    private final ScriptedPage alice = world.page("alice");
    private final ManualPhone carol = world.manual("carol");

    @BeforeEach
    void connect() {
        world.run(SOON);
        alice.person(Person.who(Reaction.answer()));
    }

    @Test
    void weRefreshByUpdateWhereThatIsAllowed() {
        var call = dial();
        accept("Allow", "INVITE, UPDATE, BYE", "Session-Expires", "100;refresher=uac");
        world.run(Duration.ofSeconds(47));
        assertThat(carol.has("UPDATE")).isFalse();
        world.run(Duration.ofSeconds(5));
        var update = carol.last("UPDATE");
        assertThat(update.body()).isEmpty();
        assertThat(update.one("Session-Expires")).isEqualTo("100;refresher=uac");
        carol.respond(update, 200, "", "Session-Expires", "100;refresher=uac");
        world.run(Duration.ofSeconds(55));
        assertThat(carol.heard("UPDATE").size()).isGreaterThan(1);
        carol.respond(carol.last("UPDATE"), 200, "");
        world.run(Duration.ofSeconds(200)); // the last answer said: no timer any more
        assertThat(call.isTalking()).isTrue();
        end(call);
    }

    @Test
    void elseByAReinviteThatChangesNothing() {
        var call = dial();
        var offer = carol.last("INVITE").body();
        accept("Session-Expires", "100;refresher=uac");
        world.run(Duration.ofSeconds(52));
        var reinvite = carol.last("INVITE");
        assertThat(carol.heard("INVITE").size()).isGreaterThan(1);
        assertThat(reinvite.body()).isEqualTo(offer);
        carol.respond(reinvite, 200, carol.sdp());
        world.run(SOON);
        assertThat(carol.last("ACK").cseq()).isEqualTo(reinvite.cseq());
        assertThat(call.isTalking()).isTrue();
        end(call);
    }

    @Test
    void aRefreshThatNobodyAnswersEndsTheCall() {
        var call = dial();
        accept("Allow", "UPDATE", "Session-Expires", "100;refresher=uac");
        carol.deafen();
        world.run(Duration.ofSeconds(70));
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("network-lost");
        world.finish();
    }

    @Test
    void whoDoesNotRefreshAsAgreedIsHungUpOn() {
        var call = dial();
        accept("Session-Expires", "90;refresher=uas");
        world.run(Duration.ofSeconds(58));
        assertThat(call.isTalking()).isTrue();
        world.run(Duration.ofSeconds(5)); // a third before the end, §10
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("network-lost");
        carol.respond(carol.last("BYE"), 200, "");
        world.finish();
    }

    @Test
    void aRefreshOfTheirsKeepsTheCallAlive() {
        var invite =
                carol.invite(
                        world.address("alice"),
                        world.sip(),
                        carol.sdp(),
                        "Supported",
                        "timer",
                        "Session-Expires",
                        "90;refresher=uac");
        world.run(SOON);
        var ok = carol.last("200 INVITE");
        assertThat(ok.one("Session-Expires")).isEqualTo("90;refresher=uac");
        assertThat(ok.one("Require")).isEqualTo("timer");
        carol.ack(ok, "");
        for (int i = 0; i < 4; i++) {
            world.run(Duration.ofSeconds(45));
            carol.request(
                    "UPDATE", "", "Supported", "timer", "Session-Expires", "90;refresher=uac");
        }
        world.run(SOON);
        assertThat(carol.heard("200 UPDATE")).hasSize(4);
        assertThat(alice.calls().getFirst().isTalking()).isTrue();
        world.run(Duration.ofSeconds(70));
        assertThat(alice.calls().getFirst().ending().orElseThrow().reason())
                .isEqualTo("network-lost");
        assertThat(carol.has("BYE")).isTrue();
        carol.respond(carol.last("BYE"), 200, "");
        assertThat(invite.cseq()).isEqualTo(1);
        world.finish();
    }

    @Test
    void tooShortAnIntervalIsRefusedAndOursIsMadeLonger() {
        carol.invite(
                world.address("alice"),
                world.sip(),
                carol.sdp(),
                "Supported",
                "timer",
                "Session-Expires",
                "60");
        world.run(SOON);
        assertThat(carol.last("422 INVITE").one("Min-SE")).isEqualTo("90");
        carol.ack(carol.last("422 INVITE"), "");

        var call = dial();
        var first = carol.last("INVITE");
        assertThat(first.one("Session-Expires")).isEqualTo("1800");
        carol.respond(first, 422, "", "Min-SE", "3600");
        world.run(SOON);
        var second = carol.last("INVITE");
        assertThat(second.one("Session-Expires")).isEqualTo("3600");
        assertThat(second.one("Min-SE")).isEqualTo("3600");
        assertThat(second.cseq()).isEqualTo(first.cseq() + 1);
        carol.respond(second, 422, "", "Min-SE", "3600"); // says nothing new
        world.run(SOON);
        assertThat(call.isOver()).isTrue();
        world.finish();
    }

    private PageCall dial() {
        var call = alice.call(carol.uri());
        world.runUntil(() -> carol.has("INVITE"), SOON);
        return call;
    }

    private void accept(String... headers) {
        carol.respond(carol.last("INVITE"), 200, carol.sdp(), headers);
        world.run(SOON);
        assertThat(carol.has("ACK")).isTrue();
    }

    private void end(PageCall call) {
        call.hangUp();
        world.run(Duration.ofMillis(300));
        carol.respond(carol.last("BYE"), 200, "");
        world.run(SOON);
        world.finish();
    }
}
