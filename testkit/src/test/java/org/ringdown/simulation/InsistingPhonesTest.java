package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.route.Pattern;
import org.ringdown.route.Rewriting;
import org.ringdown.route.Routes.Route;
import org.ringdown.route.Routes.Target;
import org.ringdown.sip.SipUri;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/** Far ends that take one kind of sound and no other: an offer that is refused (488) is followed by the next. */
class InsistingPhonesTest {
    private static final String HOST = "10.9.0.1";
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PLAIN = "RTP/AVP";
    private static final String KEYS = "RTP/SAVP";

    private final List<String> offered = new ArrayList<>();

    @Test
    void aStrangerIsAskedOnce() {
        var world = World.from(489).build();
        var alice = world.page("alice");
        var raw = insisting(world, KEYS);
        world.run(SOON);
        var call = alice.call(raw.uri("far"));
        world.run(SOON);

        assertThat(offered).containsExactly(PLAIN);
        assertThat(call.ending().orElseThrow().reason()).isEqualTo("codec-mismatch");
        world.finish();
    }

    /** Keys beside plain RTP, which most ignore that cannot use them; some refuse them, and of those some want no other. */
    @ParameterizedTest
    @CsvSource({"true, " + PLAIN, "false, " + KEYS, "false, " + PLAIN})
    void aTrunkWithSecretSoundIfItCanIsOfferedItInTwoWaysAndThenNone(boolean mixes, String wanted)
            throws Exception {
        var world = World.from(490).trunk(bestEffort()).route(byTrunk()).build();
        var alice = world.page("alice");
        insisting(world, wanted, mixes);
        world.run(SOON);
        var call = alice.call("+491");
        world.run(SOON);

        var all = List.of(PLAIN + " with keys", KEYS, PLAIN);
        assertThat(offered).isEqualTo(all.subList(0, mixes ? 1 : wanted.equals(KEYS) ? 2 : 3));
        assertTalks(call, wanted);
        call.hangUp();
        world.run(SOON);
        world.finish();
    }

    /** The simulated peer has no keys of its own: what it answers to a secret offer cannot be met, so that being hung up on is as good. */
    private static void assertTalks(PageCall call, String profile) {
        if (profile.equals(PLAIN)) assertThat(call.isTalking()).isTrue();
        else assertThat(call.ending()).get().matches(end -> end.reason().equals("codec-mismatch"));
    }

    private RawPeer insisting(World world, String profile) {
        return insisting(world, profile, false);
    }

    /** @param mixes whether it takes plain RTP also with keys beside it, which it ignores */
    private RawPeer insisting(World world, String profile, boolean mixes) {
        return new RawPeer(HOST, world)
                .answering(invite -> {
                    var line = invite.replaceAll("(?s).*m=audio \\d+ (\\S+) .*", "$1");
                    boolean mixed = line.equals(PLAIN) && invite.contains("a=crypto");
                    offered.add(mixed ? line + " with keys" : line);
                    boolean taken = line.equals(profile) && (mixes || !mixed);
                    return List.of(
                            taken
                                    ? "200 OK\n\n"
                                            + RawPeer.sdp(
                                                    HOST, 4000, line, "8", "rtpmap:8 PCMA/8000")
                                    : "488 Not Acceptable Here");
                });
    }

    private static Trunk bestEffort() throws MalformedException {
        return Trunk.at("pbx", SipUri.parse("sip:" + HOST + ":5060"))
                .with(
                        new Trunk.Media(
                                List.of(),
                                Trunk.Dtmf.RFC4733,
                                Trunk.Srtp.BEST_EFFORT,
                                Trunk.Offer.NOW));
    }

    private static Route byTrunk() {
        return new Route(
                new Pattern("+49*"),
                Optional.empty(),
                Optional.empty(),
                new Target.ByTrunk(List.of("pbx"), Rewriting.NONE));
    }
}
