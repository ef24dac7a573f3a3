package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Any bytes at all: what is read of them lies within them, block behind block, and is all that is behind the headers. */
class RedundantFuzzTest {
    @FuzzTest
    void readsAnything(byte[] bytes) {
        var buffer = ByteBuffer.allocate(RtpPacket.HEADER + bytes.length);
        RtpWriter.header(buffer, 0, 63, false, 0, 0, 0);
        buffer.put(RtpPacket.HEADER, bytes);
        var packet = new RtpPacket();
        packet.wrap(buffer, 0, buffer.capacity());
        var view = new RedundantPacket();
        if (!view.wrap(packet)) return;

        int last = view.blocks() - 1;
        int at = RtpPacket.HEADER + RedundantWriter.headers(last);
        for (int i = 0; i <= last; i++) {
            assertThat(view.start(i)).isEqualTo(at);
            assertThat(view.payloadType(i)).isBetween(0, 127);
            assertThat(view.age(i)).isBetween(0, RedundantWriter.OLDEST);
            at += view.length(i);
        }
        assertThat(at).isEqualTo(buffer.capacity());
    }
}
