package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.media.Codec;
import org.ringdown.media.Transcoding;
import org.ringdown.testkit.World;
import org.ringdown.testkit.media.SoundPeerConnection;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.PhoneSound;
import org.ringdown.testkit.phone.ScriptedPhone;

/** A page that shares PCMA with a phone, on a network that loses packets for a while: it is moved to Opus, and back. */
class LossyPagesTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Conditions LOSSY = Conditions.GOOD.withLoss(0.06);

    private World world = World.from(1).build();
    private ScriptedPage alice;
    private ScriptedPhone carol;

    private PageCall talk(int seed, boolean onLoss, boolean redundancy) {
        var converted = new Transcoding(StreamDecoder.known(), onLoss);
        world = World.from(seed).sound().transcoding(converted).build();
        alice = world.page("alice");
        carol = world.phone("carol");
        if (redundancy) alice.offers(LossyPagesTest::withRedundancy);
        world.run(SOON);
        var call = alice.call(carol.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        return call;
    }

    private static String withRedundancy(String offer) {
        return offer.replace("111 9 8", "111 63 9 8")
                .replace(
                        "a=rtpmap:9 ",
                        "a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\na=rtpmap:9 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void itIsMovedToOpusWithRedundancyAndBackAfterAQuietMinute(int seed) {
        var call = talk(seed, true, true);
        assertThat(here(call).speaks()).isEqualTo("pcma");
        assertThat(there().ear().heard(here(call).voice())).isPositive();

        network(LOSSY);
        world.runUntil(() -> here(call).speaks().equals("red"), SOON);
        world.run(SOON);
        assertConverted(call);

        network(Conditions.GOOD);
        world.run(Duration.ofSeconds(50));
        assertThat(here(call).speaks()).as("not yet").isEqualTo("red");
        int breaks = there().ear().breaks();
        assertConverted(call);
        world.runUntil(() -> here(call).speaks().equals("pcma"), Duration.ofSeconds(30));
        world.run(SOON);
        assertThat(there().ear().breaks()).as("of the phone's stream").isEqualTo(breaks);
        int raw = there().ear().heard(here(call).voice());
        int packets = here(call).ear().packets();
        world.run(SOON);
        assertThat(there().ear().heard(here(call).voice()) - raw).isBetween(495, 505);
        assertThat(here(call).ear().packets() - packets).isBetween(495, 505);
        end(call);
    }

    @Test
    void whereTheBrowserHasNoRedundancyItIsOpusAlone() {
        var call = talk(6, true, false);
        network(LOSSY);
        world.runUntil(() -> here(call).speaks().equals("opus"), SOON);
        world.run(SOON);

        assertConverted(call);
        end(call);
    }

    @Test
    void fewLossesChangeNothing() {
        var call = talk(7, true, true);
        network(Conditions.GOOD.withLoss(0.004));
        world.run(Duration.ofSeconds(30));

        assertThat(here(call).speaks()).isEqualTo("pcma");
        end(call);
    }

    @Test
    void whereThatIsNotWantedItStays() {
        var call = talk(8, false, true);
        network(LOSSY);
        world.run(Duration.ofSeconds(30));

        assertThat(here(call).speaks()).isEqualTo("pcma");
        end(call);
    }

    /** Nothing is converted; what is said in Opus is said again all the same. */
    @Test
    void anEndThatHasOpusItselfHearsItUnconverted() {
        var transcoding = new Transcoding(java.util.List.of(Codec.PCMA), false);
        world = World.from(9).sound().transcoding(transcoding).build();
        alice = world.page("alice");
        alice.offers(LossyPagesTest::withRedundancy);
        world.run(SOON);
        var call = alice.call("600");
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        assertThat(here(call).speaks()).isEqualTo("opus");
        network(LOSSY);
        world.runUntil(() -> here(call).speaks().equals("red"), SOON);
        world.run(SOON);
        int echoed = here(call).ear().heard(here(call).voice());
        int missing = here(call).ear().missing();
        world.run(Duration.ofSeconds(60));

        // Of what it says, 6 of 100 get lost on the way there, and again on the way back: without
        // repair 11.6 would be missing.
        int heard = here(call).ear().heard(here(call).voice()) - echoed;
        assertThat(heard).isGreaterThan((int) (3000 * 0.93));
        assertThat(here(call).ear().missing() - missing).isPositive();
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    private void assertConverted(PageCall call) {
        int there = there().ear().packets();
        int raw = there().ear().heard(here(call).voice());
        int here = here(call).ear().packets();
        world.run(SOON);

        // Less those that get lost on the way to the phone, or to the page.
        assertThat(there().ear().packets() - there).isBetween(430, 505);
        assertThat(here(call).ear().packets() - here).isBetween(430, 505);
        assertThat(there().ear().heard(here(call).voice()) - raw).isZero();
    }

    private void network(Conditions media) {
        world.network().conditions(Traffic.MEDIA, media);
    }

    private PhoneSound there() {
        return carol.calls().getFirst().sound().orElseThrow();
    }

    private static SoundPeerConnection here(PageCall call) {
        return (SoundPeerConnection) call.connection().orElseThrow();
    }

    private void end(PageCall call) {
        network(Conditions.GOOD);
        call.hangUp();
        world.run(SOON);
        assertThat(world.records()).hasSize(1);
        world.finish();
    }
}
