package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.Test;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.process.Patience;

/** What the phone at {@code /} says where the gateway ended a call by itself: nobody answered in time, the time was over, a page was lost or never came. */
@Scenario
class GatewayEndingsInWordsTest {
    @Test
    void theGatewayEndsThem(Lab lab) {
        try (var gateway =
                        Gateway.start(
                                lab.folder("impatient"),
                                "calls.resume-grace=1s",
                                "calls.max-duration=8s",
                                "calls.ring-timeout=2s");
                var far = ScriptedPhone.open("patient");
                var phone = Softphone.signedIn(lab, gateway, "words-gateway", "alice")) {
            EndingsInWordsTest.dial(phone, far.uri());
            far.awaitCall(SOON).ring();
            phone.awaitText(".outcome", "Nobody answered.");

            EndingsInWordsTest.dial(phone, far.uri());
            far.awaitCall(SOON).answer("PCMA");
            phone.awaitCall("active");
            long begun = System.nanoTime();
            phone.page().await("end of the time", SOON.plusSeconds(10), outcome("time limit"));
            assertThat(System.nanoTime() - begun).isGreaterThan(7_000_000_000L);

            var other = lab.page(lab.chromium(), gateway, "bob");
            EndingsInWordsTest.dial(phone, "bob");
            other.awaitIncoming();
            other.answer();
            phone.awaitCall("active");
            other.vanish();
            phone.page().await("loss", SOON.plusSeconds(10), outcome("The connection was lost."));
        }
    }

    /** A browser that takes too long to say what it can: the call went ahead of it, and is given up. */
    @Test
    void thePageIsTooSlow(Lab lab) {
        var slow =
                """
                const made = RTCPeerConnection.prototype.createOffer;
                RTCPeerConnection.prototype.createOffer = async function (...given) {
                  while (!window.hurry) await new Promise(resolve => setTimeout(resolve, 50));
                  return made.apply(this, given);
                };
                """;
        try (var far = ScriptedPhone.open("waiting");
                var phone = Softphone.signedIn(lab, "words-slow", "alice", slow)) {
            EndingsInWordsTest.dial(phone, far.uri());
            far.awaitCall(SOON);
            Patience.await(
                    "end of patience",
                    SOON.plusSeconds(10),
                    () ->
                            far.requests().stream()
                                    .anyMatch(request -> request.toString().startsWith("CANCEL")));
            phone.run("window.hurry = true");
            phone.awaitText(".outcome", "No sound came from the other side any more.");
            phone.awaitNoCall();
        }
    }

    private static String outcome(String words) {
        return "document.querySelector('ringdown-phone').shadowRoot.querySelector('.outcome')?.textContent.includes('%s')"
                .formatted(words);
    }
}
