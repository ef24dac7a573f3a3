package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.sound.G711;

/** The phone at {@code /} is used as somebody uses it all day: by keys alone, by lists, beside other windows, with and without a microphone. */
@Scenario
class SoftphoneTest {
    private static final Optional<Digest> BOB = Optional.of(new Digest("bob", "bob"));
    private static final int TONE = 1500;

    @Test
    void aWholeCallTakesNothingButKeys(Lab lab) {
        try (var far = ScriptedPhone.open("keys");
                var phone = Softphone.opened(lab, "ui-keys", "")) {
            phone.tabTo("alice");
            phone.press("Enter");
            phone.awaitState("registered");
            for (char key : far.uri().toCharArray()) phone.press(String.valueOf(key));
            phone.press("Enter");
            var call = answered(far);
            phone.awaitCall("active");
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            phone.awaitText("[role=status]", "Connected");

            phone.press("5", "#");
            phone.awaitText(".sent", "5#");
            phone.press("Escape");
            phone.await("keypad that is folded", "ui.querySelector('.pad').hidden");
            assertThat(phone.focused()).isEqualTo("Keypad");
            phone.press("m");
            phone.awaitText(".state", "your microphone is muted");
            phone.press("m", "h");
            phone.awaitText(".state", "On hold");
            phone.press("h");
            phone.awaitCall("active");
            phone.press("q");
            phone.await(
                    "figures of both legs",
                    "/PCMA/.test(ui.querySelector('.details')?.textContent) && ui.querySelector('.quality').dataset.level !== 'unknown'");
            phone.press("Escape");

            phone.tabTo("Hang up");
            phone.press("Enter");
            call.awaitHangup(SOON);
            phone.awaitText(".outcome", "You hung up.");
            phone.awaitText("[role=status]", "Call ended. You hung up.");
            phone.await("focus in the field", "ui.activeElement?.matches('.number')");
        }
    }

    @Test
    void whoLooksElsewhereIsTold(Lab lab) {
        var elsewhere =
                """
                window.told = [];
                window.Notification = class {
                  static permission = 'granted';
                  static requestPermission() { return Promise.resolve('granted'); }
                  constructor(title, { body }) { told.push(`${title}: ${body}`); }
                  close() { told.push('closed'); }
                };
                Object.defineProperty(Document.prototype, 'hasFocus', { value: () => false });
                navigator.mediaSession.setActionHandler = (action, handler) => { (window.headset ??= {})[action] = handler; };
                """;
        try (var bob = ScriptedPhone.open("bob");
                var phone = Softphone.signedIn(lab, "ui-told", "alice", elsewhere)) {
            var call = bob.dial(lab.gateway().uri("alice"), List.of("PCMA"), BOB);
            phone.await("message of the system", "window.told.join() === 'bob: Incoming call'");
            phone.await("title that says so", "document.title.includes('bob is calling')");
            phone.awaitText("[role=alert]", "Incoming call from bob");
            phone.run("headset.play()");
            call.awaitAnswer(SOON);
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            phone.await("message that is gone", "window.told.at(-1) === 'closed'");
            phone.run("headset.pause()");
            phone.awaitText(".state", "muted");
            phone.run("headset.hangup()");
            call.awaitHangup(SOON);
        }
    }

    @Test
    void enterAnswersAndEscSilences(Lab lab) {
        try (var bob = ScriptedPhone.open("bob");
                var phone = Softphone.signedIn(lab, "ui-answer", "alice")) {
            var call = bob.dial(lab.gateway().uri("alice"), List.of("PCMA"), BOB);
            phone.awaitText(".kicker", "Incoming call");
            phone.press("Escape");
            phone.await("no ringing", "ui.querySelector('.incoming .quiet').disabled");
            phone.press("Enter");
            call.awaitAnswer(SOON);
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            call.hangup();
            phone.awaitText(".outcome", "The other side hung up.");
        }
    }

    @Test
    void whoIsNotToBeDisturbedIsBusyForCallers(Lab lab) {
        try (var bob = ScriptedPhone.open("bob");
                var phone = Softphone.signedIn(lab, "ui-disturb", "alice");
                var other = Softphone.signedIn(lab, "ui-disturb", "alice")) {
            phone.click(".tab[data-to=settings]");
            phone.click(".setting:first-of-type label");
            phone.awaitText("header", "Do not disturb");
            other.awaitText("header", "Do not disturb");
            var call = bob.dial(lab.gateway().uri("alice"), List.of("PCMA"), BOB);
            assertThat(call.awaitFinal(SOON).toString()).startsWith("SIP/2.0 486");
            phone.page().reload();
            phone.page().await("phone", SOON, "document.querySelector('ringdown-phone')?.phone");
            phone.awaitText("header", "Do not disturb");
            phone.click(".tab[data-to=settings]");
            phone.click(".setting:first-of-type label");
            phone.awaitText("header", "Ready for calls");
            other.awaitText("header", "Ready for calls");
        }
    }

