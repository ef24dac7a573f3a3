package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.interop.Guide.Sample;
import org.ringdown.interop.browser.Browser;

/**
 * The pages of the guides for those who come from elsewhere, before and after: each calls a phone, and is called by it. The pages of before are those of JsSIP and SIP.js, at a
 * gateway that is not in dev mode.
 */
@Scenario
class MovingGuidesTest {
    private static GuideLab at;

    @BeforeAll
    static void open(Lab lab) {
        at = GuideLab.open(lab, "moving");
    }

    @AfterAll
    static void close() {
        at.close();
    }

    static List<Sample> pages() {
        return Guide.all().stream()
                .filter(guide -> guide.name().startsWith("from-"))
                .flatMap(guide -> guide.pages().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void callsAndIsCalled(Sample sample) {
        try (var page = at.shown(sample.guide(), sample.page())) {
            at.dial(page);
            var call = at.talk(page);
            if (!GuideLab.has(page, "#answer")) {
                call.hangup();
                return;
            }
            page.click("#hangup");
            call.awaitHangup(SOON);

            var incoming = at.ring();
            incoming.awaitRinging(SOON);
            page.await(
                    "word of a call",
                    SOON,
                    "/ringing|calls/.test(document.querySelector('#state').textContent)");
            page.click("#answer");
            incoming.awaitAnswer(SOON);
            assertThat(incoming.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            incoming.hangup();
            GuideLab.awaitState(page, "ended");
        }
    }
}
