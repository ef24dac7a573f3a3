package org.ringdown.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.MalformedException;

/** Reads what is a STUN message by RFC 8489 §5 and §14, and says of everything else what is wrong with it. */
class StunMessageTest {
    private static final ByteBuffer ID = hex("000102030405060708090a0b");

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    00                                                     | message type needs 2 bytes, 1 left at byte 0 (RFC 8489 §5)
                    8001 0000 2112a442 000000000000000000000000            | the first two bits are not zero at byte 2 (RFC 8489 §5)
                    0001 0000 2112a443 000000000000000000000000            | no magic cookie at byte 8 (RFC 8489 §5)
                    0001 0004 2112a442 000000000000000000000000            | length 4, but 0 bytes follow at byte 20 (RFC 8489 §5)
                    0001 0000 2112a442 000000000000000000000000 00         | length 0, but 1 bytes follow at byte 20 (RFC 8489 §5)
                    0001 0004 2112a442 000000000000000000000000 0024 0004  | attribute value needs 4 bytes, 0 left at byte 24 (RFC 8489 §5)
                    0001 0005 2112a442 000000000000000000000000 0024 0001 00 | attribute padding needs 3 bytes, 0 left at byte 25 (RFC 8489 §5)
                    0001 0004 2112a442 000000000000000000000000 0024 ffff  | attribute value needs 65535 bytes, 0 left at byte 24 (RFC 8489 §5)
                    """)
    void saysWhatIsWrongAndWhere(String datagram, String complaint) {
        assertThatThrownBy(() -> StunMessage.parse(hex(datagram)))
                .isInstanceOf(MalformedException.class)
                .hasMessage(complaint);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void refusesEveryTruncation(int which) {
        var whole =
                hex(
                        switch (which) {
                            case 0 -> Rfc5769Test.REQUEST;
                            case 1 -> Rfc5769Test.IPV4_RESPONSE;
                            case 2 -> Rfc5769Test.IPV6_RESPONSE;
                            default -> Rfc5769Test.LONG_TERM_REQUEST;
                        });
        for (int size = 0; size < whole.capacity(); size++) {
            var cut = whole.slice(0, size);
            assertThatThrownBy(() -> StunMessage.parse(cut))
                    .as("%d bytes", size)
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void boundsTheNumberOfAttributes() throws Exception {
        var out = ByteBuffer.allocate(1000);
        var writer = new StunWriter(out, Stun.BINDING_REQUEST, ID);
        for (int i = 0; i < 64; i++) {
            writer.attribute(0x8000 + i);
        }
        assertThat(StunMessage.parse(out.slice(0, out.position())).attributes()).hasSize(64);
        writer.attribute(0x9000);
        assertThatThrownBy(() -> StunMessage.parse(out.flip()))
                .hasMessageStartingWith("more than 64 attributes");
    }

    @Test
    void ignoresWhatNothingProtects() throws Exception {
        var message =
                write(writer ->
                        writer.number(Stun.PRIORITY, 1)
                                .integrity(StunIntegrity.shortTerm("secret"))
                                .attribute(Stun.USE_CANDIDATE)
                                .fingerprint());
        assertThat(message.has(Stun.PRIORITY)).isTrue();
        assertThat(message.has(Stun.USE_CANDIDATE)).isFalse();
        assertThat(message.hasValidFingerprint()).isTrue();
        assertThat(StunIntegrity.shortTerm("secret").signed(message)).isTrue();
    }

    @Test
    void takesTheFirstOfTwoAttributes() throws Exception {
        var message = write(writer -> writer.number(Stun.PRIORITY, 1).number(Stun.PRIORITY, 2));
        assertThat(message.find(Stun.PRIORITY).orElseThrow().value().getInt(0)).isEqualTo(1);
    }

    @Test
    void believesNoFingerprintButTheLastAttribute() throws Exception {
        var message = write(writer -> writer.fingerprint().number(Stun.PRIORITY, 1));
        assertThat(message.hasValidFingerprint()).isFalse();
    }

    @Test
    void believesNoProofOfAnotherSize() throws Exception {
        var integrity = StunIntegrity.shortTerm("secret");
        assertThat(integrity.signed(write(writer -> writer.attribute(Stun.MESSAGE_INTEGRITY))))
                .isFalse();
        assertThat(
                        integrity.signed(
                                write(writer ->
                                        writer.attribute(Stun.MESSAGE_INTEGRITY, new byte[24]))))
                .isFalse();
        assertThat(integrity.signed(write(writer -> writer))).isFalse();
    }

    @Test
    void readsTheErrorsItWrites() throws Exception {
        var message = write(writer -> writer.errorCode(420).unknownAttributes(0x7f00, 0x1, 0x2));
        assertThat(message.errorCode()).contains(420);
        assertThat(message.find(Stun.UNKNOWN_ATTRIBUTES).orElseThrow().value())
                .isEqualTo(hex("7f0000010002"));
        assertThat(write(writer -> writer).errorCode()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "00000264", "00000000", "00000700"})
    void refusesWhatIsNoErrorCode(String value) throws Exception {
        var message =
                write(writer -> writer.attribute(Stun.ERROR_CODE, HexFormat.of().parseHex(value)));
        assertThatThrownBy(message::errorCode).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0001", "0003000000000000", "00010000000000", "000100000000000000"})
    void refusesWhatIsNoAddress(String value) throws Exception {
        var message =
                write(writer ->
                        writer.attribute(Stun.XOR_MAPPED_ADDRESS, HexFormat.of().parseHex(value)));
        assertThatThrownBy(message::xorMappedAddress).isInstanceOf(MalformedException.class);
    }

    @Test
    void namesWhatItShouldKnowButDoesNot() throws Exception {
        var message =
                write(writer ->
                        writer.number(Stun.PRIORITY, 1)
                                .attribute(0x7001)
                                .attribute(0x7001)
                                .attribute(0xC057)
                                .attribute(0x0003));
        assertThat(message.unknown(Stun.PRIORITY)).containsExactly(0x7001, 0x0003);
        assertThat(message.unknown(Stun.PRIORITY, 0x7001, 0x0003)).isEmpty();
    }

    @Test
    void carriesEveryAddress() throws Exception {
        var random = new Random(8489);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
            random.nextBytes(bytes);
            var address =
                    new InetSocketAddress(InetAddress.getByAddress(bytes), random.nextInt(65536));
            assertThat(write(writer -> writer.xorMappedAddress(address)).xorMappedAddress())
                    .contains(address);
        }
    }

    @Test
    void writesNothingPastTheEnd() {
        assertThatThrownBy(() -> new StunWriter(ByteBuffer.allocate(19), 1, ID))
                .isInstanceOf(BufferOverflowException.class);
        assertThatThrownBy(() -> new StunWriter(ByteBuffer.allocate(40), 1, hex("00")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void survivesMutations() {
        var random = new Random(5769);
        byte[] seed = HexFormat.of().parseHex(Rfc5769Test.REQUEST);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = seed.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            StunFuzzTest.readAll(bytes);
        }
    }

    private interface Content {
        StunWriter add(StunWriter writer);
    }

    private static StunMessage write(Content content) throws MalformedException {
        var out = ByteBuffer.allocate(1000);
        content.add(new StunWriter(out, Stun.BINDING_REQUEST, ID));
        return StunMessage.parse(out.flip());
    }

    private static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
