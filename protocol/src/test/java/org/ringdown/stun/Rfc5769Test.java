package org.ringdown.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.ringdown.wire.MalformedException;

/** The test vectors of RFC 5769: each is read, checked, and written again byte by byte. */
class Rfc5769Test {
    static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

    /** §2.1, a connectivity check. */
    static final String REQUEST =
            """
            00010058 2112a442 b7e7a701bc34d686fa87dfae
            80220010 5354554e207465737420636c69656e74
            00240004 6e0001ff
            80290008 932ff9b151263b36
            00060009 6576746a3a68367659202020
            00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2
            80280004 e57a3bcf\
            """
                    .replaceAll("\\s", "");

    /** §2.2, its answer over IPv4. */
    static final String IPV4_RESPONSE =
            """
            0101003c 2112a442 b7e7a701bc34d686fa87dfae
            8022000b 7465737420766563746f7220
            00200008 0001a147e112a643
            00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7
            80280004 c07d4c96\
            """
                    .replaceAll("\\s", "");

    /** §2.3, its answer over IPv6. */
    static final String IPV6_RESPONSE =
            """
            01010048 2112a442 b7e7a701bc34d686fa87dfae
            8022000b 7465737420766563746f7220
            00200014 0002a1470113a9faa5d3f179bc25f4b5bed2b9d9
            00080014 a382954e4be67bf11784c97c8292c275bfe3ed41
            80280004 c8fb0b4c\
            """
                    .replaceAll("\\s", "");

    /** §2.4, a request with long-term credentials and no FINGERPRINT. */
    static final String LONG_TERM_REQUEST =
            """
            00010060 2112a442 78ad3433c6ad72c029da412e
            00060012 e3839ee38388e383aae38383e382afe382b90000
            0015001c 662f2f3439396b39353464364f4c33346f4c39465354767936347341
            0014000b 6578616d706c652e6f726700
            00080014 f67024656dd64a3e02b8e0712e85c9a28ca89666\
            """
                    .replaceAll("\\s", "");

    private static final String LONG_TERM_USER = "\u30de\u30c8\u30ea\u30c3\u30af\u30b9";

    private final StunIntegrity shortTerm = StunIntegrity.shortTerm(PASSWORD);
    private final StunIntegrity longTerm =
            StunIntegrity.longTerm(LONG_TERM_USER, "example.org", "TheMatrIX");

    @Test
    void readsTheRequest() throws Exception {
        var message = parse(REQUEST);

        assertThat(message.type()).isEqualTo(Stun.BINDING_REQUEST);
        assertThat(message.transactionId()).isEqualTo(hex("b7e7a701bc34d686fa87dfae"));
        assertThat(text(message, Stun.SOFTWARE)).isEqualTo("STUN test client");
        assertThat(text(message, Stun.USERNAME)).isEqualTo("evtj:h6vY");
        assertThat(message.find(Stun.PRIORITY).orElseThrow().value()).isEqualTo(hex("6e0001ff"));
        assertThat(message.find(Stun.ICE_CONTROLLED).orElseThrow().value())
                .isEqualTo(hex("932ff9b151263b36"));
        assertThat(shortTerm.signed(message)).isTrue();
        assertThat(longTerm.signed(message)).isFalse();
        assertThat(message.hasValidFingerprint()).isTrue();
    }

    @Test
    void readsTheResponseOverIpv4() throws Exception {
        var message = parse(IPV4_RESPONSE);

        assertThat(message.type()).isEqualTo(Stun.BINDING_SUCCESS);
        assertThat(text(message, Stun.SOFTWARE)).isEqualTo("test vector");
        assertThat(message.xorMappedAddress()).contains(address("192.0.2.1"));
        assertThat(shortTerm.signed(message)).isTrue();
        assertThat(message.hasValidFingerprint()).isTrue();
    }

    @Test
    void readsTheResponseOverIpv6() throws Exception {
        var message = parse(IPV6_RESPONSE);

        assertThat(message.xorMappedAddress())
                .contains(address("2001:db8:1234:5678:11:2233:4455:6677"));
        assertThat(shortTerm.signed(message)).isTrue();
        assertThat(message.hasValidFingerprint()).isTrue();
    }

