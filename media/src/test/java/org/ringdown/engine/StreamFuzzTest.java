package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.media.Codec;
import org.ringdown.worker.Counted;
import org.ringdown.worker.VirtualLoop;

/** A client that sends anything at all, and what was good with some of it changed: nothing is thrown, nothing is kept, and a good client is heard afterwards. */
class StreamFuzzTest {
    private static final int MESSAGES = 100_000;
    private static final long MOST_KEPT = 32 << 20;

    private static final List<byte[]> SOUNDS =
            hex(
                    "72" + "d5".repeat(160),
                    "82" + "ff".repeat(1024),
                    "b6" + "3e1bb5c6".repeat(17) + "ffff",
                    "52" + "a5".repeat(128),
                    "6a" + "5a".repeat(64),
                    "2efffb9064" + "00".repeat(200),
                    "af001210",
                    "af01" + "21".repeat(250),
                    "904f7075734f707573486561640102380180bb0000000000",
                    "914f707573fc" + "71".repeat(90),
                    "916d703461" + "21".repeat(90),
                    "");
    private static final List<byte[]> PICTURES =
            hex(
                    "17000000000142c01effe100106742c01e95a0780227e5c05a808080a001000468ce3c80",
                    "17010000000000000465888080",
                    "170100000000000fa065" + "88".repeat(3999),
                    "2701000010000000034188ff000000024199",
                    "90617663310142c01effe100106742c01e95a0780227e5c05a808080a001000468ce3c80",
                    "93617663310000000465888080",
                    "917670303810020000",
                    "2200112233445566",
                    "5000",
                    "");

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

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void whateverComes(long seed) {
        var random = new Random(seed);
        var alice = new TestClient(engine, 0, loop, Codec.PCMA);
        var bob = new TestClient(engine, 1, loop, Codec.PCMU, Codec.OPUS, Codec.SPEEX_WIDE);
        bob.media().plays(List.of(Codec.PCMU), List.of(Codec.H264, Codec.VP8));
        engine.join(alice.media(), bob.media());
        loop.pass(Duration.ofMillis(10));
        send(alice, bob, random, 1000);
        long before = used();
        send(alice, bob, random, MESSAGES);
        long kept = used() - before;

        assertThat(kept).isLessThan(MOST_KEPT);
        assertThat(loop.counters().of(Counted.MALFORMED)).isPositive();
        assertThat(loop.counters().of(Counted.NOT_UNDERSTOOD)).isPositive();
        loop.pass(Duration.ofSeconds(2));
        bob.messages().clear();
        alice.sing(440, Codec.PCMA, 160, Duration.ofSeconds(6));
        bob.messages().removeIf(message -> message.body().get(0) != (byte) 0x82);
        assertThat(bob.share(440, Codec.PCMU, 50)).isGreaterThan(0.95);
    }

    private void send(TestClient alice, TestClient bob, Random random, int count) {
        int timestamp = 0;
        for (int i = 0; i < count; i++) {
            timestamp =
                    random.nextInt(500) == 0 ? random.nextInt() : timestamp + random.nextInt(20);
            boolean sound = random.nextBoolean();
            var body = ByteBuffer.wrap(mutated(sound ? SOUNDS : PICTURES, random));
            if (sound) alice.media().sound(timestamp, body);
            else alice.media().picture(timestamp, body);
            if (random.nextInt(4) == 0) loop.pass(Duration.ofMillis(random.nextInt(20)));
            bob.messages().clear();
            alice.messages().clear();
            alice.news().clear();
            bob.news().clear();
        }
    }

    private static byte[] mutated(List<byte[]> good, Random random) {
        var bytes = good.get(random.nextInt(good.size())).clone();
        switch (random.nextInt(5)) {
            case 0 -> {
                bytes = new byte[random.nextInt(64)];
                random.nextBytes(bytes);
            }
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
            case 2, 3 -> {
                for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--)
                    bytes[random.nextInt(Math.min(bytes.length, 48))] = (byte) random.nextInt();
            }
            default -> {}
        }
        return bytes;
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static List<byte[]> hex(String... texts) {
        var all = new ArrayList<byte[]>();
        for (var text : texts) all.add(HexFormat.of().parseHex(text));
        return List.copyOf(all);
    }
}
