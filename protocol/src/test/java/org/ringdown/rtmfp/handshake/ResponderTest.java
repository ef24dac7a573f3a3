package org.ringdown.rtmfp.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.rtmfp.crypto.DhGroup;
import org.ringdown.rtmfp.crypto.PacketCipher;
import org.ringdown.rtmfp.crypto.Protection;
import org.ringdown.rtmfp.handshake.Responder.Step;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Option;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/** The answers that Flash's and rtmfp-cpp's clients need, and that nobody is trusted before it has shown where it is. */
class ResponderTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 1935);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 1935);
    private static final BigInteger SECRET = BigInteger.valueOf(0x1234567890abcdefL);
    private static final long SECOND = 1_000_000_000;

    private final Responder responder = new Responder(new Random(1));

    @Test
    void aHelloIsAnsweredByACookieOf64Bytes() throws MalformedException {
        var hello = hello();

        assertThat(hello.cookie().remaining()).isEqualTo(64);
        assertThat(hex(hello.certificate())).isEqualTo("010a" + "021502" + "02150e");
        assertThat(hello.tag()).isEqualTo(bytes("0102"));
    }

    @Test
    void whoAsksForAPeerIsNotAnswered() throws MalformedException {
        var asked = new Chunk.InitiatorHello(bytes("020f11"), bytes("0102"));

        assertThat(responder.receive(asked, HERE, () -> 7, 0)).isInstanceOf(Step.Nothing.class);
    }

    @Test
    void whoWantsNothingIsAnsweredAtFixedPlaces() throws MalformedException {
        var group = DhGroup.MODP_1024;
        var component = bytes("021d02" + "031a020a" + "021e02");
        var certificate =
                Option.writeAll(List.of(Option.numbered(0x1d, 2, group.publicKey(SECRET))));
        var keyed =
                keyed(
                        new Chunk.InitiatorKeying(
                                9, hello().cookie(), certificate, component, bytes("58")));

        assertThat(hex(keyed.component())).startsWith("031a0000" + "021e00" + "81020d02");
        assertThat(keyed.component().remaining()).isEqualTo(139);
        opens(keyed, component, Protection.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void whoWantsHmacAndNumbersHasThem(DhGroup group) throws MalformedException {
        var component =
                Option.writeAll(
                        List.of(
                                Option.numbered(0x0d, group.number(), group.publicKey(SECRET)),
                                Option.of(0x1a, (byte) 7, (byte) 16),
                                Option.of(0x1e, (byte) 7)));
        var keyed = keyed(keying(hello().cookie(), component));

        assertThat(hex(keyed.component())).startsWith("031a0710" + "021e07");
        opens(keyed, component, new Protection(16, true));
    }

    @Test
    void aCookieIsForOneAddressAndForAWhile() throws MalformedException {
        var cookie = hello().cookie();
        var keying = keying(cookie, bytes("021d02"));

        assertThat(((Step.Reply) responder.receive(keying, THERE, () -> 7, 0)).chunk())
                .isInstanceOf(Chunk.CookieChange.class);
        assertThat(((Step.Reply) responder.receive(keying, HERE, () -> 7, 96 * SECOND)).chunk())
                .isInstanceOf(Chunk.CookieChange.class);
        assertThat(responder.receive(keying(bytes("00"), bytes("021d02")), HERE, () -> 7, 0))
                .isInstanceOf(Step.Nothing.class);
    }

    @Test
    void aKeyThatTellsTheSecretMakesNoSession() throws MalformedException {
        var component = Option.writeAll(List.of(Option.numbered(0x0d, 2, (byte) 1)));
        var step = responder.receive(keying(hello().cookie(), component), HERE, () -> 7, 0);

        assertThat(((Step.Work) step).work().run()).isEmpty();
    }

    private static void opens(KeyingWork.Keyed keyed, ByteBuffer component, Protection protection)
            throws MalformedException {
        var options = Option.readAll(new WireReader(keyed.component(), "test"));
        var said = Option.first(options, 0x0d).orElseThrow().value();
        var group = DhGroup.of(said.get(0)).orElseThrow();
        var key = new byte[said.remaining() - 1];
        said.get(1, key);
        var cipher =
                PacketCipher.of(
                        group.agree(SECRET, key).orElseThrow(),
                        component.array(),
                        keyed.component().array(),
                        protection,
                        protection);
        var packet = Packet.startup(new Chunk.Close(), 0);
        assertThat(keyed.cipher().open(cipher.seal(packet, 7))).isEqualTo(packet);
        assertThat(cipher.open(keyed.cipher().seal(packet, 9))).isEqualTo(packet);
    }

    private KeyingWork.Keyed keyed(Chunk.InitiatorKeying keying) throws MalformedException {
        var step = (Step.Work) responder.receive(keying, HERE, () -> 7, SECOND);
        var keyed = step.work().run().orElseThrow();
        assertThat(((Chunk.ResponderKeying) Responder.answer(keyed)).sessionId()).isEqualTo(7);
        return keyed;
    }

    private Chunk.ResponderHello hello() throws MalformedException {
        var asked = new Chunk.InitiatorHello(bytes("020a78"), bytes("0102"));
        return (Chunk.ResponderHello)
                ((Step.Reply) responder.receive(asked, HERE, () -> 7, 0)).chunk();
    }

    private static Chunk.InitiatorKeying keying(ByteBuffer cookie, ByteBuffer component) {
        return new Chunk.InitiatorKeying(9, cookie, bytes(""), component, bytes("58"));
    }

    private static String hex(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return HexFormat.of().formatHex(copy);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
