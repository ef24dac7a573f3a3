package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.media.AppKind;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.worker.Counted;
import org.ringdown.worker.VirtualLoop;

/** A client of messages and a phone of packets hear each other, to the millisecond. */
class StreamLegTest {
    private static final Format PCMA = new Format(8, Codec.PCMA);
    private static final Format PCMU = new Format(0, Codec.PCMU);
    private static final Format EVENTS = new Format(101, Codec.telephoneEvent(8000));

    private final VirtualLoop loop = new VirtualLoop();
    private MediaWorkers engine;

    @BeforeEach
    void start() throws IOException {
        engine = TestEngine.of(TestEngine.converting(), loop);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest(name = "messages of {0} bytes, workers 0 and {1}")
    @CsvSource({"160, 0", "320, 1", "1024, 0", "1000, 1", "7, 0"})
    void aPhoneHearsPacketsOf20MillisecondsWhateverTheMessagesHold(int bytes, int worker)
            throws IOException {
        var client = new TestClient(engine, 0, loop, Codec.PCMA);
        var phone = join(client, worker, PCMA, EVENTS);
        loop.pass(Duration.ofMillis(100));
        int noise = phone.recorder().packets().size();
        client.sing(440, Codec.PCMA, bytes, Duration.ofSeconds(3));

        var heard = phone.recorder().packets();
        assertThat(heard.size() - noise).isBetween(140, 151);
        assertThat(heard)
                .allSatisfy(packet -> assertThat(packet.payload().remaining()).isEqualTo(160));
        assertThat(phone.recorder().share(440, 100)).isGreaterThan(0.95);
        assertThat(phone.recorder().breaks(Duration.ofMillis(21).toNanos())).isZero();
        assertThat(loop.counters().of(Counted.NOT_UNDERSTOOD)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void aClientHearsThePhone(int worker) throws IOException {
        var client = new TestClient(engine, 0, loop, Codec.PCMA);
        var phone = join(client, worker, PCMA, EVENTS);
        loop.pass(Duration.ofSeconds(2));

        assertThat(client.news()).startsWith("connected", "waiting");
        assertThat(client.share(1000, Codec.PCMA, 50)).isGreaterThan(0.95);
        var messages = client.messages();
        assertThat(messages).hasSizeGreaterThan(90);
        for (int i = 1; i < messages.size(); i++)
            assertThat(messages.get(i).timestamp() - messages.get(i - 1).timestamp())
                    .isBetween(19, 21);
        assertThat(messages.getFirst().timestamp()).isZero();
        assertThat(messages.getFirst().body().get(0)).isEqualTo((byte) 0x72);
    }

    @Test
    void whoSharesNoCodecIsConverted() throws IOException {
        var client = new TestClient(engine, 0, loop, Codec.PCMU);
        var phone = join(client, 0, PCMA, EVENTS);
        client.sing(440, Codec.PCMU, 160, Duration.ofSeconds(3));

        assertThat(client.share(1000, Codec.PCMU, 50)).isGreaterThan(0.95);
        assertThat(phone.recorder().share(440, 50)).isGreaterThan(0.95);
    }

    @Test
    void aClientThatChangesItsCodecGoesOn() throws IOException {
        var client = new TestClient(engine, 0, loop, Codec.PCMU, Codec.PCMA);
        var phone = join(client, 0, PCMA, PCMU, EVENTS);
        client.sing(440, Codec.PCMA, 160, Duration.ofSeconds(1));
        assertThat(phone.recorder().packets().getLast().payloadType()).isEqualTo(8);
        int before = phone.recorder().packets().size();
        client.sing(440, Codec.PCMU, 160, Duration.ofSeconds(1));

        assertThat(phone.recorder().packets().getLast().payloadType()).isZero();
        assertThat(phone.recorder().packets().size() - before).isGreaterThanOrEqualTo(49);
        assertThat(loop.counters().of(Counted.NOT_UNDERSTOOD)).isZero();
    }

    @Test
    void keysAreHeardAsTonesAndAnEchoIsHeard() throws IOException {
        var client = new TestClient(engine, 0, loop, Codec.PCMA);
        engine.join(client.media(), engine.openApp(1, AppKind.ECHO, new Heard()));
        client.sing(440, Codec.PCMA, 160, Duration.ofSeconds(2));
        assertThat(client.share(440, Codec.PCMA, 50)).isGreaterThan(0.95);

        client.media().sendKeys("5", Duration.ofMillis(400), Duration.ofMillis(50));
        loop.pass(Duration.ofMillis(300));
        assertThat(client.share(770, Codec.PCMA, 10)).isGreaterThan(0.3);
        assertThat(client.share(1336, Codec.PCMA, 10)).isGreaterThan(0.3);
    }

    @Test
    void aSlowClientIsSparedWhatIsOld() throws IOException {
        var client = new TestClient(engine, 0, loop, Codec.PCMA);
        join(client, 0, PCMA, EVENTS);
        loop.pass(Duration.ofSeconds(1));
        client.stopReading();
        loop.pass(Duration.ofSeconds(60));
        int before = client.messages().size();
        loop.pass(Duration.ofSeconds(1));
        client.readOn();
        int missed = client.messages().size() - before;
        loop.pass(Duration.ofSeconds(2));

        assertThat(missed).isLessThanOrEqualTo(11);
        assertThat(client.messages().size() - before - missed).isBetween(98, 102);
        int gap =
                client.messages().getLast().timestamp() - client.messages().getFirst().timestamp();
        assertThat(gap).isBetween(63_500, 64_500);
        assertThat(loop.counters().of(Counted.NOT_SENT)).isGreaterThan(2900);
    }

    @Test
    void whatCannotBeReadIsCounted() throws IOException {
        var client = new TestClient(engine, 0, loop, Codec.PCMA);
        join(client, 0, PCMA, EVENTS);
        client.media().sound(0, ByteBuffer.wrap(new byte[] {(byte) 0xC0, 1, 2}));
        client.media().sound(0, ByteBuffer.allocate(0));
        client.media().sound(0, ByteBuffer.wrap(new byte[] {(byte) 0xF2, 1, 2}));
        loop.pass(Duration.ofMillis(20));

        assertThat(loop.counters().of(Counted.MALFORMED)).isOne();
        assertThat(loop.counters().of(Counted.NOT_UNDERSTOOD)).isOne();
    }

    @Test
    void afterTheEndNothingHappens() throws IOException {
        var client = new TestClient(engine, 0, loop, Codec.PCMA);
        var phone = join(client, 0, PCMA, EVENTS);
        client.media().close();
        loop.pass(Duration.ofSeconds(1));
        int before = client.messages().size();
        client.sing(440, Codec.PCMA, 160, Duration.ofSeconds(4));

        assertThat(client.messages()).hasSize(before);
        assertThat(phone.recorder().share(440, 10)).isLessThan(0.1);
    }

    private TestPhone join(TestClient client, int worker, Format... formats) throws IOException {
        var phone = new TestPhone(loop, 1000, formats);
        var heard = new Heard();
        var leg = engine.openRtp(worker, "cname", Filler.COMFORT_NOISE, heard);
        leg.remote(phone.remote());
        engine.join(client.media(), leg);
        loop.pass(Duration.ofMillis(1));
        phone.singTo(heard.opened().join());
        return phone;
    }
}