    @Test
    void readsTheRequestWithLongTermCredentials() throws Exception {
        var message = parse(LONG_TERM_REQUEST);

        assertThat(text(message, Stun.USERNAME)).isEqualTo(LONG_TERM_USER);
        assertThat(text(message, Stun.NONCE)).isEqualTo("f//499k954d6OL34oL9FSTvy64sA");
        assertThat(text(message, Stun.REALM)).isEqualTo("example.org");
        assertThat(longTerm.signed(message)).isTrue();
        assertThat(shortTerm.signed(message)).isFalse();
        assertThat(message.hasValidFingerprint()).isFalse();
    }

    @Test
    void writesTheRequest() {
        var out = ByteBuffer.allocate(200);
        var writer =
                new StunWriter(out, Stun.BINDING_REQUEST, hex("b7e7a701bc34d686fa87dfae"))
                        .text(Stun.SOFTWARE, "STUN test client")
                        .number(Stun.PRIORITY, 0x6e0001ff)
                        .number(Stun.ICE_CONTROLLED, 0x932ff9b151263b36L)
                        .text(Stun.USERNAME, "evtj:h6vY");
        padWithSpaces(out, 3);
        writer.integrity(shortTerm).fingerprint();
        assertThat(written(out)).isEqualTo(REQUEST);
    }

    @Test
    void writesTheResponseOverIpv4() {
        assertThat(response("192.0.2.1")).isEqualTo(IPV4_RESPONSE);
    }

    @Test
    void writesTheResponseOverIpv6() {
        assertThat(response("2001:db8:1234:5678:11:2233:4455:6677")).isEqualTo(IPV6_RESPONSE);
    }

    @Test
    void writesTheRequestWithLongTermCredentialsBehindOtherBytes() {
        var out = ByteBuffer.allocateDirect(200).position(7);
        new StunWriter(out, Stun.BINDING_REQUEST, hex("78ad3433c6ad72c029da412e"))
                .text(Stun.USERNAME, LONG_TERM_USER)
                .text(Stun.NONCE, "f//499k954d6OL34oL9FSTvy64sA")
                .text(Stun.REALM, "example.org")
                .integrity(longTerm);
        assertThat(written(out).substring(14)).isEqualTo(LONG_TERM_REQUEST);
    }

    @Test
    void believesNoRequestWithAnyBitFlipped() {
        believesItUnchangedOnly(hex(REQUEST));
    }

    @Test
    void believesNoResponseWithAnyBitFlipped() {
        believesItUnchangedOnly(hex(IPV4_RESPONSE));
    }

    private void believesItUnchangedOnly(ByteBuffer good) {
        for (int bit = 0; bit < 8 * good.capacity(); bit++) {
            var bad = ByteBuffer.allocate(good.capacity()).put(0, good, 0, good.capacity());
            bad.put(bit / 8, (byte) (bad.get(bit / 8) ^ 1 << bit % 8));
            assertThat(isBelieved(bad)).as("bit %d", bit).isFalse();
        }
        assertThat(isBelieved(good)).isTrue();
    }

    private boolean isBelieved(ByteBuffer datagram) {
        try {
            var message = StunMessage.parse(datagram);
            return message.hasValidFingerprint() && shortTerm.signed(message);
        } catch (MalformedException e) {
            return false;
        }
    }

    private String response(String address) {
        var out = ByteBuffer.allocate(200);
        var writer =
                new StunWriter(out, Stun.BINDING_SUCCESS, hex("b7e7a701bc34d686fa87dfae"))
                        .text(Stun.SOFTWARE, "test vector");
        padWithSpaces(out, 1);
        writer.xorMappedAddress(address(address)).integrity(shortTerm).fingerprint();
        return written(out);
    }

    /** The RFC pads with spaces to see whether padding is signed; we pad with zeros, as RFC 8489 §14 has it. */
    private static void padWithSpaces(ByteBuffer out, int size) {
        for (int i = 1; i <= size; i++) {
            out.put(out.position() - i, (byte) ' ');
        }
    }

    private static String written(ByteBuffer out) {
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static InetSocketAddress address(String host) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), 32853);
    }

    private static String text(StunMessage message, int type) {
        return StandardCharsets.UTF_8.decode(message.find(type).orElseThrow().value()).toString();
    }

    private static StunMessage parse(String hex) throws Exception {
        return StunMessage.parse(hex(hex));
    }

    private static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
