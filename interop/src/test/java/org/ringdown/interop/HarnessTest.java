package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.PageServer;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.peer.SoundServer;
import org.ringdown.interop.phone.Breaks;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.sound.G711;

/** The peers among themselves, without the program: what they report about each other can be believed. */
@Tag("interop")
class HarnessTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Path FOLDER = Path.of("target/interop/harness").toAbsolutePath();

    @Test
    void aScriptedPhoneAndBaresipHearEachOther() {
        try (var sound = SoundServer.start(FOLDER.resolve("pulse"));
                var baresip =
                        Baresip.start(
                                FOLDER.resolve("baresip"),
                                sound,
                                700,
                                List.of(Baresip.callee("auto", "pcma/8000/1", true)));
                var phone = ScriptedPhone.open("scripted")) {
            var call = phone.dial(baresip.uri("auto"), List.of("PCMA"), Optional.empty());
            call.rtp().say(Voice.tone(G711.PCMA, 1000));
            call.awaitAnswer(SOON);

            assertThat(call.rtp().awaitTone(700).good()).isTrue();
            assertThat(baresip.awaitTone(1000).good()).isTrue();
            assertThat(Breaks.of(call.rtp().arrivals(), 8000, 101)).isEmpty();
            int seen = baresip.control().events();
            call.rtp().press("1#");
            baresip.control().awaitEvent("CALL_DTMF_END", seen, SOON);
            assertThat(baresip.control().parameters("CALL_DTMF_START", seen).getFirst())
                    .isEqualTo("1");
            call.hangup();

            baresip.control().dial(phone.uri());
            var back = phone.awaitCall(SOON);
            back.ring();
            back.rtp().say(Voice.tone(G711.PCMA, 1500));
            back.answer("PCMA");
            assertThat(back.rtp().awaitTone(700).good()).isTrue();
            assertThat(baresip.awaitTone(1500).good()).isTrue();
            baresip.control().press('5');
            Patience.await("key of baresip", SOON, () -> back.rtp().keysHeard().equals("5"));
            baresip.control().hangup();
            back.awaitHangup(SOON);
        }
    }

    @Test
    void sippSpeaksToAScriptedPhone() {
        try (var phone = ScriptedPhone.open("scripted");
                var sipp =
                        Sipp.calling(
                                FOLDER.resolve("sipp-call"),
                                "call-tone",
                                Ports.free(),
                                phone.port(),
                                "scripted",
                                "x",
                                "y",
                                1500,
                                "-m",
                                "1",
                                "-d",
                                "4000")) {
            var call = phone.awaitCall(SOON);
            call.ring();
            call.answer("PCMA");
            assertThat(call.rtp().awaitTone(1500).good()).isTrue();
            assertThat(Breaks.of(call.rtp().arrivals(), 8000, 101)).isEmpty();
            call.awaitHangup(SOON);
            assertThat(sipp.awaitSuccess(SOON)).isEqualTo(new Sipp.Count(1, 0));
        }
    }

    @Test
    void sippPressesKeys() {
        try (var phone = ScriptedPhone.open("scripted");
                var sipp =
                        Sipp.calling(
                                FOLDER.resolve("sipp-keys"),
                                "call-keys",
                                Ports.free(),
                                phone.port(),
                                "scripted",
                                "x",
                                "y",
                                1500,
                                "-m",
                                "1",
                                "-d",
                                "4000")) {
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            call.awaitHangup(SOON);
            assertThat(call.rtp().keysHeard()).isEqualTo("147#");
            assertThat(sipp.awaitSuccess(SOON)).isEqualTo(new Sipp.Count(1, 0));
        }
    }

    @Test
    void aScriptedPhoneHearsSippAndItself() {
        try (var tone = Sipp.answering(FOLDER.resolve("sipp-tone"), "answer-tone", 1500);
                var echo =
                        Sipp.answering(
                                FOLDER.resolve("sipp-echo"), "answer-echo", 1500, "-rtp_echo");
                var phone = ScriptedPhone.open("scripted")) {
            var call = phone.dial(tone.uri("x"), List.of("PCMA"), Optional.empty());
            call.awaitAnswer(SOON);
            assertThat(call.rtp().awaitTone(1500).good()).isTrue();
            call.hangup();
            var other = phone.dial(echo.uri("x"), List.of("PCMA"), Optional.empty());
            other.rtp().say(Voice.tone(G711.PCMA, 1000));
            other.awaitAnswer(SOON);
            assertThat(other.rtp().awaitTone(1000).good()).isTrue();
            other.hangup();
        }
    }

    @Test
    void chromiumHearsItsOwnMicrophone() {
        try (var pages = PageServer.start();
                var browser = Browser.chromium(FOLDER.resolve("chromium"), Map.of());
                var page = browser.open(pages.origin() + "/loopback.html", "one")) {
            page.await("ear", SOON, "window.lab");
            assertThat(page.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
        }
    }

    @Test
    void firefoxHearsItsOwnMicrophone() {
        try (var pages = PageServer.start();
                var sound = SoundServer.start(FOLDER.resolve("pulse-firefox"));
                var browser = Browser.firefox(FOLDER.resolve("firefox"), sound.environment());
                var page = browser.open(pages.origin() + "/loopback.html", "one")) {
            page.await("ear", SOON, "window.lab");
            assertThat(page.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
        }
    }
}
