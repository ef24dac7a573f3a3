package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.dtls.BcDtls;
import org.ringdown.dtls.DtlsPage;
import org.ringdown.media.AppKind;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.srtp.SrtpProfile;
import org.ringdown.time.Clock;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Loop;
import org.ringdown.worker.LoopKind;
import org.ringdown.worker.PortRange;

/** Calls over the sockets of this machine, with two workers of each kind that it has, DTLS as browsers speak it, and real time. */
@Timeout(30)
@ParameterizedClass(name = "{0}")
@MethodSource("org.ringdown.worker.LoopKindTest#here")
class LoopbackTest {
    private static final Format PCMA = new Format(8, Codec.PCMA);
    private static final Format EVENTS = new Format(101, Codec.telephoneEvent(8000));
    private static final SrtpProfile COUNTER_MODE = SrtpProfile.AES_CM_128_HMAC_SHA1_80;

    /** Real time is measured on whatever else this machine does; that timestamps keep to the clock, simulated time shows. */
    private static final long BUSY_MACHINE = 2_000_000_000;

    private final ExecutorService edge = Executors.newVirtualThreadPerTaskExecutor();
    private final Loop far = LoopKind.NIO.start("far ends", Clock.system());
    private final MediaWorkers engine;

    LoopbackTest(LoopKind kind) {
        engine = engine(kind);
    }

    private MediaWorkers engine(LoopKind kind) {
        var config =
                MediaConfig.at(
                        InetAddress.getLoopbackAddress(), 0, PortRange.ANY, Duration.ofSeconds(1));
        var loops =
                List.of(
                        kind.start("worker 0", Clock.system()),
                        kind.start("worker 1", Clock.system()));
        try {
            return new MediaWorkers(
                    config,
                    loops,
                    new BcDtls(new SecureRandom(), Clock.system(), edge, 10),
                    new SecureRandom());
        } catch (IOException e) {
            throw new AssertionError("any port would do", e);
        }
    }

    @AfterEach
    void stop() {
        engine.close();
        far.close();
        edge.shutdownNow();
    }

    @ParameterizedTest(name = "workers {0} and {1}")
    @CsvSource({"0, 0", "0, 1"})
    void twoPhonesHearEachOther(int first, int second) throws Exception {
        var alice = new TestPhone(far, 440, PCMA, EVENTS);
        var bob = new TestPhone(far, 1000, PCMA, EVENTS);
        var heard = List.of(new Heard(), new Heard());
        var a = engine.openRtp(first, "cname", Filler.COMFORT_NOISE, heard.get(0));
        var b = engine.openRtp(second, "cname", Filler.COMFORT_NOISE, heard.get(1));
        a.remote(alice.remote());
        b.remote(bob.remote());
        engine.join(a, b);
        alice.singTo(get(heard.get(0).opened()));
        bob.singTo(get(heard.get(1).opened()));
        get(alice.recorder().heard(60));
        get(bob.recorder().heard(60));

        assertThat(alice.recorder().share(1000, 30)).isGreaterThan(0.95);
        assertThat(bob.recorder().share(440, 30)).isGreaterThan(0.95);
        assertThat(alice.recorder().breaks(BUSY_MACHINE)).isZero();
    }

