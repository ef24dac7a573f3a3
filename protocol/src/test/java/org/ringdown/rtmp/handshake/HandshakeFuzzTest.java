package org.ringdown.rtmp.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Random;

/** Any bytes at all, to either side: done, refused, or not enough. */
class HandshakeFuzzTest {
    @FuzzTest
    void takesAnything(byte[] bytes) {
        for (var handshake :
                new Handshake[] {
                    new ServerHandshake(new Random(1), 0),
                    new ClientHandshake(Scheme.DIGEST_FIRST, new Random(1), 0)
                }) {
            var in = ByteBuffer.wrap(bytes);
            handshake.receive(in);
            handshake.receive(in);
            assertThat(handshake.isDone() && handshake.refusal().isPresent()).isFalse();
            if (handshake.isDone()) assertThat(in.position()).isEqualTo(3073);
        }
    }
}
