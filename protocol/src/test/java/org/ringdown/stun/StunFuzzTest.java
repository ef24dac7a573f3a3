package org.ringdown.stun;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;

/** Any bytes at all, read as STUN to the last attribute: a message or a refusal, and no other exception. */
class StunFuzzTest {
    @FuzzTest
    void readsAnything(byte[] bytes) {
        readAll(bytes);
    }

    static void readAll(byte[] bytes) {
        try {
            var message = StunMessage.parse(ByteBuffer.wrap(bytes));
            message.hasValidFingerprint();
            message.unknown(Stun.USERNAME);
            if (StunIntegrity.shortTerm("no such password").signed(message)) {
                throw new AssertionError("a proof without the password");
            }
            message.errorCode();
            message.xorMappedAddress();
        } catch (MalformedException refused) {
            if (refused.getMessage().isBlank()) {
                throw new AssertionError("a refusal without a reason");
            }
        }
    }
}
