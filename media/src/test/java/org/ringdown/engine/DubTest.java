package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.RtpMedia;
import org.ringdown.worker.Counted;
import org.ringdown.worker.VirtualLoop;

/** A stream is heard in place of a far end, which itself hears its partner as before. */
class DubTest {
    private static final Format PCMA = new Format(8, Codec.PCMA);
    private static final Format PCMU = new Format(0, Codec.PCMU);
    private static final Format EVENTS = new Format(101, Codec.telephoneEvent(8000));
    private static final double ALICE_HZ = 1000;
    private static final double BOB_HZ = 1500;
    private static final double STREAM_HZ = 440;
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private final VirtualLoop loop = new VirtualLoop();
    private MediaWorkers engine;

    /** A phone and its leg. */
    private record End(TestPhone phone, RtpMedia leg) {
        double hears(double frequency) {
            return phone.recorder().share(frequency, 50);
        }
    }

    @BeforeEach
    void start() throws IOException {
        engine = TestEngine.of(TestEngine.converting(), loop);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private End open(int worker, double frequency, Format format) throws IOException {
        var phone = new TestPhone(loop, frequency, format, EVENTS);
        var heard = new Heard();
        var leg = engine.openRtp(worker, "cname", Filler.COMFORT_NOISE, heard);
        leg.remote(phone.remote());
        loop.pass(Duration.ofMillis(1));
        phone.singTo(heard.opened().join());
        return new End(phone, leg);
    }

    @ParameterizedTest(name = "in {0}, workers 0 and {1}")
    @CsvSource({"pcma, 0", "pcma, 1", "pcmu, 0", "pcmu, 1"})
    void thePartnerHearsTheStreamUntilItEnds(String codec, int worker) throws IOException {
        var alice = open(0, ALICE_HZ, PCMA);
        var bob = open(worker, BOB_HZ, PCMA);
        engine.join(alice.leg(), bob.leg());
        loop.pass(A_WHILE);
        var voice = new TestClient(engine.dub(alice.leg()), loop);
        voice.sing(STREAM_HZ, new Codec(codec, 8000, 1), 160, A_WHILE);
        assertThat(bob.hears(STREAM_HZ)).isGreaterThan(0.95);
        assertThat(alice.hears(BOB_HZ)).isGreaterThan(0.95);

        voice.media().close();
        loop.pass(A_WHILE);
        assertThat(bob.hears(ALICE_HZ)).isGreaterThan(0.95);
        assertThat(alice.hears(BOB_HZ)).isGreaterThan(0.95);
        assertThat(bob.phone().recorder().breaks(Duration.ofMillis(21).toNanos())).isZero();
        assertThat(loop.counters().of(Counted.NOT_UNDERSTOOD)).isZero();
        assertThat(engine.openLegs()).isEqualTo(2);
    }

    @Test
    void whoeverIsJoinedLaterHearsTheStreamToo() throws IOException {
        var alice = open(0, ALICE_HZ, PCMA);
        var voice = new TestClient(engine.dub(alice.leg()), loop);
        var bob = open(1, BOB_HZ, PCMU);
        engine.join(alice.leg(), bob.leg());
        voice.sing(STREAM_HZ, Codec.PCMA, 160, A_WHILE);
        assertThat(bob.hears(STREAM_HZ)).isGreaterThan(0.95);
    }

    @Test
    void theNewestStreamIsHeard() throws IOException {
        var alice = open(0, ALICE_HZ, PCMA);
        var bob = open(0, BOB_HZ, PCMA);
        engine.join(alice.leg(), bob.leg());
        var first = new TestClient(engine.dub(alice.leg()), loop);
        first.sing(STREAM_HZ, Codec.PCMA, 160, A_WHILE);
        var second = new TestClient(engine.dub(alice.leg()), loop);
        first.media().close();
        second.sing(700, Codec.PCMA, 160, A_WHILE);
        assertThat(bob.hears(700)).isGreaterThan(0.95);
        assertThat(bob.phone().recorder().breaks(Duration.ofMillis(21).toNanos())).isZero();
    }

    @Test
    void aStreamOutlivesWhomItWasHeardForAndIsHeardNoMore() throws IOException {
        var alice = open(0, ALICE_HZ, PCMA);
        var bob = open(0, BOB_HZ, PCMA);
        engine.join(alice.leg(), bob.leg());
        var voice = new TestClient(engine.dub(alice.leg()), loop);
        voice.sing(STREAM_HZ, Codec.PCMA, 160, A_WHILE);
        alice.leg().close();
        voice.sing(STREAM_HZ, Codec.PCMA, 160, A_WHILE);
        assertThat(bob.hears(STREAM_HZ)).isLessThan(0.1);
        voice.media().close();
        loop.pass(Duration.ofMillis(20));
        assertThat(engine.openLegs()).isOne();
    }
}
