package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.sound.Interruption;

/** The page's machine leaves one network for another in the middle of a call: the address by which it was known is no more. */
@Scenario
@Alone
@Tag("network")
class RoamingTest {
    /** Chromium's list of networks is up to two seconds old, and before that it knows no other way. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(4);

    @Test
    void theCallGoesOnFromTheNewAddress(Lab lab) {
        try (var nat = new NatLab(lab, "roaming")) {
            var visitor = nat.outside("visitor", "203.0.113.20/24");
            var pages = nat.pages(visitor);
            var home = nat.outside("gateway", "203.0.113.9/24");
            nat.gateway(home, pages, "sip:nobody@203.0.113.30", "external: auto", "external: auto");
            var phone =
                    nat.registeredPhone(
                            nat.outside("phone", "203.0.113.30/24"),
                            new InetSocketAddress("203.0.113.9", 5060));
            var page = nat.page(nat.chromium(visitor), pages, "203.0.113.9");
            var unbroken = UnbrokenCall.of(page, phone, "bob");
            var rtp = unbroken.call().rtp();

            var silences = new ArrayList<Duration>();
            for (var next : List.of("203.0.113.21/24", "203.0.113.22/24", "203.0.113.23/24")) {
                visitor.moveTo(next);
                long moved = System.nanoTime();
                var there = Interruption.await(Browser.MICROPHONE_HZ, () -> rtp.heardSince(moved));
                silences.add(there);
                assertThat(page.awaitTone(UnbrokenCall.PHONE_HZ).good()).isTrue();
            }

            System.out.println("new address, silence at the phone: " + silences);
            assertThat(silences).allSatisfy(each -> assertThat(each).isLessThan(BACK_WITHIN));
            unbroken.endsUnnoticed(page);
        }
    }
}
