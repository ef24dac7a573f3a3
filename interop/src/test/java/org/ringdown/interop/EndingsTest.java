package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.sound.G711;

/** However a call ends, both ends are told, once, and the same (docs/endings.md). */
@Scenario
class EndingsTest {
    private static final Optional<Digest> BOB = Optional.of(new Digest("bob", "bob"));

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            textBlock =
                    """
                    486 Busy Here,                  busy
                    600 Busy Everywhere,            busy
                    603 Decline,                    declined
                    480 Temporarily Unavailable,    unavailable
                    503 Service Unavailable,        unavailable
                    408 Request Timeout,            no-answer
                    404 Not Found,                  not-found
                    484 Address Incomplete,         not-found
                    604 Does Not Exist Anywhere,    not-found
                    403 Forbidden,                  forbidden
                    415 Unsupported Media Type,     codec-mismatch
                    488 Not Acceptable Here,        codec-mismatch
                    606 Not Acceptable,             codec-mismatch
                    """)
    void aRefusalHasItsReason(String status, String reason, Lab lab) {
        try (var phone = ScriptedPhone.open("refuser");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(phone.uri());
            phone.awaitCall(SOON).reject(status);

            var end = page.awaitEnd();
            assertThat(end.path("reason").asString()).isEqualTo(reason);
            assertThat(end.path("by").asString()).isEqualTo("remote");
            assertThat(end.path("sip").path("code").asInt())
                    .isEqualTo(Integer.parseInt(status.substring(0, 3)));
        }
    }

    @Test
    void thePageTakesItsCallBack(Lab lab) {
        try (var phone = ScriptedPhone.open("ringing");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.ring();
            page.awaitState("ringing");
            page.hangup();

            call.awaitCancel();
            var end = page.awaitEnd();
            assertThat(end.path("reason").asString()).isEqualTo("canceled");
            assertThat(end.path("by").asString()).isEqualTo("local");
        }
    }

    @Test
    void nobodyAnswers(Lab lab) {
        try (var phone = ScriptedPhone.open("deaf");
                var page = lab.page(lab.chromium(), "alice")) {
            page.page()
                    .run(
                            "const call = await lab.phone.call('"
                                    + phone.uri()
                                    + "', {ringTimeout: 2000}); lab.watch(call)");
            var call = phone.awaitCall(SOON);
            call.ring();

            call.awaitCancel();
            assertThat(page.awaitEnd().path("reason").asString()).isEqualTo("no-answer");
        }
    }

    @Test
    void nobodyIsThere(Lab lab) {
        var nowhere = "sip:nobody@127.0.0.1:" + Ports.free();
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial(nowhere);
            assertThat(page.awaitEnd(Duration.ofSeconds(40)).path("reason").asString())
                    .isIn("no-answer", "unavailable");
        }
    }

    @Test
    void thePhoneTakesItsCallBack(Lab lab) {
        try (var phone = ScriptedPhone.open("bob");
                var page = lab.page(lab.chromium(), "alice")) {
            var call = phone.dial(lab.gateway().uri("alice"), List.of("PCMA"), BOB);
            page.awaitIncoming();
            call.cancel();

            assertThat(call.awaitFinal(SOON).status()).isEqualTo(487);
            var end = page.awaitEnd();
            assertThat(end.path("reason").asString()).isEqualTo("canceled");
            assertThat(end.path("by").asString()).isEqualTo("remote");
        }
    }

    @ParameterizedTest(name = "busy {0} is {1}")
    @CsvSource({"true, 486", "false, 603"})
    void thePageRefuses(boolean busy, int status, Lab lab) {
        try (var phone = ScriptedPhone.open("bob");
                var page = lab.page(lab.chromium(), "alice")) {
            var call = phone.dial(lab.gateway().uri("alice"), List.of("PCMA"), BOB);
            page.awaitIncoming();
            page.reject(busy);

            assertThat(call.awaitFinal(SOON).status()).isEqualTo(status);
            var end = page.awaitEnd();
            assertThat(end.path("reason").asString()).isEqualTo(busy ? "busy" : "declined");
            assertThat(end.path("by").asString()).isEqualTo("local");
        }
    }

    @Test
    void noPageIsThere(Lab lab) {
        try (var phone = ScriptedPhone.open("bob")) {
            Patience.await("refusal with 480", SOON, () -> isRefusedAtOnce(phone, lab));
        }
    }

    /** The tab of an earlier scenario may still be on its way out, and then it rings. */
    private static boolean isRefusedAtOnce(ScriptedPhone phone, Lab lab) {
        var call = phone.dial(lab.gateway().uri("alice"), List.of("PCMA"), BOB);
        int first = call.awaitRingingOrFinal(SOON).status();
        if (first == 180) {
            call.cancel();
            call.awaitFinal(SOON);
        }
        return first == 480;
    }

    @Test
    void nobodyHasThatName(Lab lab) {
        try (var phone = ScriptedPhone.open("bob")) {
            var call = phone.dial(lab.gateway().uri("zoltan"), List.of("PCMA"), BOB);
            assertThat(call.awaitFinal(SOON).status()).isEqualTo(404);
        }
    }

    @Test
    void thePhoneHangsUp(Lab lab) {
        try (var phone = ScriptedPhone.open("talker");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            page.awaitAnswered();
            call.hangup();

            var end = page.awaitEnd();
            assertThat(end.path("reason").asString()).isEqualTo("hangup");
            assertThat(end.path("by").asString()).isEqualTo("remote");
        }
    }

    @Test
    void thePageHangsUp(Lab lab) {
        try (var phone = ScriptedPhone.open("talker");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            page.awaitAnswered();
            page.hangup();

            call.awaitHangup(SOON);
            var end = page.awaitEnd();
            assertThat(end.path("reason").asString()).isEqualTo("hangup");
            assertThat(end.path("by").asString()).isEqualTo("local");
        }
    }

    @Test
    void earlyMediaIsHeardBeforeTheRefusal(Lab lab) {
        try (var phone = ScriptedPhone.open("announcer");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.progress("PCMA", Voice.tone(G711.PCMA, 1500));
            page.awaitState("early-media");
            assertThat(page.awaitTone(1500).good()).isTrue();
            call.reject("404 Not Found");
            assertThat(page.awaitEnd().path("reason").asString()).isEqualTo("not-found");
        }
    }
}
