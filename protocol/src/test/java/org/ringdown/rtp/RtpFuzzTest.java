package org.ringdown.rtp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Any bytes at all: read as RTP, bared, rewritten and read as keys, without an exception. */
class RtpFuzzTest {
    @FuzzTest
    void readsAnything(byte[] bytes) {
        var packet = new RtpPacket();
        Rfc7983.kind(ByteBuffer.wrap(bytes), 0, bytes.length);
        if (!packet.wrap(ByteBuffer.wrap(bytes), 0, bytes.length)) {
            return;
        }
        int payload = packet.payloadLength();
        new KeypadReceiver().receive(packet, 0);
        new ReceiverStatistics(8000).received(packet.sequence(), packet.timestamp(), 0);
        RtpWriter.bare(packet);
        var rewriter = EgressRewriter.audio(8000, 1, 0, 0);
        rewriter.select(1);
        rewriter.rewrite(packet, 1, 0);
        if (packet.payloadLength() != payload || packet.length() != payload + RtpPacket.HEADER) {
            throw new AssertionError("the payload has changed");
        }
    }
}
