package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.format.TextStyle;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.browser.Page;
import org.ringdown.interop.browser.PageServer;

/** Where a page cannot call: the button says why, and offers a telephone. */
@Scenario
class ButtonFallbackTest {
    private static final String BUTTON =
            "<ringdown-button to=\"sales\" tel=\"+44 1234 567890\"></ringdown-button>";
    private static final String DENIED =
            "MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));";

    /** What a page in a frame says to the one around it. */
    private static final String TELLING =
            """
            addEventListener('ringdown:refused', ({ detail, target }) => parent.postMessage({ code: detail.code, tel: target.shadowRoot.querySelector('[part=phone]').href }, '*'));
            addEventListener('ringdown:state', ({ detail }) => parent.postMessage(detail, '*'));
            """;

    private static ButtonLab at;

    @BeforeAll
    static void open(Lab lab) {
        at = ButtonLab.open(lab, "fallback");
    }

    @AfterAll
    static void close() {
        at.close();
    }

    @Test
    void aMicrophoneThatIsDenied() {
        int before = at.phone.requests().size();
        try (var page = at.shown("denied.html", at.twoLines(BUTTON), DENIED)) {
            page.click("ringdown-button button");
            ButtonLab.awaitHint(page, "The microphone was not allowed.");
            assertThat(telephone(page)).isEqualTo("tel:+441234567890");
            assertThat(at.phone.requests()).hasSize(before);
        }
    }

    @Test
    void aFrameThatKeepsTheMicrophoneAndOneThatPassesItOn(Lab lab) {
        try (var around = PageServer.start()) {
            var inner =
                    lab.pages()
                            .write(
                                    "framed.html",
                                    "<!doctype html><script>"
                                            + TELLING
                                            + "</script>"
                                            + at.twoLines(BUTTON));
            var html =
                    """
                    <!doctype html><script>window.said = []; addEventListener('message', ({ data }) => said.push(data));</script>
                    <iframe id="keeps" src="%1$s"></iframe><iframe id="passes" allow="microphone; autoplay" src="%1$s"></iframe>
                    """
                            .formatted(inner);
            try (var page =
                    lab.chromium().open(around.write("around.html", html), "button-around")) {
                page.click(inside("keeps"));
                page.await("word of why", SOON, "said.some(({ code }) => code)");
                var why = page.run("return said.find(({ code }) => code)");
                assertThat(why.path("code").asString()).isEqualTo("permissions-policy");
                assertThat(why.path("tel").asString()).isEqualTo("tel:+441234567890");
                page.click(inside("passes"));
                var call = at.phone.awaitCall(SOON);
                call.answer("PCMA");
                page.await(
                        "a call that talks", SOON, "said.some(({ state }) => state === 'talking')");
                page.click(inside("passes"));
                call.awaitHangup(SOON);
            }
        }
    }

    @Test
    void onAPageThatMayNotShowIt(Lab lab) {
        try (var elsewhere = PageServer.start()) {
            var moved = elsewhere.write("moved.html", at.twoLines(BUTTON));
            try (var page = lab.chromium().open(moved, "button-moved")) {
                page.click("ringdown-button button");
                ButtonLab.awaitHint(
                        page,
                        "This page may not show this button: its address is not on the list of those that may.");
                assertThat(telephone(page)).isEqualTo("tel:+441234567890");
            }
        }
    }

    @Test
    void withAKeyThatIsNone() {
        try (var page = at.shown("typo.html", at.twoLines(BUTTON.replace("sales", "slaes")))) {
            page.click("ringdown-button button");
            ButtonLab.awaitHint(
                    page, "This button leads nowhere: the telephone service does not know it.");
        }
    }

    @Test
    void outsideItsHours() {
        try (var page = at.shown("closed.html", at.twoLines(BUTTON.replace("sales", "closed")))) {
            page.hover("ringdown-button");
            page.click("ringdown-button button");
            ButtonLab.awaitHint(page, "We are closed. Open again on ");
            assertThat(telephone(page)).isEqualTo("tel:+441234567890");
            assertThat(ButtonLab.part(page, "hint").asString())
                    .contains(ButtonLab.OPENS.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        }
    }

    @Test
    void whatStandsInsideIsSeenWithoutTheScriptAndWhereThereIsNoNumber(Lab lab) {
        var inside =
                "<ringdown-button to=\"sales\"><a href=\"tel:+441234567890\">Call us</a></ringdown-button>";
        var visible = "return document.querySelector('ringdown-button a').checkVisibility()";
        var bare = lab.pages().write("bare.html", "<!doctype html>" + inside);
        try (var page = lab.chromium().open(bare, "button-bare")) {
            assertThat(page.run(visible).asBoolean()).isTrue();
        }
        try (var page = at.shown("inside.html", at.twoLines(inside), DENIED)) {
            assertThat(page.run(visible).asBoolean()).isFalse();
            page.click("ringdown-button button");
            ButtonLab.awaitHint(page, "The microphone was not allowed.");
            assertThat(page.run(visible).asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"light, 320, 640, ltr, en", "dark, 390, 844, rtl, de"})
    void everybodyCanReadAndReachIt(
            String scheme, int width, int height, String direction, String language) {
        var html =
                """
                <!doctype html><html lang="%s" dir="%s"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>Shop</title>
                <style>html { font-size: 62.5%% } * { margin: 20px; letter-spacing: 0.3em; text-transform: uppercase } body { background: Canvas; color: CanvasText }</style><main><h1>Shop</h1>%s</main>
                """;
        var words =
                "document.querySelector('ringdown-button').shadowRoot.querySelector('[part=hint]').textContent";
        var text = html.formatted(language, direction, at.twoLines(BUTTON));
        try (var page = at.shown("looks.html", text, DENIED)) {
            page.look(scheme, width, height);
            judge("quiet", page);
            page.click("ringdown-button button");
            page.await("word of why", SOON, words);
            judge("refused", page);
        }
    }

    private static void judge(String face, Page page) {
        assertThat(Axe.violations(page)).as("what axe says of " + face).isEmpty();
        var fits = page.run("return document.documentElement.scrollWidth - innerWidth").asInt();
        assertThat(fits).as("width of " + face).isLessThanOrEqualTo(0);
        var small =
                page.run(
                        """
                        const controls = [...document.querySelector('ringdown-button').shadowRoot.querySelectorAll('button, a')].filter(one => one.checkVisibility());
                        return controls.map(one => one.getBoundingClientRect()).filter(({ width, height }) => width < 44 || height < 44).length;
                        """);
        assertThat(small.asInt()).as("small controls of " + face).isZero();
    }

    private static String inside(String frame) {
        return "#" + frame + " >> internal:control=enter-frame >> ringdown-button button";
    }

    private static String telephone(Page page) {
        return page.run(
                        "return document.querySelector('ringdown-button').shadowRoot.querySelector('[part=phone]').href")
                .asString();
    }
}
