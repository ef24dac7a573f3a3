package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.process.Ports;

/** The script of the button alone, on pages of another origin: light until a hand comes near, then all that a call needs. */
@Scenario
class ButtonLoaderTest {
    private static final String BUTTON = "<ringdown-button to=\"sales\"></ringdown-button>";
    private static final String LOADER = "/ringdown-button.js";
    private static final String CALLING = "/ringdown-calling.js";

    private static ButtonLab at;

    @BeforeAll
    static void open(Lab lab) {
        at = ButtonLab.open(lab, "loader");
    }

    @AfterAll
    static void close() {
        at.close();
    }

    @Test
    void aStrictPageIsLightUntilAHandComesNearAndThenCalls() {
        int before = at.phone.requests().size();
        var origin = at.gateway().origin();
        var policy =
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src %s; connect-src %s %s; require-trusted-types-for 'script'\">"
                        .formatted(origin, origin, origin.replace("http", "ws"));
        try (var page = at.shown("strict.html", policy + at.twoLines(BUTTON))) {
            page.await(
                    "label",
                    SOON,
                    "document.querySelector('ringdown-button').shadowRoot.querySelector('[part=label]').textContent === 'Call'");
            assertThat(at.fetched(page)).containsExactly(LOADER);
            page.hover("ringdown-button");
            page.await(
                    "token",
                    SOON,
                    "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/v1/buttons/sales/token'))");
            assertThat(at.fetched(page)).contains(CALLING);
            assertThat(at.phone.requests()).hasSize(before);
            var call = at.pressed(page);
            page.await("sound", SOON, "window.heard");
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.click("ringdown-button button");
            call.awaitHangup(SOON);
            ButtonLab.awaitHint(page, "You hung up.");
            assertThat(at.fetched(page))
                    .filteredOn(path -> path.endsWith(".js"))
                    .containsExactly(LOADER, CALLING);
            assertThat(page.log())
                    .noneMatch(line -> line.contains("Content Security Policy"))
                    .noneMatch(line -> line.contains("Trusted"));
        }
    }

    @Test
    void aCallIsHeardBothWaysAndGoesOnOverAReload() {
        try (var page = at.shown("reloaded.html", at.twoLines(BUTTON))) {
            var call = at.pressed(page);
            page.await("sound", SOON, "window.heard");
            page.run(
                    "const { ear } = await import('/ear.js'); window.lab = await ear(window.played);");
            assertThat(page.awaitTone(ButtonLab.TONE).good()).isTrue();
            page.reload();
            page.await(
                    "button anew", SOON, "document.querySelector('ringdown-button')?.shadowRoot");
            ButtonLab.awaitState(page, "ringdown-button", "talking");
            assertThat(at.fetched(page)).contains(CALLING);
            page.await("sound again", SOON, "window.heard");
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            assertThat(call.over()).isFalse();
            page.click("ringdown-button button");
            call.awaitHangup(SOON);
        }
    }

    @Test
    void twoButtonsOfAPageCallEachForItself() {
        var both = BUTTON + "<ringdown-button to=\"support\" label=\"Get help\"></ringdown-button>";
        try (var page = at.shown("two.html", at.twoLines(both))) {
            var sales = at.pressed(page, "[to=sales]");
            ButtonLab.awaitState(page, "[to=support]", "idle");
            var support = at.pressed(page, "[to=support]");
            assertThat(sales.invite().toString()).contains("+441234567890@");
            assertThat(support.invite().toString()).contains("+441234567891@");
            assertThat(at.fetched(page)).filteredOn(CALLING::equals).hasSize(1);
            page.click("[to=sales] button");
            sales.awaitHangup(SOON);
            ButtonLab.awaitState(page, "[to=support]", "talking");
            page.click("[to=support] button");
            support.awaitHangup(SOON);
        }
    }

    @Test
    void aGatewayThatIsGoneAndComesBack(Lab lab) {
        try (var own = ButtonLab.at(Ports.free(), lab, "gone");
                var page =
                        own.shown(
                                "gone.html",
                                own.twoLines(
                                        "<ringdown-button to=\"sales\" tel=\"+44 (0)1234 567890\"></ringdown-button>"))) {
            own.gateway().close();
            page.click("ringdown-button button");
            ButtonLab.awaitHint(page, "there is no connection to the telephone service");
            assertThat(ButtonLab.part(page, "phone").asString())
                    .isEqualTo("Call +44 (0)1234 567890 by phone");
            own.startAgain();
            var call = own.pressed(page);
            assertThat(ButtonLab.part(page, "phone").isNull()).isTrue();
            page.click("ringdown-button button");
            call.awaitHangup(SOON);
        }
    }
}
