package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.Page;
import tools.jackson.databind.json.JsonMapper;

/** A button on a page of another origin, at a gateway that is not in dev mode: anybody may press it, and reaches what it is for and nothing else. */
@Scenario
class ButtonTest {
    private static final String TOKEN = "/v1/buttons/sales/token";

    private static ButtonLab at;

    @BeforeAll
    static void open(Lab lab) {
        at = ButtonLab.open(lab, "button");
    }

    @AfterAll
    static void close() {
        at.close();
    }

    @Test
    void aVisitorPressesItAndTalksToThePhone() {
        try (var page = shown()) {
            var call = at.pressed(page);
            assertThat(at.fetched(page)).doesNotContain("/ringdown-calling.js");
            assertThat(call.invite().toString()).contains("+441234567890@");
            page.await("sound", SOON, "window.heard");
            page.run(
                    "const { ear } = await import('/ear.js'); window.lab = await ear(window.played);");
            assertThat(page.awaitTone(ButtonLab.TONE).good()).isTrue();
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.click("ringdown-button button");
            call.awaitHangup(SOON);
        }
    }

    @Test
    void theOperatorStopsItInMidCall() {
        try (var page = shown()) {
            var call = at.pressed(page);
            page.await("sound", SOON, "window.heard");
            var gateway = at.gateway();
            var bearer = "Bearer " + ButtonLab.KEY;
            var stopped = gateway.ask("POST", "/v1/stops/button/sales", "Authorization", bearer);
            assertThat(stopped.body()).contains("\"ended\":1");
            call.awaitHangup(SOON);
            ButtonLab.awaitHint(page, "operator has stopped calls by the button");
            page.click("ringdown-button button");
            page.await(
                    "word that it stays so",
                    SOON,
                    "document.querySelector('ringdown-button').state === 'idle'");
            ButtonLab.awaitHint(page, "operator has stopped");
            assertThat(
                            gateway.ask("DELETE", "/v1/stops/button/sales", "Authorization", bearer)
                                    .statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void itsTokenIsGoodOnceAndForItsPagesOnly(Lab lab) {
        var gateway = at.gateway();
        var origin = lab.pages().origin();
        var foreign = gateway.ask("POST", TOKEN, "Origin", "https://elsewhere.example");
        assertThat(foreign.statusCode()).isEqualTo(403);
        var given = gateway.ask("POST", TOKEN, "Origin", origin);
        assertThat(given.statusCode()).isEqualTo(200);
        var token = new JsonMapper().readTree(given.body()).path("token").asString();
        try (var first = PageSocket.open(gateway, origin);
                var second = PageSocket.open(gateway, origin)) {
            first.show(token);
            assertThat(first.await("welcome").path("user").asString()).startsWith("guest:");
            second.show(token);
            assertThat(second.await("error").path("code").asString()).isEqualTo("token-invalid");
        }
    }

    private static Page shown() {
        return at.shown(
                "sales.html",
                """
                <!doctype html><script type="module" src="%s/ringdown.js"></script>
                <ringdown-button to="sales"></ringdown-button>
                """
                        .formatted(at.gateway().origin()));
    }
}
