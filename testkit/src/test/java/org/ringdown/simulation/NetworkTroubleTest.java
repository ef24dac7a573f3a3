package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.testkit.World;
import org.ringdown.testkit.media.SoundPeerConnection;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.PhoneSound;
import org.ringdown.testkit.phone.ScriptedPhone;

/** Networks that are cut, changed and lossy in the middle of a call: the call goes on. */
class NetworkTroubleTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final World world = World.from(31).sound().build();
    private ScriptedPage alice;
    private ScriptedPhone phone;
    private PageCall call;

    @BeforeEach
    void talk() {
        alice = world.page("alice");
        phone = world.phone("carol");
        world.run(SOON);
        call = alice.call(phone.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
    }

    @Test
    void aPageThatChangesItsNetworkBreaksNothing() {
        int messages = there().messagesHeard();
        var voice = here().voice();
        alice.changeNetwork(Duration.ofSeconds(2), Duration.ofSeconds(1));
        int before = heard().ear().heard(voice);
        world.run(SOON);

        assertThat(here().voice()).isSameAs(voice);
        assertThat(heard().ear().heard(voice) - before).isGreaterThan(240);
        assertThat(heard().ear().breaks()).isZero();
        assertThat(there().messagesHeard()).isEqualTo(messages);
        finish();
    }

    @Test
    void thePhoneHearsNoiseWhileItsPageIsCutOffAndNoBreak() {
        cutOff("10.2.0.1", Duration.ofSeconds(2));
        world.run(SOON);

        assertThat(heard().ear().fillers()).isGreaterThan(80);
        assertThat(speaksAgain()).isTrue();
        assertThat(heard().ear().missing()).isZero();
        assertThat(heard().ear().breaks()).isZero();
        finish();
    }

    /** Longer than it takes to be noticed: the page is lost, and comes back under the same keys. */
    @Test
    void aPageThatWasCutOffForLongComesBack() {
        cutOff("10.2.0.1", Duration.ofSeconds(15));
        world.run(Duration.ofSeconds(10));

        assertThat(speaksAgain()).isTrue();
        assertThat(heard().ear().fillers()).isGreaterThan(500);
        assertThat(heard().ear().breaks()).isZero();
        assertThat(call.isTalking()).isTrue();
        finish();
    }

    @Test
    void aPhoneThatHangsUpWhileItIsCutOffIsHeardAfterwards() {
        var there = InetAddress.ofLiteral("10.1.0.1");
        world.network().cut(world.sip().getAddress(), there);
        there().hangUp();
        world.run(Duration.ofSeconds(3));
        assertThat(call.isTalking()).isTrue();
        world.network().mend(world.sip().getAddress(), there);
        world.run(SOON);

        assertThat(call.ending().orElseThrow().reason()).isEqualTo("hangup");
        assertThat(world.records())
                .singleElement()
                .matches(record -> record.ending().reason() == EndReason.HANGUP);
        world.finish();
    }

    @Test
    void whatIsLostOnTheWayIsMissingAndNothingElse() {
        var voice = here().voice();
        int spoken = voice.spoken();
        int heard = heard().ear().heard(voice);
        long lost = world.network().tally(Traffic.MEDIA).lost();
        world.network().conditions(Traffic.MEDIA, Conditions.GOOD.withLoss(0.05));
        world.run(Duration.ofSeconds(20));
        world.network().conditions(Traffic.MEDIA, Conditions.GOOD);
        world.run(SOON);

        spoken = voice.spoken() - spoken;
        heard = heard().ear().heard(voice) - heard;
        lost = world.network().tally(Traffic.MEDIA).lost() - lost;
        assertThat(lost).isGreaterThan(50);
        assertThat(spoken - heard).isBetween(20, (int) lost);
        assertThat(heard().ear().missing() + here().ear().missing())
                .isLessThanOrEqualTo((int) lost);
        assertThat(here().forged()).isZero();
        finish();
    }

    /** Late, doubled and out of order by more than two packets. */
    @Test
    void jitterAndDoublesConfuseNobody() {
        var voice = here().voice();
        int heard = heard().ear().heard(voice);
        world.network()
                .conditions(
                        Traffic.MEDIA,
                        new Conditions(0, 0.05, 0.3, Duration.ofMillis(20), Duration.ofMillis(50)));
        world.run(Duration.ofSeconds(20));

        assertThat(heard().ear().heard(voice) - heard).isGreaterThan(950);
        assertThat(heard().ear().fillers()).isZero();
        finish();
    }

    private void cutOff(String host, Duration time) {
        var gateway = world.sip().getAddress();
        world.network().cut(gateway, InetAddress.ofLiteral(host));
        world.run(time);
        world.network().mend(gateway, InetAddress.ofLiteral(host));
    }

    private boolean speaksAgain() {
        int before = heard().ear().heard(here().voice());
        world.run(SOON);
        return heard().ear().heard(here().voice()) - before > 240;
    }

    private PhoneCall there() {
        return phone.calls().getFirst();
    }

    private PhoneSound heard() {
        return there().sound().orElseThrow();
    }

    private SoundPeerConnection here() {
        return (SoundPeerConnection) call.connection().orElseThrow();
    }

    private void finish() {
        call.hangUp();
        world.run(SOON);
        assertThat(there().isOver()).isTrue();
        world.finish();
    }
}
