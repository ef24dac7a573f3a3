package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What is done to every packet on its way makes no garbage. */
class RtpAllocationTest {
    private static final int PACKETS = 10_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1500);
    private final RtpPacket packet = new RtpPacket();
    private final ReceiverStatistics heard = new ReceiverStatistics(8000);
    private final SenderStatistics sent = new SenderStatistics();
    private final KeypadReceiver keypad = new KeypadReceiver();
    private final EgressRewriter egress = EgressRewriter.audio(8000, 7, 0, 0);
    private int number;

    @Test
    void makesNoGarbage() {
        egress.select(1);
        for (int warm = 0; warm < 5; warm++) {
            pass();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        pass();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).as("bytes for %d packets", PACKETS).isLessThan(1024);
        assertThat(sent.packets()).isEqualTo(6 * PACKETS);
    }

    private void pass() {
        for (int i = 0; i < PACKETS; i++) {
            long now = number * 20_000_000L;
            RtpWriter.header(buffer, 20, 8, false, number, number * 160, 1);
            number++;
            buffer.put(20, (byte) 0x91)
                    .putInt(36, 0xbede0000); // a contributor and an extension, to be bared of
            if (Rfc7983.kind(buffer, 20, 180) == Rfc7983.Kind.RTP && packet.wrap(buffer, 20, 180)) {
                heard.received(packet.sequence(), packet.timestamp(), now);
                keypad.receive(packet, now);
                RtpWriter.bare(packet);
                if (egress.rewrite(packet, 1, now)) {
                    sent.sent(packet.payloadLength());
                }
            }
        }
    }
}
