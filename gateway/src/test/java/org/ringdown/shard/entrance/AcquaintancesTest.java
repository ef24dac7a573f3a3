package org.ringdown.shard.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.transaction.Flow;

class AcquaintancesTest {
    private static final InetSocketAddress US = new InetSocketAddress("192.0.2.1", 5060);

    private final Acquaintances known = new Acquaintances();

    @Test
    void whoeverWasSilentTheLongestMakesRoom() {
        for (int i = 0; i < 20_000; i++) known.meet(way(i));
        assertThat(known.includes(way(0))).isTrue(); // and so it has been heard of just now
        known.meet(way(20_000));
        assertThat(known.includes(way(0))).isTrue();
        assertThat(known.includes(way(1))).isFalse();
        assertThat(known.includes(way(20_000))).isTrue();
    }

    @Test
    void whoIsForgottenIsAStranger() {
        known.meet(way(1));
        known.forget(way(1));
        assertThat(known.includes(way(1))).isFalse();
    }

    private static Flow way(int port) {
        return Flow.udp(new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), port), US);
    }
}
