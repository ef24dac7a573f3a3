package org.ringdown.rtmfp.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import org.ringdown.rtmfp.handshake.Responder.Step;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.wire.MalformedException;

/** Any bytes at all as a discriminator, a certificate and a keying component, behind a good cookie: a step, or a refusal. */
class ResponderFuzzTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 1935);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final ByteBuffer BY_ADDRESS = ByteBuffer.wrap(new byte[] {1, 0x0a});

    private final Responder responder = new Responder(new Random(1));

    @FuzzTest
    void takesAnything(byte[] bytes) throws MalformedException {
        var any = ByteBuffer.wrap(bytes);
        take(new Chunk.InitiatorHello(any, NOTHING));
        var hello =
                (Step.Reply)
                        responder.receive(
                                new Chunk.InitiatorHello(BY_ADDRESS, NOTHING), HERE, () -> 7, 0);
        var cookie = ((Chunk.ResponderHello) hello.chunk()).cookie();
        take(new Chunk.InitiatorKeying(9, cookie, any, any, NOTHING));
    }

    private void take(Chunk chunk) {
        try {
            assertThat(responder.receive(chunk, HERE, () -> 7, 0)).isNotNull();
        } catch (MalformedException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
