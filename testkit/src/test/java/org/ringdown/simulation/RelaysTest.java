package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.page.IceServers;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.ScriptedPage;

/** Relays whose credentials end: a page that stays is told of others in time, and nobody else is. */
class RelaysTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final IceServers RELAY =
            new IceServers(
                    List.of(new IceServers.Timed(List.of("turns:turn"), "a shared secret", HOUR)));

    private final List<Instant> ends = new ArrayList<>();
    private final List<Instant> told = new ArrayList<>();

    @Test
    void aPageThatStaysAlwaysKnowsOneThatServes() {
        var world = World.from(1).iceServers(RELAY).build();
        page(world);
        world.run(Duration.ofMinutes(100));

        assertThat(told).hasSize(4); // at once, and every half an hour
        for (int i = 0; i < told.size(); i++)
            assertThat(Duration.between(told.get(i), ends.get(i)))
                    .isBetween(HOUR.minusSeconds(5), HOUR);
        world.finish();
    }

    @Test
    void aPageThatHasGoneIsToldNothing() {
        var world = World.from(2).iceServers(RELAY).build();
        var page = page(world);
        world.run(Duration.ofMinutes(1));
        page.close();
        world.run(Duration.ofHours(2));

        assertThat(told).hasSize(1);
        assertThat(world.gateway().census().userMailboxes()).isZero();
        world.finish();
    }

    @Test
    void aPageThatWasReloadedIsToldOncePerHalfAnHour() {
        var world = World.from(3).iceServers(RELAY).build();
        var page = page(world);
        world.run(Duration.ofMinutes(1));
        page.reload(Duration.ofSeconds(1));
        world.run(Duration.ofMinutes(62));

        assertThat(told).hasSize(4);
        world.finish();
    }

    private ScriptedPage page(World world) {
        var page = world.page("alice");
        page.whenHeard(message -> {
            switch (message) {
                case ToPage.Welcome welcome -> note(world, welcome.iceServers());
                case ToPage.IceServersRenewed(var servers) -> note(world, servers);
                default -> {}
            }
        });
        return page;
    }

    private void note(World world, List<ToPage.IceServer> servers) {
        String name = servers.getFirst().username().orElseThrow();
        assertThat(name).endsWith(":alice");
        ends.add(Instant.ofEpochSecond(Long.parseLong(name.split(":")[0])));
        told.add(world.time().wall());
    }
}
