package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.flood.Flood;
import org.ringdown.interop.flood.Pace;
import org.ringdown.interop.flood.RtmfpFlood;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.rtmp.RtmfpRelay;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;

/** Strangers greet without end, from thousands of addresses: who calls by RTMFP loses no sound, nobody is sent more than it sent, and nothing is kept. */
@Scenario
@Alone
class RtmfpFloodTest {
    private static final int HZ = 700;
    private static final int RATE = 8000;
    private static final int ADDRESSES = 5_000;
    private static final Pace FLOOD = new Pace(40_000); // of which a quarter are greetings
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration SHORTLY = Duration.ofSeconds(1);
    private static final long MOST_KEPT_KILOBYTES = 16 * 1024;
    private static final String PASSWORD = "red queen, off with it";
    private static final String CONFIGURATION =
            """
            http: {port: 0}
            sip: {port: 0}
            media: {webrtc-port: 0}
            rtmfp: {port: 0}
            users: {bob: {password: "%s"}}
            routes: [{to: "600", app: builtin}]
            """
                    .formatted(PASSWORD);

    @Test
    void aCallGoesOnWhileStrangersGreet(Lab lab) throws Exception {
        var folder = lab.folder("rtmfp-flood");
        try (var gateway = Gateway.ofSize("256m", folder, CONFIGURATION);
                var road = RtmfpRelay.open(gateway.rtmfpPort(), true, 0);
                var encoder = FfmpegStream.publish(folder, echo(road), HZ, 160);
                var player = FfmpegStream.play(folder, echo(road))) {
            assertThat(player.awaitTone(HZ).good()).isTrue();
            long heap = gateway.liveHeap();
            var before = heard(player).length();
            var target =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.rtmfpPort());
            try (var flood = Flood.begin(ADDRESSES, target, FLOOD, new RtmfpFlood())) {
                Patience.await(
                        "sound of " + TIME,
                        TIME.multipliedBy(2),
                        () -> heard(player).length().minus(before).compareTo(TIME) > 0);
                var tally = flood.end();
                System.out.println("RTMFP: " + tally);
                assertThat(tally.answers()).isPositive().isLessThanOrEqualTo(tally.packets());
                assertThat(tally.answeredBytes()).isLessThanOrEqualTo(tally.bytes());
                assertThat(tally.packets()).isGreaterThan(100_000);
            }

            var all = heard(player);
            var sound = Hearing.of(all.slice(before, all.length()), HZ);
            assertThat(sound.longestGap()).isLessThanOrEqualTo(Hearing.GOOD_GAP);
            assertThat(sound.toned()).isGreaterThan(TIME.minus(SHORTLY));
            assertThat(gateway.liveHeap()).isLessThan(heap + MOST_KEPT_KILOBYTES);
            encoder.stop(Lab.SOON);
        }
    }

    private static Sound heard(FfmpegStream player) {
        return Sound.readRaw(player.file(), RATE);
    }

    private static String echo(RtmfpRelay road) {
        return "rtmp://127.0.0.1:%d/call/600?user=bob&password=%s"
                .formatted(road.port(), PASSWORD.replace(" ", "%20"));
    }
}
