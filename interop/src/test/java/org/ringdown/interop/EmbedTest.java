package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.process.Patience;

/** The samples of the documentation, as they stand there, in a page of another origin. */
@Scenario
class EmbedTest {
    private static final String DOCUMENTED = "http://127.0.0.1:8080";
    private static final String BUTTON =
            """
            <!doctype html><script type="module" src="http://127.0.0.1:8080/%s"></script>
            <ringdown-button to="600"></ringdown-button>
            """;
    private static final String SCRIPT =
            """
            <script type="module">
            import { Phone } from 'http://127.0.0.1:8080/ringdown-client.js';
            const gateway = 'http://127.0.0.1:8080';
            const phone = new Phone({ token: () => fetch(gateway + '/v1/tokens', {method:'POST', body:'{"user":"alice"}'}).then(r => r.json()).then(t => t.token) });
            await phone.connect();
            const call = await phone.call('600');
            call.on('answered', () => console.log('talking'));
            </script>
            """;

    @ParameterizedTest
    @ValueSource(strings = {"ringdown-button.js", "ringdown.js"})
    void twoLinesAreAButtonThatCalls(String script, Lab lab) {
        var url = lab.pages().write("button.html", instrumented(BUTTON.formatted(script), lab));
        try (var page = lab.chromium().open(url, "embed")) {
            page.await("button", SOON, "customElements.get('ringdown-button')");
            page.click("ringdown-button");
            page.await("own voice from number 600", SOON, "window.heard");
            page.click("ringdown-button");
        }
    }

    @Test
    void sixLinesAreACallOfOnesOwn(Lab lab) {
        var url = lab.pages().write("script.html", instrumented(SCRIPT, lab));
        try (var page = lab.chromium().open(url, "script")) {
            Patience.await(
                    "word that the call was answered",
                    SOON,
                    () -> page.log().contains("log: talking"));
            page.await("own voice from number 600", SOON, "window.heard");
        }
    }

    /** The same page from an address that is not this machine's own would be foreign; here every loopback origin is welcome. */
    @Test
    void aPageWithoutAnOriginIsNotServed(Lab lab) {
        var text =
                lab.gateway().get("/").headers().firstValue("content-security-policy").orElse("");
        assertThat(
                        lab.gateway()
                                .get("/ringdown.js")
                                .headers()
                                .firstValue("access-control-allow-origin"))
                .contains("*");
        assertThat(text).doesNotContain("unsafe-eval");
    }

    private static String instrumented(String sample, Lab lab) {
        return "<script src=\"instrument.js\"></script>\n"
                + sample.replace(DOCUMENTED, lab.gateway().origin());
    }
}
