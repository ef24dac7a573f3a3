package org.ringdown.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.rtp.RtpWriter;

/** The packet path of the profile everybody has makes no garbage, in either kind of buffer. */
class SrtpAllocationTest {
    private static final int PACKETS = 10_000;
    private static final int PAYLOAD = 160;

    /** The first ones warm up; while code is being compiled, a few bytes may be spent. */
    private static final int ROUNDS = 8;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final SrtpScratch scratch = new SrtpScratch();
    private final SrtpKeys keys =
            SrtpKeys.ofSdes(SrtpProfile.AES_CM_128_HMAC_SHA1_80, new byte[30]);
    private final SrtpSender sender = new SrtpSender(keys, scratch);
    private final SrtpReceiver receiver = new SrtpReceiver(keys, scratch);
    private int sequence;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void makesNoGarbage(boolean direct) {
        var buffer = direct ? ByteBuffer.allocateDirect(1500) : ByteBuffer.allocate(1500);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            send(buffer);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes for %d packets", PACKETS).isLessThan(1024);
    }

    private void send(ByteBuffer buffer) {
        for (int i = 0; i < PACKETS; i++) {
            RtpWriter.header(buffer, 0, 8, false, sequence, sequence * PAYLOAD, 1);
            sequence = sequence + 1 & 0xffff;
            int length = sender.protect(buffer, 0, 12 + PAYLOAD);
            if (receiver.unprotect(buffer, 0, length) != 12 + PAYLOAD
                    || receiver.unprotect(buffer, 0, length) >= 0) {
                throw new AssertionError("packet " + i);
            }
            buffer.putLong(0, 0x80c90001_00000001L);
            length = sender.protectRtcp(buffer, 0, 60);
            if (receiver.unprotectRtcp(buffer, 0, length) != 60) {
                throw new AssertionError("report " + i);
            }
        }
    }
}
