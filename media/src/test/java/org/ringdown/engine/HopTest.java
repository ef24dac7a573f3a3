package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.path.RtpSink;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.VirtualLoop;

class HopTest {
    private final VirtualLoop hearing = new VirtualLoop();
    private final Counters speaking = new Counters();
    private final Hop hop = new Hop(hearing);
    private final List<Integer> heard = new ArrayList<>();
    private final RtpSink mouth = hop.to(ear(), speaking);

    @Test
    void packetsArriveInOrderOnTheOtherWorker() {
        for (int i = 0; i < 10; i++) say(i, 172);
        assertThat(heard).isEmpty();
        hearing.pass(Duration.ofMillis(1));

        assertThat(heard).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(speaking.of(Counted.HOP_FULL)).isZero();
    }

    @Test
    void aWorkerThatDoesNotKeepUpLosesTheOldest() {
        for (int i = 0; i < 600; i++) say(i, 172);
        hearing.pass(Duration.ofMillis(1));

        assertThat(heard).hasSize(512).startsWith(88).endsWith(599);
        assertThat(speaking.of(Counted.HOP_FULL)).isEqualTo(88);
    }

    @Test
    void aPacketTooLongForAnyNetworkIsLost() {
        say(1, 1537);
        hearing.pass(Duration.ofMillis(1));

        assertThat(heard).isEmpty();
        assertThat(speaking.of(Counted.HOP_FULL)).isEqualTo(1);
    }

    private void say(int sequence, int length) {
        var buffer = ByteBuffer.allocate(length + 100);
        RtpWriter.header(buffer, 20, 8, false, sequence, 160 * sequence, 1);
        var packet = new RtpPacket();
        packet.wrap(buffer, 20, length);
        mouth.accept(packet, 0);
    }

    private Ear ear() {
        return new Ear() {
            @Override
            public void formats(LegFormats partner) {}

            @Override
            public void renew() {}

            @Override
            public void accept(RtpPacket packet, long now) {
                heard.add(packet.sequence());
            }

            @Override
            public void close() {}
        };
    }
}
