package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import tools.jackson.databind.JsonNode;

/** What real browsers find when they look beforehand whether they could call. */
@Scenario
class PreflightTest {
    @Test
    void chromiumFindsThatAllIsWell(Lab lab) {
        allIsWell(lab, lab.chromium());
    }

    @Test
    void firefoxFindsThatAllIsWell(Lab lab) {
        allIsWell(lab, lab.firefox());
    }

    private static void allIsWell(Lab lab, Browser browser) {
        try (var page = lab.page(browser, "alice")) {
            var report = page.preflight("600");

            assertThat(report.path("verdict").asString()).as(report::toString).isEqualTo("ready");
            for (var name :
                    new String[] {"browser", "microphone", "websocket", "ice-udp", "media-echo"}) {
                assertThat(status(report, name)).as(name).isEqualTo("ok");
            }
            assertThat(status(report, "ice-tcp")).isEqualTo("skipped"); // the gateway has none
            assertThat(report.path("mos").asDouble()).isGreaterThan(3.5);
            assertThat(report.path("rtt").asDouble()).isLessThan(400);
            assertThat(report.path("loss").asDouble()).isLessThan(0.05);
            assertThat(report.path("turnRequired").asBoolean(true)).isFalse();
            assertThat(report.path("sentences")).hasSize(1);
        }
    }

    /** "ok", "failed"… as {@code report} has it of the check of this name. */
    static String status(JsonNode report, String name) {
        return report.path("checks")
                .valueStream()
                .filter(check -> check.path("name").asString().equals(name))
                .map(check -> check.path("status").asString())
                .findFirst()
                .orElse("no such check");
    }
}
