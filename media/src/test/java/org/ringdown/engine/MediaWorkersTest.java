package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.media.AppKind;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.Media;
import org.ringdown.media.RtpMedia;
import org.ringdown.media.RtpRemote;
import org.ringdown.media.WebRtcMedia;
import org.ringdown.worker.Counted;
import org.ringdown.worker.PortRange;
import org.ringdown.worker.VirtualLoop;

/** Whole calls of phones and pages under simulated time: two workers, which share the test's one thread. */
class MediaWorkersTest {
    private static final Format PCMA = new Format(8, Codec.PCMA);
    private static final Format PCMU = new Format(0, Codec.PCMU);
    private static final Format G722 = new Format(9, Codec.G722);
    private static final Format EVENTS = new Format(101, Codec.telephoneEvent(8000));
    private static final long PTIME = 20_000_000;

    private final VirtualLoop loop = new VirtualLoop();
    private MediaWorkers engine;
    private int pages;

    @BeforeEach
    void start() throws IOException {
        engine = engine(new PortRange(20000, 20099));
    }

    private MediaWorkers engine(PortRange ports) throws IOException {
        var config =
                MediaConfig.at(InetAddress.getLoopbackAddress(), 0, ports, Duration.ofSeconds(10));
        return new MediaWorkers(config, List.of(loop, loop), new ScriptedDtls(), new Random(1));
    }

    /** A phone and its leg. */
    private final class Phone {
        private final Heard heard = new Heard();
        private final TestPhone far;
        private final RtpMedia leg;

        Phone(int worker, double frequency, Format... formats) throws IOException {
            far = new TestPhone(loop, frequency, formats);
            leg = engine.openRtp(worker, "cname", Filler.COMFORT_NOISE, heard);
            pass(1);
            leg.remote(far.remote());
        }

        Phone singing() {
            far.singTo(heard.opened().join());
            return this;
        }
    }

    /** A page and its leg. */
    private final class Page {
        private final Heard heard = new Heard();
        private final TestPage far;
        private final WebRtcMedia leg;
        private final int worker;

        Page(int worker, double frequency, Format... formats) throws IOException {
            this.worker = worker;
            far = new TestPage(loop, TestPage.scripted("sha-256 " + pages++), frequency, formats);
            leg = engine.openWebRtc(worker, far.parameters(), heard);
        }

        Page singing() {
            far.connectTo(engine.webRtcPort(worker));
            pass(100);
            far.sings();
            return this;
        }
    }

    // Who hears whom.

    @ParameterizedTest(name = "workers {0} and {1}")
    @CsvSource({"0, 0", "0, 1"})
    void twoPhonesHearEachOther(int first, int second) throws IOException {
        var alice = new Phone(first, 440, PCMA).singing();
        var bob = new Phone(second, 1000, PCMA).singing();
        engine.join(alice.leg, bob.leg);
        pass(2_000);

        assertHears(alice.far.recorder(), 1000);
        assertHears(bob.far.recorder(), 440);
        assertThat(alice.heard.news()).containsExactly("opened", "connected");
    }

    @ParameterizedTest(name = "workers {0} and {1}")
    @CsvSource({"0, 0", "0, 1"})
    void aPageAndAPhoneHearEachOther(int first, int second) throws IOException {
        var alice = new Page(first, 440, PCMA).singing();
        var bob = new Phone(second, 1000, new Format(8, Codec.PCMA)).singing();
        engine.join(alice.leg, bob.leg);
        pass(2_000);

        assertHears(alice.far.recorder(), 1000);
        assertHears(bob.far.recorder(), 440);
        assertThat(alice.heard.news()).containsExactly("connected");
    }

    @ParameterizedTest(name = "workers {0} and {1}")
    @CsvSource({"0, 0", "0, 1"})
    void twoPagesHearEachOther(int first, int second) throws IOException {
        var alice = new Page(first, 440, new Format(96, Codec.G722)).singing();
        var bob = new Page(second, 1000, new Format(97, Codec.G722)).singing();
        engine.join(bob.leg, alice.leg);
        pass(2_000);

        assertHears(alice.far.recorder(), 1000);
        assertHears(bob.far.recorder(), 440);
        assertThat(alice.far.recorder().packets())
                .extracting(Recorder.Heard::payloadType)
                .containsOnly(96);
    }

