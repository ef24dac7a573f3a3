package org.ringdown.rtmfp.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.handshake.Responder.Step;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Envelope;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.wire.MalformedException;

/**
 * What the players of rtmfp-cpp and librtmfp sent to this responder: its port, then its datagrams. With the same dice the same cookies and keys come out, and what it
 * sent within its session opens.
 */
class TranscriptTest {
    private static final int NEAR = 7;
    private static final long THEN = 0;

    private final Responder responder = new Responder(new Random(1));
    private final PacketCipher startup = PacketCipher.startup();
    private final List<Packet> said = new ArrayList<>();
    private KeyingWork.Keyed keyed;

    @ParameterizedTest
    @CsvSource({"rtmfp-cpp-hmac, 16, true", "rtmfp-cpp-plain, 0, false", "librtmfp, 0, false"})
    void itsSessionHasKeysAndProtectionAsItWants(String name, int hmac, boolean numbered)
            throws IOException, MalformedException {
        replay(name);

        assertThat(keyed.work().sending().hmac()).isEqualTo(hmac);
        assertThat(keyed.work().receiving().hmac()).isEqualTo(hmac);
        assertThat(keyed.work().receiving().numbered()).isEqualTo(numbered);
        var first = (Chunk.UserData) said.getFirst().chunks().getFirst();
        assertThat(text(first.options().getFirst().value())).startsWith("TC"); // RFC 7425 §5.1
        assertThat(text(first.data())).contains("connect");
    }

    private void replay(String name) throws IOException, MalformedException {
        List<String> lines;
        try (var in = getClass().getResourceAsStream(name + ".txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        }
        var from = new InetSocketAddress("127.0.0.1", Integer.parseInt(lines.getFirst()));
        for (var line : lines.subList(1, lines.size())) {
            receive(ByteBuffer.wrap(HexFormat.of().parseHex(line)), from);
        }
    }

    private void receive(ByteBuffer datagram, InetSocketAddress from) throws MalformedException {
        if (Envelope.sessionId(datagram).orElseThrow() == NEAR) {
            said.add(keyed.cipher().open(datagram));
            return;
        }
        for (var chunk : startup.open(datagram).chunks()) {
            if (responder.receive(chunk, from, () -> NEAR, THEN) instanceof Step.Work(var work)) {
                keyed = work.run().orElseThrow();
            }
        }
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }
}
