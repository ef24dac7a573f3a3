package org.ringdown.rtcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Random;
import org.ringdown.rtcp.RtcpPacket.Nack;
import org.ringdown.rtp.EgressRewriter;
import org.ringdown.rtp.SenderStatistics;
import org.ringdown.wire.MalformedException;

/** Any bytes at all, read as RTCP and taken by a session: packets or a refusal, and no other exception. */
class RtcpFuzzTest {
    @FuzzTest
    void readsAnything(byte[] bytes) {
        readAll(bytes);
    }

    static void readAll(byte[] bytes) {
        try {
            var packets = RtcpParser.parse(ByteBuffer.wrap(bytes));
            var session =
                    new RtcpSession(
                            EgressRewriter.audio(8000, 0x22222222, 0, 0),
                            new SenderStatistics(),
                            "name",
                            new NtpClock(0, 0),
                            new Random(1),
                            0);
            session.receive(packets, 1);
            for (var packet : packets) {
                if (packet instanceof Nack nack) {
                    nack.forEachMissed(RtcpFuzzTest::checkSequence);
                }
            }
        } catch (MalformedException refused) {
            if (refused.getMessage().isBlank()) {
                throw new AssertionError("a refusal without a reason");
            }
        }
    }

    private static void checkSequence(int missed) {
        if (missed < 0 || missed > 0xffff) {
            throw new AssertionError("no sequence number: " + missed);
        }
    }
}
