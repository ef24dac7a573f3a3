package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.interop.Guide.Sample;
import org.ringdown.interop.browser.Page;

/** The pages of the guides to embedding, policies and frames, as they stand there: each calls a phone, and both hear. */
@Scenario
class GuidesTest {
    private static final String FRAME = "call.html";
    private static final String HOST = "shop.html";

    private static GuideLab at;

    @BeforeAll
    static void open(Lab lab) {
        at = GuideLab.open(lab, "guides");
    }

    @AfterAll
    static void close() {
        at.close();
    }

    static List<Sample> pages() {
        return Guide.all().stream()
                .filter(guide ->
                        !guide.name().startsWith("from-") && !guide.name().equals("iframe"))
                .flatMap(guide -> guide.pages().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void calls(Sample sample) {
        try (var page = at.shown(sample.guide(), sample.page())) {
            at.dial(page);
            var call = at.talk(page);
            call.hangup();
            assertThat(page.log())
                    .noneMatch(line -> line.contains("Content Security Policy"))
                    .noneMatch(line -> line.contains("Trusted"));
        }
    }

    @Test
    void aPageInAFrameCallsAndTellsThePageAroundIt() {
        try (var page = framed(host())) {
            var frame = page.frame(at.site.origin());
            GuideLab.press(frame);
            var call = at.talk(frame);
            GuideLab.awaitState(page, "talking");
            call.hangup();
            GuideLab.awaitState(page, "ended");
        }
    }

    @Test
    void aFrameThatIsNotGivenTheMicrophoneSaysSo() {
        var without = host().replace("microphone; ", "");
        assertThat(without).isNotEqualTo(host());
        try (var page = framed(without)) {
            GuideLab.press(page.frame(at.site.origin()));
            GuideLab.awaitState(page, "permissions-policy");
        }
    }

    /** Messages come in the order in which they were sent: what was said first, by another origin, was not believed when the second was. */
    @Test
    void thePageAroundItBelievesItsOwnFrameAlone() {
        try (var page = framed(host())) {
            page.run(
                    """
                    const state = document.querySelector('#state');
                    window.said = [];
                    new MutationObserver(() => said.push(state.textContent)).observe(state, { childList: true });
                    postMessage({ ringdown: 'of another origin' }, '*');
                    """);
            page.frame(at.site.origin())
                    .run("parent.postMessage({ ringdown: 'of its frame' }, '*')");
            GuideLab.awaitState(page, "of its frame");
            assertThat(page.run("return said.join()").asString())
                    .contains("of its frame")
                    .doesNotContain("of another origin");
        }
    }

    private static String host() {
        return at.fitted(Guide.read("iframe")).file(HOST);
    }

    private static Page framed(String host) {
        at.site.write(FRAME, at.fitted(Guide.read("iframe")).file(FRAME));
        var page = at.shown(at.shop.write(HOST, host));
        page.frame(at.site.origin()).await("button", SOON, "customElements.get('ringdown-button')");
        return page;
    }
}
