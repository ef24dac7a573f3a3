package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page that listens for statistics hears of the gateway how both legs of its call sound. */
@Scenario
@Tag("network")
class StatsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The phone's network loses a tenth, the page's nothing: the page sees nothing of it by itself, and all by what the gateway says. */
    @Test
    void aPageSeesThatItsFarEndLosesPackets(Lab lab) {
        try (var nat = new NatLab(lab, "stats")) {
            var visitor = nat.outside("visitor", "203.0.113.20/24");
            var pages = nat.pages(visitor);
            var home = nat.outside("gateway", "203.0.113.9/24");
            var far = nat.outside("phone", "203.0.113.30/24");
            var phone = nat.baresip(far);
            nat.gateway(home, pages, phone.uri("phone"), "external: auto", "external: auto");
            var page = nat.page(nat.chromium(visitor), pages, "203.0.113.9");
            page.dial("phone");
            page.awaitAnswered();
            assertThat(page.awaitTone(NatLab.PHONE_HZ).good()).isTrue();
            page.page()
                    .run(
                            "lab.stop = lab.call.on('stats', ({ gateway }) => { lab.gateway = gateway })");
            page.page()
                    .await(
                            "figures of both legs, and no losses",
                            SOON,
                            "lab.gateway?.there?.received > 50 && lab.gateway.here.received > 50 && lab.gateway.there.loss === 0"
                                    + " && lab.gateway.there.codec && lab.gateway.here.path === 'udp'");

            far.loseUdp(10);
            page.page()
                    .await(
                            "losses of the phone's",
                            SOON,
                            "lab.gateway.there.loss > 0.03 && lab.gateway.there.mos < 4 && lab.gateway.there.lost > 5");
            assertThat(page.page().run("return lab.gateway.here.lost").asInt()).isZero();

            page.hangup();
            page.awaitEnd();
        }
    }
}
