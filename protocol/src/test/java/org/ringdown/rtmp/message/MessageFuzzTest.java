package org.ringdown.rtmp.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.ringdown.rtmp.chunk.RawMessage;
import org.ringdown.wire.MalformedException;

/** Any bytes at all as a message of any type, which the first one says: messages that can be written again, or a refusal. */
class MessageFuzzTest {
    @FuzzTest
    void readsAnything(byte[] bytes) {
        if (bytes.length == 0) return;
        var body = ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice();
        var messages = new ArrayList<Message>();
        try {
            MessageReader.read(new RawMessage(bytes[0] & 0x1f, 1, 5, body), messages::add);
        } catch (MalformedException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        for (var message : messages) {
            if (!(message instanceof Message.Unknown)) {
                assertThat(MessageWriter.write(message).body()).isNotNull();
            }
        }
    }
}
