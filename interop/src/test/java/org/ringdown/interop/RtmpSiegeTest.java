package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.interop.flood.RtmpAssault;
import org.ringdown.interop.flood.RtmpCrowd;
import org.ringdown.interop.flood.RtmpText;
import org.ringdown.interop.phone.Breaks;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.sound.G711;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;
import org.ringdown.rtmp.amf.AmfValue;

/** Whatever may come to an RTMP port from the open Internet: a call of RTMP and one of SIP go on meanwhile, no sound is lost, and nothing is kept. */
@Scenario
@Alone
class RtmpSiegeTest {
    private static final int ENCODER_HZ = 700;
    private static final int PHONE_HZ = 1500;
    private static final int KEYS = 101;
    private static final Digest BOB = new Digest("bob", "red queen, off with it");
    private static final int CROWD = 500;
    private static final int DAMAGED = 10_000;
    private static final int DEAF = 50;
    private static final long MOST_KEPT_KILOBYTES = 16 * 1024;
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    private static Gateway gateway;

    private final Random random = new Random(1935);
    private RtmpCrowd crowd;
    private ScriptedPhone phone;
    private PhoneCall call;
    private FfmpegStream encoder;
    private FfmpegStream player;
    private long heap;
    private long began;
    private int played;

    /** With a heap that a few hundred megabytes of promises would not fit into. */
    @BeforeAll
    static void start(Lab lab) {
        gateway = Gateway.ofSize("256m", lab.folder("rtmp-siege"), CONFIGURATION);
    }

    private static final String CONFIGURATION =
            """
            http: {port: 0}
            sip: {port: 0}
            media: {webrtc-port: 0}
            rtmp: {port: 0}
            users: {bob: {password: "%s"}}
            routes: [{to: "600", app: builtin}]
            limits: {per-user: {calls-per-hour: off}}
            """
                    .formatted(BOB.password());

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void talk(Lab lab) {
        crowd = new RtmpCrowd(gateway.rtmpPort());
        var folder = lab.folder("rtmp-siege-streams");
        phone = ScriptedPhone.open("undisturbed");
        call = phone.dial(gateway.uri("600"), List.of("PCMA"), Optional.of(BOB));
        call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
        call.awaitAnswer(SOON);
        encoder = FfmpegStream.publish(folder, echo(), ENCODER_HZ, 160);
        player = FfmpegStream.play(folder, echo());
        assertThat(player.awaitTone(ENCODER_HZ).good()).isTrue();
        assertThat(call.rtp().awaitTone(PHONE_HZ).good()).isTrue();
        heap = gateway.liveHeap();
        played = heard().samples().length;
        began = System.nanoTime();
    }

    @AfterEach
    void hangUp() {
        call.hangup();
        encoder.stop(SOON);
        encoder.close();
        player.close();
        phone.close();
        gateway.awaitQuiet(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @EnumSource
    void isClosed(RtmpAssault assault) throws Exception {
        var outlived = crowd.at(CROWD, CROWD, socket -> RtmpCrowd.outlived(socket, says(assault)));
        System.out.printf(
                "%s: closed after %d to %d ms%n",
                assault,
                Collections.min(outlived).toMillis(),
                Collections.max(outlived).toMillis());
        assertNothingLost();
    }

    private synchronized byte[] says(RtmpAssault assault) {
        return assault.says(random);
    }

    @Test
    void chunksOfOneByteInPacketsOfOneByte() throws Exception {
        var connect =
                RtmpText.connectInChunksOfOne(
                        List.of(AmfValue.of("bob"), AmfValue.of(BOB.password())));
        var greeted =
                crowd.at(
                        CROWD,
                        CROWD,
                        socket -> {
                            socket.getOutputStream().write(connect, 0, 3000);
                            var rest = Arrays.copyOfRange(connect, 3000, connect.length);
                            return RtmpCrowd.spells(socket, rest, "_result");
                        });
        assertThat(greeted).hasSize(CROWD).containsOnly(true);
        assertNothingLost();
    }

    @Test
    void whoNeverReads() throws Exception {
        var connect = RtmpText.connect(List.of(AmfValue.of("bob"), AmfValue.of(BOB.password())));
        var questions = RtmpText.questions(100);
        var poured = crowd.at(DEAF, DEAF, socket -> RtmpCrowd.pours(socket, connect, questions));
        System.out.printf(
                "who never reads: closed after %d ms%n", Collections.max(poured).toMillis());
        assertNothingLost();
    }

    @Test
    void damagedTalk() throws Exception {
        var good = RtmpText.talk();
        crowd.at(20, DAMAGED, socket -> RtmpCrowd.passesBy(socket, damaged(good)));
        assertNothingLost();
    }

    /** Cut, or with some of its bytes changed, most often behind the handshake, where there is something to be read. */
    private synchronized byte[] damaged(byte[] good) {
        int from = random.nextInt(20) == 0 ? 0 : Math.min(3073, good.length);
        int size = random.nextInt(4) == 0 ? random.nextInt(from, good.length) : good.length;
        var bytes = Arrays.copyOf(good, size);
        for (int changes = random.nextInt(1, 9); changes > 0 && size > from; changes--)
            bytes[random.nextInt(from, size)] ^= (byte) random.nextInt(1, 256);
        return bytes;
    }

    /** Both calls, to the last packet; and the next one can be made. */
    private void assertNothingLost() {
        assertThat(call.rtp().awaitTone(PHONE_HZ).good()).isTrue();
        assertThat(Breaks.of(call.rtp().arrivals(), 8000, KEYS)).isEmpty();
        assertThat(Hearing.of(call.rtp().heardSince(began), PHONE_HZ).longestGap())
                .isLessThanOrEqualTo(Hearing.GOOD_GAP);
        var lasted = Duration.ofNanos(System.nanoTime() - began);
        var meanwhile = heard().slice(Duration.ofMillis(played / 8), lasted);
        var sound = Hearing.of(meanwhile, ENCODER_HZ);
        assertThat(sound.toned()).isGreaterThan(lasted.minus(SHORTLY));
        assertThat(sound.longestGap()).isLessThanOrEqualTo(Hearing.GOOD_GAP);
        Patience.await(
                "heap as before: " + heap + " kB",
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                () ->
                        gateway.liveHeap() < heap + MOST_KEPT_KILOBYTES
                                ? Optional.of(true)
                                : Optional.empty());
        assertThat(gateway.log())
                .doesNotContain("ERROR")
                .doesNotContain("Exception")
                .doesNotContain("OutOfMemory");
    }

    private Sound heard() {
        return Sound.readRaw(player.file(), 8000);
    }

    private static String echo() {
        return "rtmp://127.0.0.1:%d/call/600?user=bob&password=%s"
                .formatted(gateway.rtmpPort(), BOB.password().replace(" ", "%20"));
    }
}
