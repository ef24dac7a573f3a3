package org.ringdown.shard.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SourceRatesTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long NOW = Long.MAX_VALUE - SECOND; // the clock may run over

    private final SourceRates rates = new SourceRates(1024, 10, 5, 42, NOW);

    @Test
    void allowsSoManyAtOnceAndThenSoManyASecond() {
        assertThat(taken("192.0.2.1", 100, NOW)).isEqualTo(10);
        assertThat(taken("192.0.2.1", 100, NOW + SECOND)).isEqualTo(5);
        assertThat(taken("192.0.2.1", 100, NOW + 4 * SECOND)).isEqualTo(10);
    }

    @Test
    void saysNothingOfOthers() {
        assertThat(taken("192.0.2.1", 100, NOW)).isEqualTo(10);
        assertThat(taken("192.0.2.2", 100, NOW)).isEqualTo(10);
    }

    @Test
    void countsAWholeNetworkOfIpv6AsOne() {
        assertThat(taken("2001:db8::1", 6, NOW)).isEqualTo(6);
        assertThat(taken("2001:db8::2:3:4:5", 6, NOW)).isEqualTo(4);
        assertThat(taken("2001:db8:0:1::1", 6, NOW)).isEqualTo(6);
    }

    @Test
    void withOneRowEverybodyShares() {
        var together = new SourceRates(1, 3, 3, 0, NOW);
        assertThat(together.take(InetAddress.ofLiteral("192.0.2.1"), NOW)).isTrue();
        assertThat(together.take(InetAddress.ofLiteral("192.0.2.2"), NOW)).isTrue();
        assertThat(together.take(InetAddress.ofLiteral("2001:db8::1"), NOW)).isTrue();
        assertThat(together.take(InetAddress.ofLiteral("192.0.2.3"), NOW)).isFalse();
    }

    @Test
    void forgedAddressesGetNoMoreThanTheTableHolds() throws Exception {
        var random = RandomGenerator.of("L64X128MixRandom");
        int allowed = 0;
        var bytes = new byte[4];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(bytes);
            if (rates.take(InetAddress.getByAddress(bytes), NOW)) allowed++;
        }
        assertThat(allowed).isBetween(1024 * 9, 1024 * 10);
    }

    private int taken(String source, int tries, long now) {
        int taken = 0;
        for (int i = 0; i < tries; i++) if (rates.take(InetAddress.ofLiteral(source), now)) taken++;
        return taken;
    }
}
