package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;

/** Pages that want to see and be seen, and others that do not: what each is told, at the answer and afterwards. */
class VideoTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private World world = World.from(1).build();
    private ScriptedPage alice;
    private ScriptedPage bob;

    @BeforeEach
    void meet() {
        world = World.from(7).build();
        alice = world.page("alice");
        bob = world.page("bob");
        bob.person(Person.who(Reaction.answer()));
        world.run(SOON);
    }

    private static UnaryOperator<String> with(String... codecs) {
        return offer -> {
            var types = new StringBuilder();
            var maps = new StringBuilder();
            int type = 96;
            for (var codec : codecs) {
                types.append(' ').append(type);
                maps.append("a=rtpmap:")
                        .append(type)
                        .append(' ')
                        .append(codec)
                        .append("/90000\r\n");
                if (codec.equals("H264"))
                    maps.append("a=fmtp:")
                            .append(type)
                            .append(" packetization-mode=1;profile-level-id=42e01f\r\n");
                type++;
            }
            return offer.replace("BUNDLE 0", "BUNDLE 0 1")
                    + "m=video 9 UDP/TLS/RTP/SAVPF"
                    + types
                    + "\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=sendrecv\r\na=rtcp-mux\r\n"
                    + maps;
        };
    }

    private PageCall call() {
        var call = alice.call("bob");
        world.runUntil(() -> call.isTalking() && there().isTalking(), SOON);
        world.run(SOON);
        return call;
    }

    private PageCall there() {
        return bob.calls().getFirst();
    }

    private static Optional<String> codec(PageCall call) {
        return call.video().flatMap(ToPage.Video::codec).map(ToPage.VideoCodec::name);
    }

    private static Optional<String> reason(PageCall call) {
        return call.video().flatMap(ToPage.Video::reason);
    }

    private void end(PageCall call) {
        call.hangUp();
        world.run(SOON);
        assertThat(alice.complaints()).isEmpty();
        assertThat(bob.complaints()).isEmpty();
        world.finish();
    }

    @Test
    void bothAreToldTheSameCodec() {
        alice.offers(with("H264", "VP8"));
        bob.offers(with("VP8", "H264"));
        var call = call();

        assertThat(codec(call)).contains("VP8");
        assertThat(codec(there())).contains("VP8");
        assertThat(call.video().orElseThrow().codec().orElseThrow().pt()).isEqualTo(97);
        assertThat(there().video().orElseThrow().codec().orElseThrow().pt()).isEqualTo(96);
        end(call);
    }

    @Test
    void whoeverIsAloneWithItIsToldSo() {
        alice.offers(with("VP8"));
        var call = call();

        assertThat(codec(call)).isEmpty();
        assertThat(reason(call)).contains("not-offered");
        assertThat(there().video())
                .hasValueSatisfying(told -> {
                    assertThat(told.theirs()).isTrue();
                    assertThat(told.reason()).isEmpty();
                });
        end(call);
    }

    @Test
    void withoutACommonCodecThereIsSound() {
        alice.offers(with("H264"));
        bob.offers(with("VP8"));
        var call = call();

        assertThat(reason(call)).contains("codec-mismatch");
        assertThat(reason(there())).contains("codec-mismatch");
        assertThat(call.isTalking()).isTrue();
        end(call);
    }

    @Test
    void nobodyHearsOfPicturesThatNobodyWants() {
        var call = call();

        assertThat(call.video()).isEmpty();
        assertThat(there().video()).isEmpty();
        end(call);
    }

    @Test
    void picturesComeAndGoWithinTheCall() {
        alice.offers(with("VP8"));
        var call = call();
        bob.offers(with("VP8"));
        there().reoffer();
        world.run(SOON);
        assertThat(codec(call)).contains("VP8");
        assertThat(codec(there())).contains("VP8");

        bob.offers(offer -> with("VP8").apply(offer).replace("m=video 9", "m=video 0"));
        there().reoffer();
        world.run(SOON);
        assertThat(reason(call)).contains("not-offered");
        assertThat(codec(there())).isEmpty();
        end(call);
    }

    @Test
    void aPhoneWithoutPicturesIsCalledAllTheSame() {
        var carol = world.phone("carol");
        world.run(SOON);
        alice.offers(with("VP8"));
        var call = alice.call(carol.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);

        assertThat(reason(call)).contains("not-offered");
        end(call);
    }

    /** What comes back without its camera shows nothing, and the far end learns of it. */
    @Test
    void aReloadWithoutACameraTellsTheOtherSide() {
        alice.offers(with("VP8"));
        bob.offers(with("VP8"));
        var call = call();
        assertThat(codec(there())).contains("VP8");

        alice.offers(UnaryOperator.identity());
        alice.reload(Duration.ofMillis(800));
        world.run(SOON);
        assertThat(reason(there())).contains("not-offered");
        end(call);
    }
}