    @Test
    void aPhoneThatNobodyIsJoinedToHearsItsFiller() throws IOException {
        var alice = new Phone(0, 440, PCMA).singing();
        pass(1_000);

        assertThat(alice.far.recorder().packets()).hasSizeBetween(39, 41);
        assertThat(alice.far.recorder().breaks(1)).isZero();
    }

    @ParameterizedTest(name = "the others on worker {0}")
    @ValueSource(ints = {0, 1})
    void theStreamAPhoneHearsNeverBreaksWhoeverItIsJoinedTo(int others) throws IOException {
        var alice = new Phone(0, 440, PCMA, EVENTS).singing();
        var bob = new Phone(others, 1000, PCMA).singing();
        var carol = new Page(others, 2000, PCMA).singing();
        var music = engine.openApp(0, AppKind.MUSIC, new Heard());
        for (var partner : List.of(bob.leg, carol.leg, music, bob.leg)) {
            engine.join(alice.leg, partner);
            pass(1_000);
        }
        engine.split(alice.leg);
        pass(1_000);
        engine.join(carol.leg, alice.leg);
        pass(1_003);
        carol.far.vanish();
        pass(9_000);
        engine.join(alice.leg, bob.leg);
        pass(1_000);

        assertHears(alice.far.recorder(), 1000);
        assertThat(alice.far.recorder().packets()).hasSizeGreaterThan(700);
        assertThat(alice.far.recorder().breaks(PTIME)).isZero();
    }

    @Test
    void joiningAgainReplacesWhatEitherWasJoinedTo() throws IOException {
        var alice = new Phone(0, 440, PCMA).singing();
        var bob = new Phone(0, 1000, PCMA).singing();
        var carol = new Phone(1, 2000, PCMA).singing();
        engine.join(alice.leg, bob.leg);
        pass(1_000);
        engine.join(carol.leg, alice.leg);
        pass(1_000);

        assertHears(alice.far.recorder(), 2000);
        assertHears(carol.far.recorder(), 440);
        assertHearsNobody(bob.far.recorder());
    }

    @Test
    void theLastOfManyJoinsCounts() throws IOException {
        var alice = new Phone(0, 440, PCMA).singing();
        var bob = new Phone(1, 1000, PCMA).singing();
        var carol = new Phone(0, 2000, PCMA).singing();
        for (int i = 0; i < 10; i++) {
            engine.join(alice.leg, bob.leg);
            engine.join(bob.leg, carol.leg);
            engine.split(carol.leg);
            engine.join(carol.leg, alice.leg);
        }
        pass(1_000);

        assertHears(alice.far.recorder(), 2000);
        assertHears(carol.far.recorder(), 440);
        assertHearsNobody(bob.far.recorder());
    }

    @Test
    void aSplitLeavesBothWithTheirFillers() throws IOException {
        var alice = new Phone(0, 440, PCMA).singing();
        var bob = new Phone(1, 1000, PCMA).singing();
        engine.join(alice.leg, bob.leg);
        pass(1_000);
        engine.split(bob.leg);
        pass(1_000);

        assertHearsNobody(alice.far.recorder());
        assertHearsNobody(bob.far.recorder());
    }

    @Test
    void closingOneLeavesTheOtherWithItsFiller() throws IOException {
        var alice = new Phone(0, 440, PCMA).singing();
        var bob = new Phone(1, 1000, PCMA).singing();
        engine.join(alice.leg, bob.leg);
        pass(1_000);
        bob.leg.close();
        bob.leg.close();
        pass(1_000);
        int sent = bob.far.recorder().packets().size();
        pass(1_000);

        assertHearsNobody(alice.far.recorder());
        assertThat(alice.far.recorder().breaks(PTIME)).isZero();
        assertThat(bob.far.recorder().packets()).hasSize(sent);
        assertThat(engine.openLegs()).isEqualTo(1);
    }

