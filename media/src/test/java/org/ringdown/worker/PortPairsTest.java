package org.ringdown.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Hands out pairs over the ports of a simulated host. */
class PortPairsTest {
    private static final DatagramHandler NOBODY = (_, _, _) -> {};

    private final VirtualLoop loop = new VirtualLoop();
    private final InetAddress host = InetAddress.getLoopbackAddress();

    @Test
    void opensAnEvenPortAndTheOddOneAboveIt() throws IOException {
        var pairs = pairs(new PortRange(20000, 20003));

        var pair = pairs.open(NOBODY, NOBODY);

        assertThat(pair.rtp().local().getPort()).isEqualTo(20000);
        assertThat(pair.rtcp().local().getPort()).isEqualTo(20001);
    }

    @Test
    void passesOverPortsThatSomebodyElseHas() throws IOException {
        loop.take(20001);

        var pair = pairs(new PortRange(20000, 20003)).open(NOBODY, NOBODY);

        assertThat(pair.rtp().local().getPort()).isEqualTo(20002);
        assertThat(loop.openPorts()).containsExactlyInAnyOrder(20001, 20002, 20003);
    }

    @Test
    void saysSoWhenTheRangeIsExhausted() throws IOException {
        var pairs = pairs(new PortRange(20000, 20003));
        pairs.open(NOBODY, NOBODY);
        pairs.open(NOBODY, NOBODY);

        assertThatThrownBy(() -> pairs.open(NOBODY, NOBODY))
                .isInstanceOf(IOException.class)
                .hasMessage("No RTP port is free in 20000-20003.");
    }

    @Test
    void letsAClosedPairRestBeforeItIsUsedAgain() throws IOException {
        var pairs = pairs(new PortRange(20000, 20001));
        var pair = pairs.open(NOBODY, NOBODY);
        pairs.close(pair);

        loop.pass(Duration.ofMillis(9_999));
        assertThatThrownBy(() -> pairs.open(NOBODY, NOBODY)).isInstanceOf(IOException.class);
        loop.pass(Duration.ofMillis(1));
        assertThat(pairs.open(NOBODY, NOBODY).rtp().local().getPort()).isEqualTo(20000);
    }

    @Test
    void whatHasRestedLongestComesFirst() throws IOException {
        var pairs = pairs(new PortRange(20000, 20005));
        var first = pairs.open(NOBODY, NOBODY);
        var second = pairs.open(NOBODY, NOBODY);
        pairs.close(second);
        loop.pass(Duration.ofSeconds(1));
        pairs.close(first);
        loop.pass(Duration.ofMinutes(1));

        assertThat(pairs.open(NOBODY, NOBODY).rtp().local().getPort()).isEqualTo(20004);
        assertThat(pairs.open(NOBODY, NOBODY).rtp().local().getPort()).isEqualTo(20002);
        assertThat(pairs.open(NOBODY, NOBODY).rtp().local().getPort()).isEqualTo(20000);
    }

    @Test
    void takesWhateverTheSystemGivesWhenThereIsNoRange() throws IOException {
        var pair = pairs(PortRange.ANY).open(NOBODY, NOBODY);

        assertThat(pair.rtp().local().getPort()).isEven();
        assertThat(pair.rtcp().local().getPort()).isEqualTo(pair.rtp().local().getPort() + 1);
    }

    private PortPairs pairs(PortRange range) {
        return new PortPairs(loop, host, range, Duration.ofSeconds(10));
    }
}
