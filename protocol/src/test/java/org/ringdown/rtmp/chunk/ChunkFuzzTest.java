package org.ringdown.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.ringdown.wire.MalformedException;

/** Any bytes at all, in one piece or byte by byte: the same messages or the same refusal, and never more room than is allowed. */
class ChunkFuzzTest {
    @FuzzTest
    void readsAnything(byte[] bytes) {
        var whole = new ArrayList<>();
        var single = new ArrayList<>();
        var reader = new ChunkReader(ChunkLimits.USUAL);
        try {
            reader.feed(ByteBuffer.wrap(bytes), whole::add);
        } catch (MalformedException refused) {
            whole.add(refused.getMessage());
        }
        assertThat(reader.unfinished()).isBetween(0, Math.max(bytes.length * 512, 512));
        reader = new ChunkReader(ChunkLimits.USUAL);
        try {
            for (int i = 0; i < bytes.length; i++) {
                reader.feed(ByteBuffer.wrap(bytes, i, 1), single::add);
            }
        } catch (MalformedException refused) {
            single.add(refused.getMessage());
        }
        assertThat(single).isEqualTo(whole);
    }
}