    @Test
    void aLegCannotHearItself() throws IOException {
        var alice = new Phone(0, 440, PCMA);

        assertThatIllegalArgumentException().isThrownBy(() -> engine.join(alice.leg, alice.leg));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.split(foreign()));
    }

    // What is agreed, and agreed anew.

    @Test
    void whatTheFarEndDidNotAgreeToIsNotSaidToIt() throws IOException {
        var alice = new Page(0, 440, G722, PCMA).singing();
        var bob = new Phone(0, 1000, PCMA).singing();
        engine.join(alice.leg, bob.leg);
        pass(1_000);

        assertHears(alice.far.recorder(), 1000);
        assertThat(engine.counted(Counted.NOT_UNDERSTOOD)).isPositive();
        assertThat(bob.far.recorder().packets())
                .extracting(Recorder.Heard::payloadType)
                .containsOnly(8);
    }

    @ParameterizedTest(name = "workers {0} and {1}")
    @CsvSource({"0, 0", "0, 1"})
    void whatIsRenegotiatedIsHeardAndBreaksNothing(int first, int second) throws IOException {
        var alice = new Phone(first, 440, PCMA, PCMU).singing();
        var bob = new Phone(second, 1000, PCMU, PCMA).singing();
        engine.join(alice.leg, bob.leg);
        pass(1_000);
        assertHears(bob.far.recorder(), 440);
        var other = new Phone(second, 2000, PCMU).far.remote();
        alice.leg.remote(
                new RtpRemote(
                        alice.far.remote().address(),
                        other.rtcpAddress(),
                        true,
                        other.signalling(),
                        List.of(PCMU),
                        List.of(PCMA)));
        pass(1_000);

        assertThat(alice.far.recorder().packets().getLast().payloadType()).isZero();
        assertHears(alice.far.recorder(), 1000);
        assertThat(alice.far.recorder().breaks(PTIME)).isZero();
    }

    // Ports.

    @Test
    void saysSoWhenNoPortIsFree() throws IOException {
        engine = engine(new PortRange(30000, 30003));
        var first = new Heard();
        var second = new Heard();
        var leg = engine.openRtp(0, "cname", Filler.MUSIC, first);
        engine.openRtp(0, "cname", Filler.MUSIC, second);
        pass(1);
        assertThat(first.news()).containsExactly("opened");
        assertThat(second.news()).containsExactly("failed: No RTP port is free in 30000-30001.");
        assertThat(engine.openLegs()).isEqualTo(1);

        leg.close();
        pass(10_000);
        engine.openRtp(0, "cname", Filler.MUSIC, second);
        pass(1);
        assertThat(second.news()).last().isEqualTo("opened");
    }

    @Test
    void closesEveryPortItOpened() throws IOException {
        var before = loop.openPorts();
        var legs =
                List.of(
                        engine.openRtp(0, "cname", Filler.MUSIC, new Heard()),
                        engine.openRtp(1, "cname", Filler.MUSIC, new Heard()),
                        engine.openApp(1, AppKind.ECHO, new Heard()),
                        engine.openWebRtc(1, new Page(0, 440, PCMA).far.restarted(), new Heard()));
        pass(10);
        assertThat(engine.openLegs()).isEqualTo(5);
        legs.forEach(Media::close);
        pass(10);

        assertThat(engine.openLegs()).isEqualTo(1);
        assertThat(loop.openPorts()).hasSize(before.size() + 1);
    }

    @Test
    void aLegClosedAtOnceKeepsNothing() throws IOException {
        var before = loop.openPorts();
        var heard = new Heard();
        var leg = engine.openRtp(0, "cname", Filler.MUSIC, heard);
        leg.close();
        leg.sendKeys("1", Duration.ofMillis(100), Duration.ofMillis(100));
        engine.join(leg, engine.openApp(0, AppKind.ECHO, heard));
        pass(1_000);

        assertThat(loop.openPorts()).isEqualTo(before);
    }

    // Keys.

    @Test
    void aKeyOfAPhoneIsReportedOnceAndHeardByItsPartner() throws IOException {
        var alice = new Phone(0, 440, PCMA, EVENTS).singing();
        var bob = new Phone(1, 1000, PCMA, new Format(96, Codec.telephoneEvent(8000))).singing();
        engine.join(alice.leg, bob.leg);
        pass(500);
        alice.far.press("42#", Duration.ofMillis(100));
        pass(1_000);

        assertThat(alice.heard.news())
                .containsExactly("opened", "connected", "key 4", "key 2", "key #");
        assertThat(bob.far.recorder().keys()).isEqualTo("42#");
    }

    @Test
    void keysAreEventsForAPhoneAndTonesForAPage() throws IOException {
        var alice = new Page(0, 440, PCMA, EVENTS).singing();
        var bob = new Phone(0, 1000, PCMA, EVENTS).singing();
        bob.leg.sendKeys("19", Duration.ofMillis(100), Duration.ofMillis(60));
        alice.leg.sendKeys("5", Duration.ofMillis(200), Duration.ofMillis(60));
        pass(1_000);

        assertThat(bob.far.recorder().keys()).isEqualTo("19");
        assertThat(alice.far.recorder().share(770, 0, 10)).isBetween(0.4, 0.6);
        assertThat(alice.far.recorder().share(1336, 0, 10)).isBetween(0.4, 0.6);
    }

    // Apps.

    @Test
    void theEchoSaysWhatAPageSays() throws IOException {
        var alice = new Page(0, 440, G722, PCMA).singing();
        engine.join(alice.leg, engine.openApp(0, AppKind.ECHO, new Heard()));
        pass(1_000);

        assertHears(alice.far.recorder(), 440);
        assertThat(alice.far.recorder().packets())
                .extracting(Recorder.Heard::payloadType)
                .containsOnly(9);
    }

    @ParameterizedTest(name = "app on worker {0}")
    @ValueSource(ints = {0, 1})
    void theEchoSaysWhatAPhoneSays(int worker) throws IOException {
        var alice = new Phone(0, 440, PCMA, EVENTS).singing();
        engine.join(engine.openApp(worker, AppKind.ECHO, new Heard()), alice.leg);
        pass(1_000);
        assertHears(alice.far.recorder(), 440);
        alice.far.press("7", Duration.ofMillis(100));
        pass(500);

        assertThat(alice.far.recorder().keys()).isEqualTo("7");
    }

    @ParameterizedTest(name = "app on worker {0}")
    @ValueSource(ints = {0, 1})
    void theMusicPlaysInACodecThatItsPartnerLikes(int worker) throws IOException {
        var alice = new Page(0, 440, PCMU, PCMA).singing();
        engine.join(alice.leg, engine.openApp(worker, AppKind.MUSIC, new Heard()));
        pass(2_000);

        assertThat(alice.far.recorder().packets()).hasSizeBetween(95, 101);
        assertThat(alice.far.recorder().packets())
                .extracting(Recorder.Heard::payloadType)
                .containsOnly(0);
        assertThat(alice.far.recorder().breaks(1_000_000)).isZero();
        assertThat(alice.far.recorder().share(440, 100)).isLessThan(0.6);
    }

    @Test
    void theKeysOfAPhoneComeBackAsEvents() throws IOException {
        var keys = new Heard();
        var alice = new Phone(0, 440, PCMA, EVENTS).singing();
        engine.join(alice.leg, engine.openApp(1, AppKind.KEYS, keys));
        pass(500);
        alice.far.press("12", Duration.ofMillis(100));
        pass(2_000);

        assertThat(keys.news()).containsExactly("key 1", "key 2");
        assertThat(alice.far.recorder().keys()).isEqualTo("12");
    }

    @Test
    void theKeysOfAPageComeBackAsTones() throws IOException {
        var keys = new Heard();
        var alice = new Page(0, 440, PCMA, EVENTS).singing();
        var app = engine.openApp(0, AppKind.KEYS, keys);
        engine.join(alice.leg, app);
        pass(500);
        app.sendKeys("3x", Duration.ofMillis(100), Duration.ofMillis(70));
        pass(1_000);

        assertThat(keys.news()).containsExactly("key 3");
        assertThat(alice.far.recorder().share(697, 0, 8)).isBetween(0.4, 0.6);
        assertThat(alice.far.recorder().share(1477, 0, 8)).isBetween(0.4, 0.6);
    }

    // A page's presence.

    @Test
    void aPageIsLostSixSecondsAfterItsLastCheckAndComesBack() throws IOException {
        var alice = new Page(0, 440, PCMA).singing();
        pass(20_000);
        assertThat(alice.heard.news()).containsExactly("connected");
        alice.far.vanish();
        pass(5_400);
        assertThat(alice.heard.news()).containsExactly("connected");
        pass(700);
        assertThat(alice.heard.news()).containsExactly("connected", "lost");
        alice.far.comesBack();
        pass(100);
        assertThat(alice.heard.news()).containsExactly("connected", "lost", "connected");
    }

    @Test
    void silenceAloneNeverLosesAPage() throws IOException {
        var alice = new Page(0, 440, PCMA).singing();
        alice.far.hush();
        pass(60_000);

        assertThat(alice.heard.news()).containsExactly("connected");
    }

    @Test
    void patienceMayBeShortened() throws IOException {
        var alice = new Page(0, 440, PCMA).singing();
        pass(1_000);
        alice.far.vanish();
        pass(3_500);
        alice.leg.patience(Duration.ofSeconds(3));
        pass(1);

        assertThat(alice.heard.news()).containsExactly("connected", "lost");
    }

    @Test
    void aPageThatSaysGoodbyeIsLostAtOnce() throws IOException {
        var alice = new Page(0, 440, PCMA).singing();
        pass(1_000);
        alice.far.leaves();
        pass(10);

        assertThat(alice.heard.news()).containsExactly("connected", "lost");
        pass(5_000);
        assertThat(alice.heard.news()).containsExactly("connected", "lost");
    }

    @Test
    void aPageMayChangeItsNetwork() throws IOException {
        var alice = new Page(0, 440, PCMA).singing();
        var bob = new Phone(0, 1000, PCMA).singing();
        engine.join(alice.leg, bob.leg);
        pass(1_000);
        alice.far.moves();
        pass(1_000);

        assertHears(alice.far.recorder(), 1000);
        assertHears(bob.far.recorder(), 440);
        assertThat(bob.far.recorder().breaks(PTIME)).isZero();
        assertThat(alice.heard.news()).containsExactly("connected");
    }

    @Test
    void anIceRestartInterruptsNothing() throws IOException {
        var alice = new Page(0, 440, PCMA).singing();
        var bob = new Phone(0, 1000, PCMA).singing();
        engine.join(alice.leg, bob.leg);
        pass(1_000);
        var restarted = alice.far.restarted();
        alice.leg.update(restarted);
        pass(1_000);
        alice.far.use(restarted);
        pass(1_000);
        alice.far.moves();
        pass(10_000);

        assertHears(alice.far.recorder(), 1000);
        assertThat(bob.far.recorder().breaks(PTIME)).isZero();
        assertThat(alice.heard.news()).containsExactly("connected");
    }

    @Test
    void whoeverIsNoPageOfOursLeavesNoTrace() throws IOException {
        var alice = new Page(0, 440, PCMA).singing();
        var stranger = new TestPage(loop, TestPage.scripted("sha-256 x"), 2000, PCMA);
        stranger.connectTo(engine.webRtcPort(0));
        stranger.sings();
        pass(2_000);

        assertThat(stranger.recorder().packets()).isEmpty();
        assertThat(engine.counted(Counted.NO_SUCH_LEG)).isPositive();
        assertThat(alice.heard.news()).containsExactly("connected");
    }

    // Reports.

    @Test
    void aPhoneGetsReportsOfTheStreamItHears() throws IOException {
        var alice = new Phone(0, 440, PCMA).singing();
        pass(60_000);

        assertThat(alice.far.senderReports()).isBetween(8, 24);
    }

    @Test
    void nothingEverGoesWrong() throws IOException {
        var alice = new Page(0, 440, PCMA, EVENTS).singing();
        var bob = new Phone(1, 1000, PCMA, EVENTS).singing();
        engine.join(alice.leg, bob.leg);
        pass(30_000);

        for (var what :
                List.of(
                        Counted.FAULT,
                        Counted.LATE,
                        Counted.HOP_FULL,
                        Counted.MALFORMED,
                        Counted.NOT_AUTHENTIC)) {
            assertThat(engine.counted(what)).as(what.name()).isZero();
        }
    }

    private void assertHears(Recorder recorder, double frequency) {
        assertThat(recorder.share(frequency, 20)).isGreaterThan(0.95);
    }

    private void assertHearsNobody(Recorder recorder) {
        for (double frequency : List.of(440.0, 1000.0, 2000.0))
            assertThat(recorder.share(frequency, 20)).isLessThan(0.2);
    }

    private void pass(long millis) {
        loop.pass(Duration.ofMillis(millis));
    }

    private static Media foreign() {
        return new Media() {
            @Override
            public void sendKeys(String keys, Duration duration, Duration gap) {}

            @Override
            public void music(boolean on) {}

            @Override
            public void close() {}
        };
    }
}
