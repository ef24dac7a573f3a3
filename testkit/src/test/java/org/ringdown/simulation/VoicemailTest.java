package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.line.LineAccount;
import org.ringdown.page.ToPage;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.testkit.Plan;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.ScriptedPbx;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/** What waits in the mailbox of a user's line, as the line's PBX tells it and the user's pages and phones see it. */
class VoicemailTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PBX = "10.1.0.1";

    private final List<ToPage> heard = new ArrayList<>();

    @Test
    void pagesAreToldWhatWaitsWhenTheyComeAndWhenItChanges() {
        var world = plan(1).build();
        var pbx = pbx(world);
        pbx.voicemail().has(2);
        world.run(SOON);
        page(world);
        world.run(SOON);
        assertThat(news()).containsExactly(new ToPage.Voicemail(true, 2));

        pbx.voicemail().has(3);
        world.run(SOON);
        pbx.voicemail().has(0);
        world.run(SOON);

        assertThat(news())
                .containsExactly(
                        new ToPage.Voicemail(true, 2),
                        new ToPage.Voicemail(true, 3),
                        new ToPage.Voicemail(false, 0));
        assertThat(pbx.voicemail().answers()).containsOnly(200);
        assertThat(pbx.voicemail().subscribers()).isEqualTo(1);
        world.finish();
        assertThat(pbx.voicemail().subscribers()).as("left at a polite end").isZero();
    }

    @Test
    void aLineSubscribesOnceForAnyNumberOfPagesAndRenewsItInTime() {
        var world = plan(2).build();
        var pbx = pbx(world);
        pbx.voicemail();
        page(world);
        page(world);
        world.run(Duration.ofHours(1));

        assertThat(pbx.voicemail().subscribers()).isEqualTo(1);
        assertThat(pbx.heard("SUBSCRIBE"))
                .hasSizeBetween(6, 20); // 600 s each, some asked for the password
        world.finish();
    }

    @Test
    void aNotificationMayComeBeforeTheAnswer() {
        var world = plan(3).build();
        var pbx = pbx(world);
        pbx.voicemail().hasty().has(1);
        page(world);
        world.run(SOON);

        assertThat(news()).containsExactly(new ToPage.Voicemail(true, 1));
        assertThat(pbx.voicemail().answers()).containsOnly(200);
        world.finish();
    }

    @Test
    void aPbxThatHasForgottenIsAskedAnew() {
        var world = plan(4).build();
        var pbx = pbx(world);
        pbx.voicemail();
        page(world);
        world.run(SOON);
        pbx.voicemail().forget();
        world.run(Duration.ofMinutes(11));

        assertThat(pbx.voicemail().subscribers()).isEqualTo(1);
        world.finish();
    }

    @Test
    void aPbxThatTellsWithoutBeingAskedIsHeard() {
        var world = plan(5).build();
        var pbx = pbx(world);
        page(world);
        world.run(SOON);
        pbx.voicemail().has(4);
        pbx.voicemail().tellUnasked(pbx.bindings().get("alice").contact(), world.sip());
        world.run(SOON);

        assertThat(news()).containsExactly(new ToPage.Voicemail(true, 4));
        assertThat(pbx.voicemail().answers()).containsExactly(200);
        world.finish();
    }

    @Test
    void aNotifyWithAForeignDialogIsRefusedAndMakesNoState() {
        var world = plan(6).build();
        var pbx = pbx(world);
        page(world);
        world.run(Duration.ofMinutes(2));
        int before = world.gateway().census().sip();
        pbx.voicemail().has(9);
        pbx.voicemail().forge(pbx.bindings().get("alice").contact(), world.sip());
        world.run(Duration.ofMillis(100));

        assertThat(pbx.voicemail().answers()).containsExactly(481);
        assertThat(world.gateway().census().sip()).isLessThanOrEqualTo(before);
        assertThat(news()).isEmpty();
        world.finish();
    }

    @Test
    void aStrangerTellsNothing() {
        var world = plan(7).build();
        var pbx = pbx(world);
        page(world);
        world.run(SOON);
        var mallory = ScriptedPbx.on(world.phone("mallory")).voicemail();
        mallory.has(9);
        mallory.tellUnasked(world.address("alice"), world.sip());
        world.run(SOON);

        assertThat(mallory.answers()).containsExactly(481);
        assertThat(news()).isEmpty();
        assertThat(pbx.bindings()).containsKey("alice");
        world.finish();
    }

    @Test
    void whatWaitsIsKnownInTheEndWhateverTheNetworkDoes() {
        for (int seed = 0; seed < 20; seed++) {
            heard.clear();
            var world =
                    plan(seed).network(Traffic.SIGNALLING, Conditions.BAD.withLoss(0.15)).build();
            var pbx = pbx(world);
            pbx.voicemail().has(1);
            page(world);
            world.run(Duration.ofMinutes(1));
            pbx.voicemail().has(2);
            world.run(Duration.ofMinutes(1));

            assertThat(news()).last().isEqualTo(new ToPage.Voicemail(true, 2));
            world.finish();
        }
    }

    private List<ToPage> news() {
        return heard.stream().filter(ToPage.Voicemail.class::isInstance).toList();
    }

    private ScriptedPage page(World world) {
        var page = world.page("alice");
        page.whenHeard(heard::add);
        return page;
    }

    private static Plan plan(long seed) {
        try {
            var uri = SipUri.parse("sip:alice@" + PBX);
            var name = LineAccount.account("alice");
            return World.from(seed)
                    .line(
                            new LineAccount(
                                    "alice",
                                    uri,
                                    uri,
                                    Optional.empty(),
                                    new Credentials(name, "alice", "wonderland", Optional.empty()),
                                    Duration.ofHours(1),
                                    Trunk.Transfer.BRIDGE));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static ScriptedPbx pbx(World world) {
        return ScriptedPbx.on(world.phone("pbx")).account("alice", "wonderland");
    }
}