    @ParameterizedTest(name = "workers {0} and {1}, {2}")
    @CsvSource({
        "0, 0, AES_CM_128_HMAC_SHA1_80",
        "0, 1, AES_CM_128_HMAC_SHA1_80",
        "1, 1, AEAD_AES_128_GCM"
    })
    void aPageAndAPhoneHearEachOther(int first, int second, SrtpProfile profile) throws Exception {
        var alice = page(440, profile);
        var bob = new TestPhone(far, 1000, PCMA, EVENTS);
        var heard = List.of(new Heard(), new Heard());
        var a = engine.openWebRtc(first, alice.parameters(), heard.get(0));
        var b = engine.openRtp(second, "cname", Filler.COMFORT_NOISE, heard.get(1));
        b.remote(bob.remote());
        engine.join(a, b);
        alice.connectTo(engine.webRtcPort(first));
        bob.singTo(get(heard.get(1).opened()));
        get(heard.get(0).connectedOnce());
        alice.sings();
        get(alice.recorder().heard(50));
        int before = bob.recorder().packets().size();
        get(bob.recorder().heard(before + 50));

        assertThat(alice.recorder().share(1000, 30)).isGreaterThan(0.95);
        assertThat(bob.recorder().share(440, 30)).isGreaterThan(0.95);
        assertThat(bob.recorder().breaks(BUSY_MACHINE)).isZero();
        assertThat(engine.counted(Counted.FAULT)).isZero();
    }

    @Test
    void twoPagesOnTwoWorkersHearEachOther() throws Exception {
        var alice = page(440, COUNTER_MODE);
        var bob = page(1000, SrtpProfile.AEAD_AES_128_GCM);
        var heard = List.of(new Heard(), new Heard());
        var a = engine.openWebRtc(0, alice.parameters(), heard.get(0));
        var b = engine.openWebRtc(1, bob.parameters(), heard.get(1));
        engine.join(a, b);
        alice.connectTo(engine.webRtcPort(0));
        bob.connectTo(engine.webRtcPort(1));
        get(heard.get(0).connectedOnce());
        get(heard.get(1).connectedOnce());
        alice.sings();
        bob.sings();
        get(alice.recorder().heard(50));
        get(bob.recorder().heard(50));

        assertThat(alice.recorder().share(1000, 30)).isGreaterThan(0.95);
        assertThat(bob.recorder().share(440, 30)).isGreaterThan(0.95);
    }

    @Test
    void aPageHearsItsEcho() throws Exception {
        var alice = page(440, COUNTER_MODE);
        var heard = new Heard();
        engine.join(
                engine.openWebRtc(0, alice.parameters(), heard),
                engine.openApp(1, AppKind.ECHO, new Heard()));
        alice.connectTo(engine.webRtcPort(0));
        get(heard.connectedOnce());
        alice.sings();
        get(alice.recorder().heard(50));

        assertThat(alice.recorder().share(440, 30)).isGreaterThan(0.95);
    }

    @Test
    void aPageWithAnotherCertificateThanItsOfferNamesFails() throws Exception {
        var alice = page(440, COUNTER_MODE);
        var heard = new Heard();
        engine.openWebRtc(
                0,
                named(alice.parameters(), new DtlsPage(new SecureRandom(), _ -> {}).fingerprint()),
                heard);
        alice.connectTo(engine.webRtcPort(0));

        assertThat(get(heard.failedOnce()))
                .isEqualTo("The page's certificate is not the one that its offer named.");
        assertThat(heard.connectedOnce()).isNotDone();
    }

    @Test
    void aPageThatSaysGoodbyeIsLostAtOnce() throws Exception {
        var alice = page(440, COUNTER_MODE);
        var heard = new Heard();
        engine.openWebRtc(0, alice.parameters(), heard);
        alice.connectTo(engine.webRtcPort(0));
        get(heard.connectedOnce());
        alice.leaves();

        get(heard.lostOnce());
        assertThat(heard.news()).containsExactly("connected", "lost");
    }

    private TestPage page(double frequency, SrtpProfile profile) throws IOException {
        return new TestPage(far, TestPage.dtls(far, edge, profile), frequency, PCMA, EVENTS);
    }

    private static WebRtcParameters named(WebRtcParameters agreed, String fingerprint) {
        return new WebRtcParameters(
                agreed.localUfrag(),
                agreed.localPassword(),
                agreed.remoteUfrag(),
                agreed.remotePassword(),
                List.of(fingerprint),
                agreed.formats(),
                agreed.ssrc(),
                agreed.cname());
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }
}
