package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.route.Pattern;
import org.ringdown.route.Rewriting;
import org.ringdown.route.Routes.Route;
import org.ringdown.route.Routes.Target;
import org.ringdown.sip.SipUri;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.ManualPhone;
import org.ringdown.testkit.phone.ScriptedPhone;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/** Redirects to other hosts and numbers: followed where whoever called might have dialled, by our own routes. */
class SentOnTest {
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(3);

    private final World world;
    private final ScriptedPage alice;
    private final ManualPhone first;
    private final ScriptedPhone second;

    SentOnTest() throws MalformedException {
        world =
                World.from(302)
                        .closed()
                        .trunk(trunk("first", "sip:10.3.0.1"))
                        .trunk(trunk("second", "sip:10.1.0.1"))
                        .route(route("+49*", "first"))
                        .route(route("+44*", "second"))
                        .build();
        first = world.manual("first");
        second = world.phone("second");
        alice = world.page("alice");
        world.run(SOON);
    }

    private static Trunk trunk(String name, String uri) throws MalformedException {
        var at = Trunk.at(name, SipUri.parse(uri));
        return at.with(
                new Trunk.Peer(
                        at.peer().uri(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ZERO));
    }

    private static Route route(String to, String trunk) {
        return new Route(
                new Pattern(to),
                Optional.empty(),
                Optional.empty(),
                new Target.ByTrunk(List.of(trunk), Rewriting.NONE));
    }

    private PageCall sentTo(String contacts) {
        var call = alice.call("+491");
        world.runUntil(() -> first.has("INVITE"), SOON);
        first.redirect(first.last("INVITE"), contacts);
        world.run(MOMENT);
        return call;
    }

    @Test
    void aNumberIsCalledByTheTrunkThatItsRouteNames() {
        var call = sentTo("<sip:+900@premium.example>, <tel:+442>;q=0.5");
        world.runUntil(call::isTalking, SOON);

        assertThat(second.calls()).singleElement().matches(it -> it.dialled().contains("+442@"));
        end(call);
    }

    @Test
    void aNumberAtAnotherHostIsCalledByOurOwnWay() {
        var call = sentTo("<sip:+443@elsewhere.example>");
        world.runUntil(call::isTalking, SOON);

        assertThat(second.calls())
                .singleElement()
                .matches(it -> it.dialled().contains("+443@10.1.0.1"));
        end(call);
    }

    @Test
    void aUserOfOursIsRung() {
        var bob = world.page("bob");
        world.run(SOON);
        var call = sentTo("<sip:bob@10.0.0.1>");
        world.runUntil(call::isTalking, SOON);

        assertThat(bob.calls()).hasSize(1);
        end(call);
    }

    @Test
    void aUserOfOursWhoIsNotThereIsTheEnd() {
        var call = sentTo("<sip:bob@10.0.0.1>");
        world.run(SOON);

        assertThat(call.ending().orElseThrow().reason()).isEqualTo("unavailable");
        world.finish();
    }

    /** Whom our users call, and pay for, is not for those to decide who are called. */
    @Test
    void whereNoRouteLeadsNobodyIsCalled() {
        var call = sentTo("<sip:+900123456@premium.example>, <sip:x@10.1.0.1>, <tel:+900>");
        world.run(SOON);

        assertThat(second.calls()).isEmpty();
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("unavailable");
        assertThat(world.records())
                .singleElement()
                .satisfies(record ->
                        assertThat(record.ending().status().orElseThrow().reason())
                                .isEqualTo("Moved to premium.example, and not followed"));
        world.finish();
    }

    @Test
    void aCircleOfNumbersEnds() {
        var call = alice.call("+491");
        for (int i = 0; i < 20 && !call.isOver(); i++) {
            int before = i;
            world.runUntil(() -> first.heard("INVITE").size() > before || call.isOver(), SOON);
            if (!call.isOver()) first.redirect(first.last("INVITE"), "<tel:+49" + (i + 2) + ">");
            world.run(MOMENT);
        }

        assertThat(first.heard("INVITE")).hasSize(6);
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("unavailable");
        world.finish();
    }

    private void end(PageCall call) {
        call.hangUp();
        world.run(SOON);
        world.finish();
    }
}
