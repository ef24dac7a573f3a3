package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Asterisk;
import org.ringdown.interop.process.Patience;

/** Three tabs of one user whose line is at Asterisk: one registration there, all ring, one answers; another browser takes the call over. */
@Scenario
@Alone
class TabsOnALineTest {
    @Test
    void oneRegistrationServesThreeTabsAndAnotherBrowser(Lab lab) {
        var asterisk = lab.asterisk();
        asterisk.forget();
        try (var gateway = withLine(lab, asterisk);
                var other = Browser.chromium(lab.folder("chromium-elsewhere"), Map.of())) {
            var tabs = new ArrayList<PhonePage>();
            for (int i = 0; i < 3; i++)
                tabs.add(
                        PhonePage.open(
                                lab.chromium(), lab.pages(), gateway, "alice", "tabs-on-a-line"));
            assertThat(asterisk.contacts()).as("registrations at Asterisk").isOne();

            asterisk.callLine();
            tabs.forEach(PhonePage::awaitIncoming);
            var answering = tabs.removeLast();
            answering.answer();
            answering.awaitAnswered();
            for (var tab : tabs) {
                assertThat(tab.awaitEnd().path("reason").asString())
                        .isEqualTo("answered-elsewhere");
            }
            assertThat(answering.awaitTone(Asterisk.HZ).good()).isTrue();
            assertThat(asterisk.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

            pullsUnnoticed(lab.page(other, gateway, "alice"), answering, asterisk);
            asterisk.awaitQuiet(SOON);
            assertThat(asterisk.contacts()).as("registrations at Asterisk").isOne();
            answering.close();
            tabs.forEach(PhonePage::close);
        }
    }

    private static void pullsUnnoticed(PhonePage there, PhonePage before, Asterisk asterisk) {
        asterisk.logSip(true);
        int logged = asterisk.log().length();
        var stream = asterisk.stream();
        var heard = asterisk.heard().length();

        there.pull();
        before.page().await("call that is elsewhere now", SOON, "!lab.call.here");
        assertThat(there.awaitTone(Asterisk.HZ).good()).isTrue();
        Patience.await(
                "the other browser at Asterisk",
                SOON,
                () -> heard.plusSeconds(4).compareTo(asterisk.heard().length()) < 0);
        assertThat(asterisk.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

        assertThat(asterisk.stream()).as("SSRC and losses").isEqualTo(stream);
        assertThat(asterisk.requestsSince(logged)).as("SIP requests of ours").isZero();
        asterisk.logSip(false);
        there.hangup();
    }

    private static Gateway withLine(Lab lab, Asterisk asterisk) {
        var gateway =
                Gateway.start(
                        lab.folder("tabs-on-a-line"),
                        "users.alice.line.uri=sip:"
                                + Asterisk.LINE
                                + "@127.0.0.1:"
                                + asterisk.port(),
                        "users.alice.line.username=" + Asterisk.LINE,
                        "users.alice.line.password=" + Asterisk.LINE_PASSWORD);
        Patience.await(
                "registration of the line",
                SOON,
                () -> gateway.log().contains("line:alice is registered"));
        return gateway;
    }
}
