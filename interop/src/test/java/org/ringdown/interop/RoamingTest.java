package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.Breaks;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.sound.G711;
import org.ringdown.interop.sound.Interruption;

/** The page's machine leaves one network for another in the middle of a call: the address by which it was known is no more. */
@Scenario
@Alone
@Tag("network")
class RoamingTest {
    /** Chromium's list of networks is up to two seconds old, and before that it knows no other way. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(4);

    private static final int PCMA_RATE = 8000;
    private static final int KEYS = 101;

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
            page.dial("bob");
            var call = phone.awaitCall(Lab.SOON);
            call.rtp().say(Voice.tone(G711.PCMA, NatLab.PHONE_HZ));
            call.answer("PCMA");
            page.awaitAnswered();
            assertThat(page.awaitTone(NatLab.PHONE_HZ).good()).isTrue();
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            int requests = phone.requests().size();

            var silences = new ArrayList<Duration>();
            for (var next : List.of("203.0.113.21/24", "203.0.113.22/24", "203.0.113.23/24")) {
                visitor.moveTo(next);
                long moved = System.nanoTime();
                var there =
                        Interruption.await(
                                Browser.MICROPHONE_HZ, () -> call.rtp().heardSince(moved));
                silences.add(there);
                assertThat(page.awaitTone(NatLab.PHONE_HZ).good()).isTrue();
            }

            System.out.println("new address, silence at the phone: " + silences);
            assertThat(silences).allSatisfy(each -> assertThat(each).isLessThan(BACK_WITHIN));
            assertThat(phone.requests()).as("SIP requests that the phone got").hasSize(requests);
            assertThat(Breaks.of(call.rtp().arrivals(), PCMA_RATE, KEYS)).isEmpty();
            page.hangup();
            call.awaitHangup(Lab.SOON);
        }
    }
}
