package org.ringdown.interop.flood;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Packet;

/** In turn: greetings without end, keys behind a cookie that was never given, packets of sessions that there are not, and noise. */
public final class RtmfpFlood implements Flood.Datagrams {
    private static final ByteBuffer BY_ADDRESS = ByteBuffer.wrap(new byte[] {1, 0x0a});
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Random random = new Random(1);
    private final PacketCipher startup = PacketCipher.startup();
    private int turn;

    @Override
    public void write(ByteBuffer into, InetSocketAddress from) {
        switch (turn++ & 3) {
            case 0 -> into.put(sealed(new Chunk.InitiatorHello(BY_ADDRESS, noise(16))));
            case 1 ->
                    into.put(
                            sealed(
                                    new Chunk.InitiatorKeying(
                                            turn, noise(64), noise(8), noise(150), NOTHING)));
            default -> into.put(noise(random.nextInt(12, 200)));
        }
    }

    private ByteBuffer sealed(Chunk chunk) {
        return startup.seal(Packet.startup(chunk, System.nanoTime()), 0);
    }

    private ByteBuffer noise(int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
