package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.sound.G711;

/** Two visitors never see each other's call, in two browsers or in two tabs of one. */
@Scenario
class StrangersTest {
    @ParameterizedTest(name = "second visitor in context {0}")
    @ValueSource(strings = {"visitor-1", "visitor-2"})
    void aGuestSeesOnlyItsOwnCalls(String context, Lab lab) {
        try (var phone = ScriptedPhone.open("callee");
                var first =
                        PhonePage.open(
                                lab.chromium(), lab.pages(), lab.gateway(), "guest", "visitor-1");
                var second =
                        PhonePage.open(
                                lab.chromium(), lab.pages(), lab.gateway(), "guest", context)) {
            first.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.rtp().say(Voice.tone(G711.PCMA, 1500));
            call.answer("PCMA");
            first.awaitAnswered();
            assertThat(first.awaitTone(1500).good()).isTrue();

            var identity = "return lab.phone.identity";
            assertThat(first.page().run(identity).asString()).startsWith("guest:");
            assertThat(second.page().run(identity)).isNotEqualTo(first.page().run(identity));
            assertThat(second.page().run("return lab.phone.calls.length").asInt()).isZero();
            assertThat(second.page().run("return !!lab.call").asBoolean()).isFalse();
            first.hangup();
            call.awaitHangup(SOON);
        }
    }

    @Test
    void aStrangerWhoKnowsTheCallsNameGetsNothing(Lab lab) {
        try (var phone = ScriptedPhone.open("callee");
                var page = lab.page(lab.chromium(), "guest");
                var stranger = PageSocket.open(lab.gateway())) {
            page.dial(phone.uri());
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            page.awaitAnswered();
            var id = page.page().run("return lab.call.id").asString();

            assertThat(stranger.hello("guest").path("calls").size()).isZero();
            stranger.say(Map.of("type", "pull", "call", id, "m", "m1"));
            stranger.await("error");
            stranger.say(Map.of("type", "hangup", "call", id));
            stranger.say(Map.of("type", "ping"));
            stranger.await("pong");
            assertThat(page.page().run("return lab.call.state").asString()).isEqualTo("active");
            assertThat(call.over()).isFalse();
            page.hangup();
            call.awaitHangup(SOON);
        }
    }
}
