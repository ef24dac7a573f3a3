package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ringdown.interop.Lab.BARESIP_HZ;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.Ffmpeg;
import org.ringdown.interop.sound.Hearing;

/** A page has its call to baresip recorded: who is recorded hears and sees it, and ffmpeg plays each side out of its channel. */
@Scenario
class RecordingTest {
    private static final int BEEP_HZ = 1400;
    private static final int RATE = 16_000;
    private static final Duration LENGTH = Duration.ofSeconds(2);

    private static Gateway gateway(Lab lab, Path files, Baresip baresip, String format) {
        return Gateway.start(
                lab.folder("gateway-recording-" + format),
                "recording.folder=" + files,
                "recording.format=" + format,
                "recording.beep=2s",
                "trunks={lab: {uri: \"sip:127.0.0.1:%d\"}}".formatted(baresip.port()),
                "routes=[{to: g722, trunk: lab, record: on-request}, {to: pcma, trunk: lab, record: always},"
                        + " {to: pcmu, trunk: lab}]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"wav, g722, pcm_s16le", "opus, pcma, opus"})
    void eachSideIsInItsChannel(String format, String callee, String codec, Lab lab)
            throws IOException {
        var baresip = lab.baresip();
        baresip.forget();
        var files = Files.createTempDirectory("recordings").resolve("made");
        try (var gateway = gateway(lab, files, baresip, format);
                var page = PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", format)) {
            isRefusedWhereTheRouteDoesNotAllowIt(page);
            page.dial(callee);
            page.awaitAnswered();
            page.record(true);
            page.awaitTone(BARESIP_HZ);
            awaitBeep(baresip);
            Patience.await(
                    "both sides in the file",
                    SOON,
                    Duration.ofMillis(500),
                    () -> hasBoth(only(files)) ? Optional.of(true) : Optional.empty());
            page.hangup();
            page.awaitEnd();
            gateway.awaitQuiet(SOON);

            var file = only(files);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files)))
                    .isEqualTo("rwx------");
            assertThat(Ffmpeg.probe(file, "-show_entries", "stream=codec_name,channels"))
                    .isEqualToIgnoringWhitespace(codec + ",2");
            assertThat(hasBoth(file)).isTrue();
        }
    }

    private static void isRefusedWhereTheRouteDoesNotAllowIt(PhonePage page) {
        page.dial("pcmu");
        page.awaitAnswered();
        assertThatThrownBy(() -> page.record(true)).hasMessageContaining("may not be recorded");
        page.hangup();
        page.awaitEnd();
    }

    private static void awaitBeep(Baresip baresip) {
        Patience.await(
                "a beep",
                SOON,
                Duration.ofMillis(200),
                () ->
                        Hearing.of(baresip.heard(), BEEP_HZ).toned().toMillis() >= 140
                                ? Optional.of(true)
                                : Optional.empty());
    }

    private static Path only(Path folder) {
        try (var files = Files.list(folder)) {
            var all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What ffmpeg makes of it: the page, who called, at the left, and baresip at the right. */
    private static boolean hasBoth(Path file) {
        var left = Ffmpeg.channel(file, 0, RATE);
        var right = Ffmpeg.channel(file, 1, RATE);
        return Hearing.goodStretch(left, Browser.MICROPHONE_HZ, LENGTH).isPresent()
                && Hearing.goodStretch(right, BARESIP_HZ, LENGTH).isPresent()
                && Hearing.of(left, BARESIP_HZ).share() < 0.01
                && Hearing.of(right, Browser.MICROPHONE_HZ).share() < 0.01;
    }
}
