package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;

/** A page whose network loses packets, and that has Opus alone, talks with a phone that has PCMA alone. */
@Scenario
@Alone
@Tag("network")
class LossyPageTest {
    /** Five of a hundred datagrams of the page's are lost, either way. */
    @Test
    void aPageThatLosesPacketsIsHeardWell(Lab lab) {
        try (var nat = new NatLab(lab, "lossy")) {
            var visitor = nat.outside("visitor", "203.0.113.20/24");
            var pages = nat.pages(visitor);
            var home = nat.outside("gateway", "203.0.113.9/24");
            var phone = nat.baresip(nat.outside("phone", "203.0.113.30/24"));
            nat.gateway(home, pages, phone.uri("phone"), "external: auto", "external: auto");
            var page = nat.page(nat.chromium(visitor), pages, "203.0.113.9");
            page.hasOnly("opus");
            visitor.loseUdp(5);
            page.dial("phone");
            page.awaitAnswered();

            assertThat(page.awaitTone(NatLab.PHONE_HZ).good()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    /** It begins with PCMA, which both have, and is moved to Opus with redundancy as soon as losses show. The phone stays with PCMA. */
    @Test
    void aPageThatLosesPacketsIsMovedToOpus(Lab lab) {
        try (var nat = new NatLab(lab, "moved")) {
            var visitor = nat.outside("visitor", "203.0.113.20/24");
            var pages = nat.pages(visitor);
            var home = nat.outside("gateway", "203.0.113.9/24");
            var phone = nat.baresip(nat.outside("phone", "203.0.113.30/24"));
            nat.gateway(home, pages, phone.uri("phone"), "external: auto", "external: auto");
            var page = nat.page(nat.chromium(visitor), pages, "203.0.113.9");
            page.dial("phone");
            page.awaitAnswered();
            assertThat(page.codec()).isEqualToIgnoringCase("PCMA");
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            visitor.loseUdp(8);
            page.awaitCodec("opus");
            page.awaitSent("opus");
            // Chromium's Opus alone takes 80, and its statistics do not tell the two apart.
            assertThat(page.bytesPerPacket()).isGreaterThan(120);

            assertThat(page.awaitTone(NatLab.PHONE_HZ).good()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }
}
