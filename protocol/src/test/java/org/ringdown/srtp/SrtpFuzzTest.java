package org.ringdown.srtp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Any bytes at all, at a receiver that hears its peer: refused, unchanged, and without an exception. */
class SrtpFuzzTest {
    @FuzzTest
    void opensNothingItWasNotSent(byte[] bytes) {
        for (var profile : SrtpProfile.values()) {
            var keys = SrtpKeys.ofSdes(profile, new byte[16 + profile.saltSize()]);
            var receiver = new SrtpReceiver(keys, new SrtpScratch());
            byte[] packet = bytes.clone();
            int rtp = receiver.unprotect(ByteBuffer.wrap(packet), 0, packet.length);
            int rtcp = receiver.unprotectRtcp(ByteBuffer.wrap(packet), 0, packet.length);
            if (rtp >= 0 || rtcp >= 0 || !Arrays.equals(bytes, packet)) {
                throw new AssertionError("a packet without a tag went through");
            }
        }
    }
}
