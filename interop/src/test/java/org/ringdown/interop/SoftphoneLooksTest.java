package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;

/** Each face of the phone at {@code /} passes axe, fits its window and has room for fingers: light and dark, small and large, in both directions. */
@Scenario
class SoftphoneLooksTest {
    private static final Optional<Digest> BOB = Optional.of(new Digest("bob", "bob"));

    @ParameterizedTest
    @CsvSource({
        "light, 320, 640, ltr",
        "dark, 390, 844, ltr",
        "light, 1280, 800, ltr",
        "dark, 1280, 800, rtl",
        "light, 390, 844, rtl"
    })
    void everyFaceCanBeUsedByEverybody(
            String scheme, int width, int height, String direction, Lab lab) {
        var towards =
                "addEventListener('DOMContentLoaded', () => { document.documentElement.dir = '%s'; });"
                        .formatted(direction);
        var context = "ui-looks-" + scheme + width + direction;
        try (var bob = ScriptedPhone.open("bob");
                var signIn = Softphone.opened(lab, context, towards)) {
            signIn.page().look(scheme, width, height);
            judge("signing in", signIn);
            signIn.click(".choice >> nth=0");
            signIn.awaitState("registered");
            judge("dialling", signIn);
            signIn.fill(".number", "600");
            signIn.press("Enter");
            signIn.awaitCall("active");
            signIn.await(
                    "word of how it sounds",
                    "ui.querySelector('.quality').dataset.level !== 'unknown'");
            judge("a call", signIn);
            signIn.click(".quality");
            judge("its quality", signIn);
            signIn.press("5");
            judge("its keypad", signIn);
            signIn.press("t");
            judge("its transfer", signIn);
            var call = bob.dial(lab.gateway().uri("alice"), List.of("PCMA"), BOB);
            signIn.awaitText(".kicker", "Incoming call");
            judge("a second call", signIn);
            signIn.press("Enter");
            call.awaitAnswer(Lab.SOON);
            signIn.awaitText(".elsewhere h3", "Waiting");
            signIn.await("call that waits", "ui.querySelector('.elsewhere').checkVisibility()");
            judge("two calls", signIn);
            call.hangup();
            signIn.click(".last .red");
            signIn.awaitNoCall();
            signIn.await("list", "ui.querySelector('.recents .list li')");
            for (var tab : List.of("recents", "contacts", "settings")) {
                signIn.click(".tab[data-to=" + tab + "]");
                judge(tab, signIn);
            }
            signIn.click(".tab[data-to=contacts]");
            signIn.click("[aria-label=\"Add a contact\"]");
            judge("a new contact", signIn);
        }
    }

    @Test
    void speaksTheLanguageOfTheBrowser(Lab lab) {
        var german =
                "Object.defineProperty(Navigator.prototype, 'languages', { get: () => ['fr', 'de-AT', 'en'] });";
        try (var phone = Softphone.signedIn(lab, "ui-german", "alice", german)) {
            phone.page().look("light", 320, 640);
            phone.awaitText("header", "Bereit für Anrufe");
            assertThat(phone.run("return document.documentElement.lang")).isEqualTo("de-AT");
            judge("dialling in German", phone);
            phone.fill(".number", "600");
            phone.press("Enter");
            phone.awaitCall("active");
            phone.awaitText(".state", "Verbunden");
            judge("a call in German", phone);
            phone.click(".last .red");
            phone.awaitText(".outcome", "Sie haben aufgelegt.");
        }
    }

    private static void judge(String face, Softphone phone) {
        assertThat(phone.violations()).as("what axe says of " + face).isEmpty();
        assertThat(phone.overflow()).as("width of " + face).isZero();
        assertThat(phone.tooSmall()).as("small controls of " + face).isEmpty();
    }
}
