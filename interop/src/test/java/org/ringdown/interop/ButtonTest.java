package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.Page;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.sound.G711;
import tools.jackson.databind.json.JsonMapper;

/** A button on a page of another origin, at a gateway that is not in dev mode: anybody may press it, and reaches what it is for and nothing else. */
@Scenario
class ButtonTest {
    private static final String TOKEN = "/v1/buttons/sales/token";
    private static final String KEY = "a key with which calls may be stopped, long enough";
    private static final int TONE = 1500;

    @Test
    void aVisitorPressesItAndTalksToThePhone(Lab lab) {
        try (var phone = ScriptedPhone.open("sales");
                var gateway = gateway(lab, phone, "button");
                var page = shown(lab, gateway)) {
            var call = pressed(page, phone);
            assertThat(call.invite().toString()).contains("+441234567890@");
            page.await("sound", SOON, "window.heard");
            page.run(
                    "const { ear } = await import('/ear.js'); window.lab = await ear(window.played);");
            assertThat(page.awaitTone(TONE).good()).isTrue();
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.click("ringdown-button");
            call.awaitHangup(SOON);
        }
    }

    @Test
    void theOperatorStopsItInMidCall(Lab lab) {
        try (var phone = ScriptedPhone.open("sales");
                var gateway = gateway(lab, phone, "stopped");
                var page = shown(lab, gateway)) {
            var call = pressed(page, phone);
            page.await("sound", SOON, "window.heard");
            var bearer = "Bearer " + KEY;
            var stopped = gateway.ask("POST", "/v1/stops/button/sales", "Authorization", bearer);
            assertThat(stopped.body()).contains("\"ended\":1");
            call.awaitHangup(SOON);
            page.await(
                    "word of why",
                    SOON,
                    "document.querySelector('ringdown-button').shadowRoot.textContent.includes('operator has stopped calls by the button')");
            page.click("ringdown-button");
            page.await(
                    "word that it stays so",
                    SOON,
                    "document.querySelector('ringdown-button').shadowRoot.querySelector('[part=hint]').textContent.includes('operator has stopped')");
            assertThat(
                            gateway.ask("DELETE", "/v1/stops/button/sales", "Authorization", bearer)
                                    .statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void itsTokenIsGoodOnceAndForItsPagesOnly(Lab lab) {
        try (var phone = ScriptedPhone.open("sales");
                var gateway = gateway(lab, phone, "token")) {
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
                assertThat(second.await("error").path("code").asString())
                        .isEqualTo("token-invalid");
            }
        }
    }

    private static PhoneCall pressed(Page page, ScriptedPhone phone) {
        page.click("ringdown-button");
        var call = phone.awaitCall(SOON);
        call.rtp().say(Voice.tone(G711.PCMA, TONE));
        call.answer("PCMA");
        page.await(
                "a call that talks",
                SOON,
                "document.querySelector('ringdown-button').state === 'talking'");
        return call;
    }

    private static Page shown(Lab lab, Gateway gateway) {
        var html =
                """
                <!doctype html><script src="instrument.js"></script>
                <script type="module" src="%s/ringdown.js"></script>
                <ringdown-button to="sales"></ringdown-button>
                """
                        .formatted(gateway.origin());
        var page = lab.chromium().open(lab.pages().write("sales.html", html), "button");
        page.await("button", SOON, "customElements.get('ringdown-button')");
        return page;
    }

    private static Gateway gateway(Lab lab, ScriptedPhone phone, String name) {
        return Gateway.configured(
                Host.HERE,
                lab.folder("gateway-" + name),
                """
                http: {port: 0}
                sip: {port: 0}
                media: {webrtc-port: 0}
                trunks: {pbx: {uri: "sip:127.0.0.1:%d", watch: off}}
                routes: [{to: "+44*", trunk: pbx}]
                buttons: {sales: {to: "+441234567890", origins: ["%s"]}}
                api-keys: {operator: {key: "%s", may: [stop]}}
                """
                        .formatted(phone.port(), lab.pages().origin(), KEY));
    }
}
