package org.ringdown.sdp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;

/** Feeds Jazzer's inputs to the parser, the views and the negotiations. */
class SdpFuzzTest {
    @FuzzTest
    void readsOrRefuses(byte[] input) {
        SessionDescription sdp;
        try {
            sdp = SdpParser.parse(ByteBuffer.wrap(input));
        } catch (MalformedException _) {
            return;
        }
        Samples.readEverything(sdp);
        if (!Samples.parse(sdp.toString()).equals(sdp)) {
            throw new AssertionError("reads back as something else");
        }
    }
}
