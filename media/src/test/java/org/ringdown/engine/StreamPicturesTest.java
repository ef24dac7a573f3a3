package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.codec.Tone;
import org.ringdown.media.Codec;
import org.ringdown.media.StreamMessage;
import org.ringdown.media.StreamMessage.Kind;
import org.ringdown.rtmp.flv.AvcConfiguration;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.flv.NalUnits;
import org.ringdown.rtmp.flv.VideoTag;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Counted;
import org.ringdown.worker.VirtualLoop;

/** Pictures from messages to packets and back, between two clients, under simulated time. */
class StreamPicturesTest {
    private static final ByteBuffer SPS = hex("6742c01e95a0780227e5c05a808080a0");
    private static final ByteBuffer PPS = hex("68ce3c80");
    private static final Duration FRAME = Duration.ofMillis(40);

    private final VirtualLoop loop = new VirtualLoop();
    private MediaWorkers engine;
    private TestClient alice;
    private TestClient bob;

    @BeforeEach
    void start() throws IOException {
        engine = TestEngine.of(TestEngine.converting(), loop);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void join(int worker, Codec picture) {
        alice = new TestClient(engine, 0, loop, Codec.PCMA);
        bob = new TestClient(engine, worker, loop, Codec.PCMU);
        bob.media().plays(List.of(Codec.PCMU), List.of(picture));
        engine.join(alice.media(), bob.media());
        loop.pass(Duration.ofMillis(10));
    }

    @ParameterizedTest(name = "workers 0 and {0}")
    @ValueSource(ints = {0, 1})
    void parameterSetsGoOnceAndPicturesWhole(int worker) throws Exception {
        join(worker, Codec.H264);
        alice.media().picture(0, parameters());
        for (int i = 0; i < 50; i++) {
            alice.media().picture(i * 40, picture(i % 25 == 0, 100 + 400 * i));
            loop.pass(FRAME);
        }

        var tags = tags(bob);
        assertThat(tags.getFirst()).isInstanceOf(VideoTag.AvcStart.class);
        var said = AvcConfiguration.parse(((VideoTag.AvcStart) tags.getFirst()).configuration());
        assertThat(said.sequenceParameterSets()).containsExactly(SPS);
        assertThat(said.pictureParameterSets()).containsExactly(PPS);
        assertThat(tags).hasSize(51);
        for (int i = 0; i < 50; i++) {
            var shown = (VideoTag.Avc) tags.get(1 + i);
            assertThat(shown.isKeyframe()).isEqualTo(i % 25 == 0);
            var units = NalUnits.split(shown.nalUnits(), 4);
            assertThat(units.getLast()).isEqualTo(unit(i % 25 == 0, 100 + 400 * i));
        }
        assertThat(loop.counters().of(Counted.NOT_UNDERSTOOD)).isZero();
    }

    @Test
    void parameterSetsInTheStreamAreNotSaidTwice() throws Exception {
        join(0, Codec.H264);
        alice.media().picture(0, parameters());
        var units = NalUnits.join(List.of(SPS, PPS, unit(true, 50)));
        alice.media().picture(0, new VideoTag.Avc(VideoTag.Frame.KEY, 0, units).body());
        loop.pass(FRAME);

        var shown = (VideoTag.Avc) tags(bob).getLast();
        assertThat(shown.nalUnits()).isEqualTo(units);
    }

    @Test
    void theEnhancedFormOfH264IsTheSame() throws Exception {
        join(0, Codec.H264);
        var configuration = AvcConfiguration.of(SPS, PPS).bytes();
        alice.media().picture(0, new VideoTag.Start(FourCc.AVC, configuration).body());
        var units = NalUnits.join(List.of(unit(true, 3000)));
        var coded = new VideoTag.Coded(VideoTag.Frame.KEY, FourCc.AVC, 0, units);
        alice.media().picture(0, coded.body());
        loop.pass(FRAME);

        assertThat(tags(bob)).hasSize(2);
    }

    @Test
    void whoJoinsLateSeesTheNextKeyframe() throws Exception {
        alice = new TestClient(engine, 0, loop, Codec.PCMA);
        alice.media().picture(0, parameters());
        alice.media().picture(0, picture(true, 1000));
        loop.pass(FRAME);
        bob = new TestClient(engine, 0, loop, Codec.PCMU);
        bob.media().plays(List.of(Codec.PCMU), List.of(Codec.H264));
        engine.join(alice.media(), bob.media());
        loop.pass(FRAME);
        assertThat(alice.news()).contains("keyframe wanted");
        for (int i = 1; i < 11; i++) {
            alice.media().picture(i * 40, picture(i == 10, 1000));
            loop.pass(FRAME);
        }

        assertThat(tags(bob)).hasSize(2).last().matches(VideoTag::isKeyframe);
    }

    @Test
    void aSlowClientGoesOnWithAKeyframe() throws Exception {
        join(0, Codec.H264);
        alice.media().picture(0, parameters());
        for (int i = 0; i < 200; i++) {
            if (i == 30) bob.stopReading();
            if (i == 110) bob.readOn();
            alice.media().picture(i * 40, picture(i % 50 == 0, 5000));
            loop.pass(FRAME);
        }

        var tags = tags(bob);
        assertThat(tags.size()).isBetween(80, 160);
        assertThat(alice.news()).contains("keyframe wanted");
        var times =
                bob.messages().stream()
                        .filter(message -> message.kind() == Kind.PICTURE)
                        .map(StreamMessage::timestamp)
                        .toList();
        assertThat(times).isSorted();
        int gap = 0;
        while (times.get(gap + 1) - times.get(gap) < 1000) gap++;
        assertThat(tags.get(gap + 1)).matches(VideoTag::isKeyframe);
        assertThat(times.getLast()).isBetween(199 * 40 - 50, 199 * 40 + 50);
        assertThat(loop.counters().of(Counted.NOT_SENT)).isPositive();
    }

    @ParameterizedTest(name = "a picture {0} ms after its sound, workers 0 and {1}")
    @CsvSource({"0, 0", "90, 1", "250, 0"})
    void lipsStayWithTheVoiceWhereSoundIsConverted(int late, int worker) {
        join(worker, Codec.H264);
        var encoder = SoundEncoder.of(Codec.PCMA).orElseThrow();
        var samples = new short[160];
        alice.media().picture(0, parameters());
        var seen = new ArrayList<Integer>();
        int frames = 30 * 50;
        for (int i = 0; i < frames; i++) {
            boolean clap = i % 100 == 50;
            new Tone(8000, clap ? 0.9 : 0.0, 1000).fill(samples, 160);
            var body = ByteBuffer.allocate(161).put((byte) 0x72);
            encoder.encode(samples, 160, body);
            alice.media().sound(i * 20, body.flip());
            int shown = i - late / 20;
            if (shown >= 0 && shown % 2 == 0)
                alice.media().picture(shown * 20, picture(shown % 100 == 50, 500));
            loop.pass(Duration.ofMillis(20));
        }

        for (var message : bob.messages()) {
            if (message.kind() == Kind.PICTURE && tag(message).isKeyframe())
                seen.add(message.timestamp());
        }
        var heard = claps(bob);
        assertThat(seen).hasSizeGreaterThan(10);
        assertThat(heard).hasSameSizeAs(seen);
        for (int i = 5; i < seen.size(); i++) // until the first reports, five seconds
        assertThat(seen.get(i) - heard.get(i)).isBetween(-40, 40);
    }

    /** When something loud begins. */
    private static List<Integer> claps(TestClient client) {
        var decoder = StreamDecoder.of(Codec.PCMU, 8000).orElseThrow();
        var samples = new short[160];
        var claps = new ArrayList<Integer>();
        boolean loud = false;
        for (var message : client.messages()) {
            if (message.kind() != Kind.SOUND) continue;
            int count = decoder.decode(message.body().duplicate().position(1), samples);
            int first = 0;
            while (first < count && Math.abs(samples[first]) < 5000) first++;
            if (first < count && !loud) claps.add(message.timestamp() + first / 8);
            loud = first < count;
        }
        return claps;
    }

    private static ByteBuffer parameters() {
        try {
            return new VideoTag.AvcStart(AvcConfiguration.of(SPS, PPS).bytes()).body();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuffer picture(boolean key, int size) {
        var frame = key ? VideoTag.Frame.KEY : VideoTag.Frame.INTER;
        return new VideoTag.Avc(frame, 0, NalUnits.join(List.of(unit(key, size)))).body();
    }

    private static ByteBuffer unit(boolean key, int size) {
        var unit = ByteBuffer.allocate(size);
        unit.put((byte) (key ? 0x65 : 0x41)).put((byte) 0x88);
        for (int i = 2; i < size; i++) unit.put((byte) (i * 7 % 251 + 1));
        return unit.flip();
    }

    private static List<VideoTag> tags(TestClient client) {
        return client.messages().stream()
                .filter(message -> message.kind() == Kind.PICTURE)
                .map(StreamPicturesTest::tag)
                .toList();
    }

    private static VideoTag tag(StreamMessage message) {
        try {
            return VideoTag.parse(message.body().duplicate());
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuffer hex(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text));
    }
}
