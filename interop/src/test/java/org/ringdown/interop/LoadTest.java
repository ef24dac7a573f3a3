package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.Load;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;

/** Many short calls from one SIP peer to another, through the program: none fails, and nothing is left of them. How fast is for {@code bench}. */
@Scenario
@Alone
class LoadTest {
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Load.Plan WARM_UP = new Load.Plan(60, 10, Duration.ofMillis(200));
    private static final Load.Plan CALLS = new Load.Plan(300, 20, Duration.ofMillis(500));

    @Test
    void callsBetweenPeersLeaveNothingBehind(Lab lab) {
        int to = Ports.free();
        try (var gateway = Gateway.start(lab.folder("load-gateway"), Gateway.passingLoadTo(to))) {
            int atFirst = gateway.footprint().udpPorts().size();
            load(lab, gateway, to, WARM_UP);
            settle(gateway, atFirst);
            var ports = gateway.footprint().udpPorts();
            long heap = gateway.liveHeap();

            load(lab, gateway, to, CALLS);
            settle(gateway, ports.size());
            gateway.awaitQuiet(SETTLE);
            Patience.await(
                    "heap as before: " + heap + " kB",
                    SETTLE,
                    Duration.ofSeconds(3),
                    () ->
                            gateway.liveHeap() <= heap * 1.05 + 4096
                                    ? Optional.of(true)
                                    : Optional.empty());
            assertThat(ports).containsAll(gateway.footprint().udpPorts());
        }
    }

    private static void load(Lab lab, Gateway gateway, int to, Load.Plan plan) {
        var load = Load.run(lab.folder("load"), gateway.sip().getPort(), to, gateway.pid(), plan);
        assertThat(load.calls()).isEqualTo(plan.calls());
        assertThat(load.failed()).isZero();
    }

    private static void settle(Gateway gateway, int ports) {
        Patience.await(
                "closed ports, but " + gateway.footprint().udpPorts().size() + " are open",
                SETTLE,
                Duration.ofMillis(500),
                () ->
                        gateway.footprint().udpPorts().size() <= ports
                                ? Optional.of(true)
                                : Optional.empty());
    }
}
