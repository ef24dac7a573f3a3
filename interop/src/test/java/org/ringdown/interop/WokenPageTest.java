package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.Page;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.sound.G711;

/**
 * A call for a user whose only page is closed: Chromium's own worker is woken by what the gateway sent to a push service, shows who calls, and the page
 * that is opened takes the call.
 */
@Scenario
class WokenPageTest {
    private static final int PHONE_HZ = 1500;

    private static PushLab push;
    private static Gateway gateway;

    @BeforeAll
    static void start(Lab lab) throws Exception {
        push = PushLab.open();
        gateway = Gateway.start(lab.folder("gateway-push"), "push.hosts=[\"" + push.host() + "\"]");
        lab.pages().write("ringdown-worker.js", script("/ringdown-worker.js"));
    }

    /** A site serves the worker from its own origin, as browsers want it. */
    private static String script(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(gateway.origin() + path)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
        push.close();
    }

    @Test
    void aClosedTabRingsAndTakesTheCall(Lab lab) {
        var origin = lab.pages().origin();
        try (var beside = blank(lab, "alice");
                var phone = ScriptedPhone.open("caller")) {
            subscribeAndLeave(lab, "alice");
            var call = call(phone, "alice");
            call.awaitRinging(SOON);

            assertThat(beside.wake(origin, push.await(SOON), push.keys()))
                    .contains("\"type\":\"rings\"")
                    .contains(origin + "/phone.html");
            assertThat(beside.notifications(origin))
                    .singleElement()
                    .satisfies(shown -> assertThat(shown).contains("caller").contains("Calls you"));

            try (var page = open(lab, "alice")) {
                page.awaitIncoming();
                page.answer();
                page.awaitAnswered();
                call.awaitAnswer(SOON);
                call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
                assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
                assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
                page.hangup();
                call.awaitHangup(SOON);
            }
            assertThat(beside.wake(origin, push.await(SOON), push.keys()))
                    .contains("\"missed\":false");
            assertThat(beside.notifications(origin)).isEmpty();
        }
    }

    @Test
    void whoIsNotThereSeesThatTheyMissedACall(Lab lab) {
        var origin = lab.pages().origin();
        try (var beside = blank(lab, "bob");
                var phone = ScriptedPhone.open("caller")) {
            subscribeAndLeave(lab, "bob");
            var call = call(phone, "bob");
            call.awaitRinging(SOON);
            beside.wake(origin, push.await(SOON), push.keys());
            call.cancel();

            assertThat(beside.wake(origin, push.await(SOON), push.keys()))
                    .contains("\"missed\":true");
            assertThat(beside.notifications(origin))
                    .singleElement()
                    .satisfies(shown -> assertThat(shown).contains("Missed call"));
        }
    }

    /** A page of another origin in the user's browser, by which that is told of messages. */
    private static Page blank(Lab lab, String user) {
        return lab.chromium().open("about:blank", "woken-" + user);
    }

    private static PhonePage open(Lab lab, String user) {
        return PhonePage.open(lab.chromium(), lab.pages(), gateway, user, "woken-" + user);
    }

    private static void subscribeAndLeave(Lab lab, String user) {
        try (var page = open(lab, user)) {
            page.page().run(push.stub() + "await lab.phone.enablePush();");
        }
    }

    private static PhoneCall call(ScriptedPhone phone, String user) {
        return phone.dial(gateway.uri(user), List.of("PCMA"), Optional.empty());
    }
}
