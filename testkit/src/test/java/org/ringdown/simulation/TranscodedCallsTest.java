package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.media.Transcoding;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.World;
import org.ringdown.testkit.media.SoundPeerConnection;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneSound;
import org.ringdown.testkit.phone.ScriptedPhone;

/**
 * Pages that have Opus alone, and phones that have PCMA alone: whoever calls, reloads or is handed over, both are heard; where nothing is
 * converted, the call ends and says why.
 */
class TranscodedCallsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Transcoding ALL = new Transcoding(StreamDecoder.known());

    private World world = World.from(1).build();
    private ScriptedPage alice;
    private ScriptedPhone carol;

    private void meet(Transcoding transcoding) {
        world = World.from(12).users("dave").sound().transcoding(transcoding).build();
        alice = world.page("alice");
        carol = world.phone("carol");
        world.run(SOON);
    }

    private static String opusAlone(String offer) {
        return offer.replace(" 111 9 8 0 110 126", " 111 110")
                .replaceAll("a=rtpmap:(9|8|0|126) [^\r]*\r\n", "");
    }

    @Test
    void aPageCallsAPhone() {
        meet(ALL);
        alice.offers(TranscodedCallsTest::opusAlone);
        var call = alice.call(carol.uri());
        world.runUntil(call::isTalking, SOON);

        assertBothAreHeard(call);
        end(call);
    }

    @Test
    void aPhoneCallsAPage() {
        meet(ALL);
        alice.offers(TranscodedCallsTest::opusAlone);
        alice.person(Person.who(Reaction.answer()));
        var there = carol.call(world.address("alice"), world.sip());
        world.runUntil(there::isTalking, SOON);
        var call = alice.calls().getFirst();

        assertBothAreHeard(call);
        end(call);
    }

    /** Before, page and phone shared PCMA; the page that comes back has Opus alone, and the phone hears no break and no message. */
    @Test
    void aPageComesBackInABrowserWithLess() {
        meet(ALL);
        var call = alice.call(carol.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        int messages = carol.calls().getFirst().messagesHeard();
        alice.offers(TranscodedCallsTest::opusAlone);
        alice.reload(Duration.ofMillis(800));
        world.run(SOON);

        assertBothAreHeard(call);
        assertThat(there().ear().breaks()).isZero();
        assertThat(carol.calls().getFirst().messagesHeard()).isEqualTo(messages);
        end(call);
    }

    @Test
    void aPhoneIsHandedOverToAPageWithAnotherCodec() {
        meet(ALL);
        var dave = world.page("dave");
        dave.offers(TranscodedCallsTest::opusAlone);
        dave.person(Person.who(Reaction.answer()));
        var call = alice.call(carol.uri());
        world.runUntil(call::isTalking, SOON);
        call.transfer("dave");
        world.runUntil(call::isOver, SOON);
        assertThat(call.transferStatus()).isEqualTo("done");
        world.run(SOON);

        assertBothAreHeard(dave.calls().getFirst());
        assertThat(there().ear().breaks()).isZero();
        end(dave.calls().getFirst());
    }

    @Test
    void musicAndEchoSpeakOpusToo() {
        meet(ALL);
        alice.offers(TranscodedCallsTest::opusAlone);
        for (var number : new String[] {"600", "601"}) {
            var call = alice.call(number);
            world.runUntil(call::isTalking, SOON);
            world.run(SOON);

            assertThat(here(call).ear().packets()).as(number).isGreaterThan(240);
            assertThat(here(call).ear().breaks()).isZero();
            call.hangUp();
            world.run(SOON);
        }
        world.finish();
    }

    @Test
    void whereNothingIsConvertedTheCallEndsAndSaysWhy() {
        meet(Transcoding.NONE);
        alice.offers(TranscodedCallsTest::opusAlone);
        alice.person(Person.who(Reaction.answer()));
        var call = alice.call(carol.uri());
        world.run(SOON);
        assertThat(call.ending().map(ToPage.Ended::reason)).hasValue("codec-mismatch");
        var other = carol.call(world.address("alice"), world.sip());
        world.run(SOON);

        assertThat(other.isOver()).isTrue();
        assertThat(world.records())
                .hasSize(2)
                .allMatch(record -> record.ending().reason() == EndReason.CODEC_MISMATCH);
        world.finish();
    }

    private void assertBothAreHeard(PageCall call) {
        world.run(SOON);
        int there = there().ear().packets();
        int here = here(call).ear().packets();
        int pagesBreaks = here(call).ear().breaks();
        world.run(SOON);

        assertThat(there().ear().packets() - there).isBetween(245, 255);
        assertThat(here(call).ear().packets() - here).isBetween(245, 255);
        assertThat(here(call).ear().breaks()).isEqualTo(pagesBreaks);
        // Nobody's own packets came through: each was made anew.
        assertThat(there().ear().heard(here(call).voice())).isZero();
        assertThat(here(call).ear().heard(there().voice())).isZero();
    }

    private PhoneSound there() {
        return carol.calls().getFirst().sound().orElseThrow();
    }

    private static SoundPeerConnection here(PageCall call) {
        return (SoundPeerConnection) call.connection().orElseThrow();
    }

    private void end(PageCall call) {
        call.hangUp();
        world.run(SOON);
        assertThat(carol.calls()).allMatch(c -> c.isOver());
        assertThat(world.records()).hasSize(1);
        world.finish();
    }
}
