package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.phone.ScriptedPhone;

/** Far ends that say nothing any more: the dead are told from the quiet by asking. */
class DeadPhonesTest {
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    private final World world = World.from(34).sound().build();
    private final ScriptedPhone phone = world.phone("far");
    private final List<String> asked = new ArrayList<>();

    private PageCall talk() {
        var alice = world.page("alice");
        world.network()
                .observe((_, from, _, bytes) -> {
                    var text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
                    if (from.equals(world.sip()) && text.startsWith("OPTIONS ")) asked.add(text);
                });
        world.run(SOON);
        var call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        return call;
    }

    /** It promised no session timer, and says no BYE. */
    @Test
    void aCallToOneThatDiedEndsForBothSides() {
        var call = talk();
        phone.vanish();
        world.run(Duration.ofSeconds(25));
        assertThat(call.isTalking()).isTrue();
        world.run(Duration.ofSeconds(45));

        assertThat(call.ending().orElseThrow().reason()).isEqualTo("network-lost");
        assertThat(world.records().iterator().next().ending().reason())
                .isEqualTo(EndReason.NETWORK_LOST);
        world.finish();
    }

    @Test
    void oneThatOnlyMutesIsAskedAndTalksOn() {
        phone.mute();
        var call = talk();
        world.run(TWO_MINUTES);

        assertThat(asked).hasSizeBetween(3, 4);
        assertThat(call.isTalking()).isTrue();
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    @Test
    void oneThatSpeaksIsNotAsked() {
        var call = talk();
        world.run(TWO_MINUTES);

        assertThat(asked).isEmpty();
        call.hangUp();
        world.run(SOON);
        world.finish();
    }
}
