package org.ringdown.rtmp.amf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;

/** Any bytes at all: values that can be walked, printed and written again, or a refusal. */
class AmfFuzzTest {
    @FuzzTest
    void readsAnything(byte[] bytes) {
        readAll(bytes);
    }

    static void readAll(byte[] bytes) {
        try {
            var values = Amf0Reader.readAll(ByteBuffer.wrap(bytes));
            assertThat(values.toString()).isNotEmpty();
            assertThat(values).hasSameHashCodeAs(values);
            assertThat(Amf0Reader.readAll(Amf0Writer.writeAll(values))).hasSameSizeAs(values);
        } catch (MalformedException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
