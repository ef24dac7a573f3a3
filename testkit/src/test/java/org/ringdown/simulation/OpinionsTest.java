package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.call.Opinion;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;

/** What users say of calls that they had. */
class OpinionsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final World world = World.from(800).build();
    private final List<ToPage> heard = new ArrayList<>();
    private ScriptedPage alice;

    @BeforeEach
    void meet() {
        alice = world.page("alice");
        world.run(SOON);
        alice.whenHeard(heard::add);
    }

    @Test
    void aCallIsSpokenOfOnceItIsOver() {
        var call = finished();
        alice.rate("1", call, 2, "echo");
        world.run(SOON);

        assertThat(heard).containsExactly(new ToPage.Done("1"));
        assertThat(world.opinions())
                .singleElement()
                .satisfies(opinion -> {
                    var record = world.records().iterator().next();
                    assertThat(opinion.call()).isEqualTo(record.id());
                    assertThat(opinion.user()).isEqualTo("alice");
                    assertThat(opinion.score()).isEqualTo(2);
                    assertThat(opinion.issue()).contains("echo");
                });
    }

    @Test
    void orWhileItTalks() {
        var call = talking();
        alice.rate("1", call, 5, " ");
        world.run(SOON);

        assertThat(heard).containsExactly(new ToPage.Done("1"));
        assertThat(world.opinions()).extracting(Opinion::issue).containsExactly(Optional.empty());
        call.hangUp();
        world.run(SOON);
        heard.clear();
        refuses("2", call);
    }

    @Test
    void onlyTheFirstWordCounts() {
        var call = finished();
        alice.rate("1", call, 2, "echo");
        world.run(SOON);
        heard.clear();
        refuses("2", call);
    }

    @Test
    void nobodySpeaksOfTheCallsOfOthers() {
        var call = finished();
        var bob = world.page("bob");
        world.run(SOON);
        bob.whenHeard(heard::add);
        bob.rate("1", call, 1, "noise");
        world.run(SOON);

        assertThat(world.opinions()).isEmpty();
        assertThat(refusal()).isEqualTo("bad-state");
    }

    private void refuses(String ref, PageCall call) {
        int before = world.opinions().size();
        alice.rate(ref, call, 1, "noise");
        world.run(SOON);
        assertThat(world.opinions()).hasSize(before);
        assertThat(refusal()).isEqualTo("bad-state");
    }

    private String refusal() {
        assertThat(heard).singleElement().isInstanceOf(ToPage.Failure.class);
        return ((ToPage.Failure) heard.getFirst()).code();
    }

    private PageCall talking() {
        var call = alice.call(world.phone("far").uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        heard.clear();
        return call;
    }

    private PageCall finished() {
        var call = talking();
        call.hangUp();
        world.run(SOON);
        heard.clear();
        return call;
    }
}
