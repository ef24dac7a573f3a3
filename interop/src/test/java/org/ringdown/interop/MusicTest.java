package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;

/** Music out of a file: at 601, and for whoever is held. */
@Scenario
class MusicTest {
    private static final int HZ = 1150;

    @Test
    void theMusicOfAFileIsHeard(Lab lab) throws IOException {
        var baresip = lab.baresip();
        baresip.forget();
        var file = Files.createTempDirectory("music").resolve("tone.wav");
        Sound.tone(HZ, 48_000, Duration.ofSeconds(4)).writeWav(file);
        try (var gateway = Gateway.start(lab.folder("gateway-music"), "media.music=" + file);
                var page = PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", "music")) {
            page.dial("601");
            page.awaitAnswered();
            assertThat(page.awaitTone(HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();

            page.dial(baresip.uri("g722"));
            page.awaitAnswered();
            page.hold();
            Hearing.await(HZ, baresip::played);
        }
    }
}
