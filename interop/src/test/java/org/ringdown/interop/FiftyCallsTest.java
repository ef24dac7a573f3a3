package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.process.Footprint;
import org.ringdown.interop.process.Patience;

/** Many calls leave nothing behind: no port, no thread, no file, no memory. */
@Scenario
@Alone
class FiftyCallsTest {
    private static final int CALLS = 50;
    private static final int WARM_UP = 10;
    private static final Duration SETTLE =
            Duration.ofSeconds(40); // longer than SIP remembers a transaction
    private static final int THREADS_OF_THE_JVM = 4; // compilers and carriers come and go
    private static final int CONNECTIONS_OF_THE_BROWSER =
            4; // it keeps some open, for requests to come

    @Test
    void fiftyCallsLeaveNothingBehind(Lab lab) {
        var gateway = lab.gateway();
        try (var phone = ScriptedPhone.open("carol");
                var page = lab.page(lab.chromium(), "alice")) {
            var ports = gateway.footprint().udpPorts();
            calls(WARM_UP, phone, page, lab);
            settle(gateway, ports.size());
            var before = gateway.footprint();
            long heap = gateway.liveHeap();

            calls(CALLS, phone, page, lab);
            settle(gateway, ports.size());
            Patience.await(
                    "heap as before: " + heap + " kB",
                    SETTLE,
                    Duration.ofSeconds(5),
                    () ->
                            gateway.liveHeap() <= heap * 1.02 + 4096
                                    ? Optional.of(true)
                                    : Optional.empty());
            var after = gateway.footprint();
            System.out.println("before " + before + ", after " + CALLS + " calls " + after);
            // Fewer, where the gateway was still rehearsing when the first were counted.
            assertThat(ports).containsAll(after.udpPorts());
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + THREADS_OF_THE_JVM);
            assertThat(after.files())
                    .isLessThanOrEqualTo(before.files() + CONNECTIONS_OF_THE_BROWSER);
        }
    }

    private static void settle(Gateway gateway, int ports) {
        Patience.await(
                "closed ports, but " + gateway.footprint().udpPorts(),
                SETTLE,
                () -> gateway.footprint().udpPorts().size() <= ports);
    }

    private static Footprint calls(int count, ScriptedPhone phone, PhonePage page, Lab lab) {
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) out(phone, page);
            else in(phone, page, lab);
        }
        return lab.gateway().footprint();
    }

    private static void out(ScriptedPhone phone, PhonePage page) {
        page.dial(phone.uri());
        var call = phone.awaitCall(SOON);
        call.ring();
        call.answer("PCMA");
        page.awaitAnswered();
        page.hangup();
        call.awaitHangup(SOON);
        page.awaitEnd();
    }

    private static void in(ScriptedPhone phone, PhonePage page, Lab lab) {
        var call =
                phone.dial(
                        lab.gateway().uri("alice"),
                        List.of("PCMA"),
                        Optional.empty()); // a stranger: a user's phones are limited
        call.awaitRinging(SOON); // says what came instead
        page.awaitIncoming();
        page.answer();
        call.awaitAnswer(SOON);
        page.awaitAnswered();
        call.hangup();
        page.awaitEnd();
    }
}
