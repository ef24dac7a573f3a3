package org.ringdown.rtmfp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireWriter;

/** Any bytes at all as a packet: chunks that are read the same once they are written again, or a refusal. */
class PacketFuzzTest {
    @FuzzTest
    void readsAnything(byte[] bytes) throws MalformedException {
        Packet packet;
        try {
            packet = Packet.parse(ByteBuffer.wrap(bytes));
        } catch (MalformedException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return;
        }
        var out = new WireWriter();
        packet.write(out);
        assertThat(Packet.parse(out.written())).isEqualTo(packet);
    }
}