    @Test
    void aMissedCallIsCountedAndCalledBack(Lab lab) {
        try (var bob = ScriptedPhone.open("bob");
                var phone = Softphone.signedIn(lab, "ui-missed", "alice")) {
            phone.click(".tab[data-to=recents]"); // what was missed before has been seen
            phone.click(".tab[data-to=phone]");
            var call = bob.dial(lab.gateway().uri("alice"), List.of("PCMA"), BOB);
            phone.awaitText(".kicker", "Incoming call");
            call.cancel();
            phone.await(
                    "one missed call",
                    "ui.querySelector('.tab[data-to=recents]').textContent.endsWith(', 1 missed')");
            phone.click(".tab[data-to=recents]");
            phone.await("badge that is gone", "ui.querySelector('.badge').hidden");
            assertThat(phone.text(".recents .row:first-child .name")).startsWith("bob");
        }
    }

    @Test
    void aContactIsKeptForAllPagesAndFoundByItsKeys(Lab lab) {
        try (var far = ScriptedPhone.open("contact");
                var phone = Softphone.signedIn(lab, "ui-contact", "alice")) {
            phone.click(".tab[data-to=contacts]");
            phone.click("[aria-label=\"Add a contact\"]");
            phone.fill(".form input >> nth=0", "Zoë Ångström");
            phone.fill(".form input >> nth=1", far.uri());
            phone.press("Enter");
            phone.awaitText(".contacts .list", "Zoë Ångström");
            try (var elsewhere = Softphone.signedIn(lab, "ui-contact-elsewhere", "alice")) {
                elsewhere.awaitPeople();
                elsewhere.fill(".number", "963"); // zoe
                elsewhere.awaitText("[role=option]", "Zoë Ångström");
                elsewhere.press("ArrowDown", "Enter");
                var call = answered(far);
                elsewhere.awaitText("h2", "Zoë Ångström");
                assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
                call.hangup();
                elsewhere.awaitNoCall();
            }
            phone.click("[aria-label=\"Edit Zoë Ångström\"]");
            phone.click(".danger");
            phone.await(
                    "contact that is gone",
                    "!ui.querySelector('.contacts .list').textContent.includes('Zoë')");
        }
    }

    @Test
    void whoHasNoMicrophoneIsHelpedAndThenHeard(Lab lab) {
        var refuses =
                """
                const devices = MediaDevices.prototype, real = devices.getUserMedia;
                window.why = 'NotAllowedError';
                navigator.permissions.query = () => Promise.resolve(Object.assign(new EventTarget(), { state: 'prompt' }));
                devices.getUserMedia = function (wanted) { return window.why ? Promise.reject(new DOMException('no', window.why)) : real.call(this, wanted); };
                """;
        try (var far = ScriptedPhone.open("coached");
                var phone = Softphone.signedIn(lab, "ui-coach", "alice", refuses)) {
            phone.fill(".number", far.uri());
            phone.press("Enter");
            phone.awaitText(".notice .coach", "The microphone is blocked");
            phone.awaitText(".notice .coach li", "Click the icon left of the address.");
            phone.awaitNoCall();
            for (var other :
                    List.of(
                            "NotFoundError: No microphone was found",
                            "NotReadableError: The microphone is busy")) {
                var name = other.substring(0, other.indexOf(':'));
                phone.run("window.why = '" + name + "'");
                phone.click(".notice .coach .plain");
                phone.awaitText(".notice .coach", other.substring(name.length() + 2));
                phone.awaitNoCall();
            }
            phone.run("window.why = ''");
            phone.click(".notice .coach .plain");
            var call = answered(far);
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            phone.await("help that is gone", "!ui.querySelector('.notice').checkVisibility()");
            phone.click(".last .red");
            call.awaitHangup(SOON);
        }
    }

    @Test
    void thePhoneIsCheckedBeforehandAndTheCallOfThatLeavesNoTrace(Lab lab) {
        try (var gateway = Gateway.start(lab.folder("checked"));
                var phone = Softphone.signedIn(lab, gateway, "ui-check", "alice");
                var other = Softphone.signedIn(lab, gateway, "ui-check", "alice")) {
            other.run(
                    "window.seen = []; document.querySelector('ringdown-phone').phone.on('call', call => seen.push(call.id))");
            phone.click(".tab[data-to=settings]");
            phone.click(".check .plain >> nth=0");
            phone.page()
                    .await(
                            "verdict",
                            Duration.ofSeconds(60),
                            "document.querySelector('ringdown-phone').shadowRoot.querySelector('.verdict').textContent.includes('Calls work here')");
            assertThat(phone.text(".checks li[data-status=failed]")).isEmpty();
            assertThat(phone.text(".checks li[data-status=ok]"))
                    .contains("Microphone", "Sound by UDP", "How it sounds");
            assertThat(phone.text(".outcome")).isEmpty();
            assertThat(other.run("return seen.length")).isEqualTo("0");

            phone.click(".tab[data-to=phone]");
            phone.fill(".number", "601");
            phone.press("Enter");
            phone.awaitCall("active");
            phone.click(".last .red");
            phone.await("history", "ui.querySelector('.recents .list .row')");
            assertThat(phone.text(".recents .list .row .name")).isEqualTo("601");
            assertThat(other.run("return seen.length")).isEqualTo("1");
        }
    }

    private static PhoneCall answered(ScriptedPhone far) {
        var call = far.awaitCall(SOON);
        call.rtp().say(Voice.tone(G711.PCMA, TONE));
        call.answer("PCMA");
        return call;
    }
}
