package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.SoundCodecs;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.codec.ffmpeg.FfmpegCodecs;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.Transcoding;
import org.ringdown.rtmp.flv.Adts;
import org.ringdown.rtmp.flv.AudioSpecificConfig;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.FlvTag;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Counted;
import org.ringdown.worker.PortRange;
import org.ringdown.worker.VirtualLoop;

/** A phone of G.711 and clients of messages in every codec that ffmpeg sends, with what ffmpeg sent (5.1; Opus: 8.1): they hear each other. */
class StreamCodecsTest {
    private static final Format PCMA = new Format(8, Codec.PCMA);
    private static final Format EVENTS = new Format(101, Codec.telephoneEvent(8000));
    private static final int FLV_HEADER = 13;
    private static final int SOUND = 8;

    private final VirtualLoop loop = new VirtualLoop();
    private MediaWorkers engine;

    @BeforeAll
    static void load() {
        var codecs = new FfmpegCodecs();
        codecs.load();
        SoundCodecs.use(codecs);
    }

    @BeforeEach
    void start() throws IOException {
        var able = new Transcoding(StreamDecoder.known(), SoundCodecs.knownBeside(), true, false);
        var config =
                MediaConfig.at(
                                InetAddress.getLoopbackAddress(),
                                0,
                                new PortRange(20000, 20099),
                                Duration.ofSeconds(10))
                        .with(able);
        engine = new MediaWorkers(config, List.of(loop, loop), new ScriptedDtls(), new Random(1));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({
        "pcma",
        "pcmu",
        "speex",
        "nellymoser-8000",
        "nellymoser-11025",
        "nellymoser-16000",
        "nellymoser-22050",
        "aac-48000",
        "aac-44100-stereo",
        "mp3-44100",
        "opus"
    })
    void aPhoneHearsWhatFfmpegSends(String file) throws Exception {
        var client = new TestClient(engine, 0, loop, Codec.PCMA);
        var phone = join(client, 440);
        int at = 0;
        for (var tag : tags(file)) {
            loop.pass(Duration.ofMillis(Math.max(0, tag.timestamp() - at)));
            at = Math.max(at, tag.timestamp());
            if (tag.type() == SOUND) client.media().sound(tag.timestamp(), tag.body());
        }
        loop.pass(Duration.ofMillis(60));

        int packets = phone.recorder().packets().size();
        assertThat(packets).isBetween(85, 110);
        assertThat(phone.recorder().share(1000, packets - 50, packets - 15)).isGreaterThan(0.9);
        assertThat(loop.counters().of(Counted.NOT_UNDERSTOOD)).isZero();
        assertThat(loop.counters().of(Counted.MALFORMED)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "pcmu, 8000",
        "speex, 16000",
        "speex, 8000",
        "nellymoser, 8000",
        "nellymoser, 16000",
        "nellymoser, 22050",
        "aac, 44100",
        "aac, 48000"
    })
    void aClientHearsAPhoneInItsCodec(String name, int rate) throws Exception {
        var codec = new Codec(name, rate, 1);
        var client = new TestClient(engine, 0, loop, codec);
        join(client, 440);
        loop.pass(Duration.ofSeconds(4));

        var samples = new short[8 * 8000];
        int count = 0;
        var decoder = StreamDecoder.of(codec, 8000).orElseThrow();
        var decoded = new short[8000];
        int before = -1000;
        for (var message : client.messages()) {
            assertThat(message.timestamp()).isGreaterThanOrEqualTo(before);
            before = message.timestamp();
            for (var frame : frames(codec, message.body())) {
                int more = decoder.decode(frame, decoded);
                System.arraycopy(decoded, 0, samples, count, more);
                count += more;
            }
        }
        decoder.close();
        assertThat(count).isBetween(3 * 8000, 4 * 8000);
        assertThat(before).isBetween(3500, 4000);
        assertThat(Goertzel.share(samples, 8000, count, 8000, 440)).isGreaterThan(0.9);
    }

    @Test
    void aClientOfSpeexHearsMusicKeysAndARoom() throws Exception {
        var client = new TestClient(engine, 0, loop, Codec.SPEEX_WIDE);
        client.media().sendKeys("5", Duration.ofMillis(400), Duration.ofMillis(50));
        loop.pass(Duration.ofMillis(500));
        assertThat(share(client, 770)).isGreaterThan(0.3);
        client.messages().clear();
        client.media().music(true);
        loop.pass(Duration.ofSeconds(1));
        assertThat(client.messages()).hasSizeGreaterThan(30);

        var phone = new TestPhone(loop, 440, PCMA, EVENTS);
        var heard = new Heard();
        var leg = engine.openRtp(1, "cname", Filler.COMFORT_NOISE, heard);
        leg.remote(phone.remote());
        engine.join(client.media(), engine.openRoom("603", true, new Heard()));
        engine.join(leg, engine.openRoom("603", true, new Heard()));
        loop.pass(Duration.ofMillis(1));
        phone.singTo(heard.opened().join());
        client.messages().clear();
        loop.pass(Duration.ofSeconds(3));
        assertThat(share(client, 440)).isGreaterThan(0.9);
    }

    /** In the last second; a decoder of Speex needs some time before it says what it hears. */
    private static double share(TestClient client, double frequency) throws Exception {
        var decoder = StreamDecoder.of(Codec.SPEEX_WIDE, 8000).orElseThrow();
        var samples = new short[8000 * 8];
        var decoded = new short[160];
        int count = 0;
        for (var message : client.messages()) {
            decoder.decode(message.body().duplicate().position(1), decoded);
            System.arraycopy(decoded, 0, samples, count, 160);
            count += 160;
        }
        decoder.close();
        return Goertzel.share(samples, Math.max(0, count - 8000), count, 8000, frequency);
    }

    /** As the way in takes a message apart. */
    private static List<ByteBuffer> frames(Codec codec, ByteBuffer body) throws Exception {
        return switch (AudioTag.parse(body.duplicate())) {
            case AudioTag.Plain(_, _, _, _, var data) -> List.of(data);
            case AudioTag.Aac(var frame) -> List.of(adts(codec, frame));
            default -> List.of();
        };
    }

    private static ByteBuffer adts(Codec codec, ByteBuffer frame) {
        var config = new AudioSpecificConfig(2, codec.clockRate(), 1);
        var whole = ByteBuffer.allocate(2000);
        Adts.header(config, frame.remaining(), whole);
        return whole.put(frame).flip();
    }

    private TestPhone join(TestClient client, double frequency) throws IOException {
        var phone = new TestPhone(loop, frequency, PCMA, EVENTS);
        var heard = new Heard();
        var leg = engine.openRtp(1, "cname", Filler.COMFORT_NOISE, heard);
        leg.remote(phone.remote());
        engine.join(client.media(), leg);
        loop.pass(Duration.ofMillis(1));
        phone.singTo(heard.opened().join());
        return phone;
    }

    private static List<FlvTag> tags(String file) throws IOException, MalformedException {
        try (var in = StreamCodecsTest.class.getResourceAsStream("/flv/" + file + ".flv")) {
            var bytes = ByteBuffer.wrap(in.readAllBytes());
            return FlvTag.readAll(bytes.position(FLV_HEADER).slice());
        }
    }
}
