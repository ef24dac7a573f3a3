package org.ringdown.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The test vectors of RFC 7714 for AEAD_AES_128_GCM: RTP in §16.1, RTCP in §17.1, both ways. */
class Rfc7714Test {
    private static final String RTP =
            """
            8040f17b 8041f8d3 5501a0b2
            47616c6c696120657374206f6d6e697320646976697361
            20696e207061727465732074726573\
            """
                    .replaceAll("\\s", "");
    private static final String SRTP =
            """
            8040f17b 8041f8d3 5501a0b2
            f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833
            899d7f27beb16a9152cf765ee4390cce\
            """
                    .replaceAll("\\s", "");
    private static final String RTCP =
            """
            81c8000d 4d617273
            4e545031 4e545032 52545020 0000042a 0000e930
            4c756e61 deadbeef deadbeef deadbeef deadbeef deadbeef\
            """
                    .replaceAll("\\s", "");
    private static final String SRTCP =
            """
            81c8000d 4d617273
            63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275b
            c84aa45896cf4d2fc5abf87245d9eade
            800005d4\
            """
                    .replaceAll("\\s", "");

    private final GaloisTransform transform =
            new GaloisTransform(key(), salt(), key(), salt(), new SrtpScratch());

    @Test
    void sealsAndOpensTheRtpPacket() {
        var packet = buffer(RTP);
        int sealed = transform.protect(packet, 0, 12, RTP.length() / 2, 0x5501a0b2, 0xf17b);
        assertThat(hex(packet, sealed)).isEqualTo(SRTP);

        int opened = transform.unprotect(packet, 0, 12, sealed, 0x5501a0b2, 0xf17b);
        assertThat(hex(packet, opened)).isEqualTo(RTP);
    }

    @Test
    void sealsAndOpensTheRtcpPacket() {
        var packet = buffer(RTCP);
        int sealed = transform.protectRtcp(packet, 0, RTCP.length() / 2, 0x4d617273, 0x5d4);
        assertThat(hex(packet, sealed)).isEqualTo(SRTCP);

        assertThat(packet.getInt(transform.rtcpIndexAt(sealed))).isEqualTo(0x800005d4);
        int opened = transform.unprotectRtcp(packet, 0, sealed, 0x4d617273, 0x5d4);
        assertThat(hex(packet, opened)).isEqualTo(RTCP);
    }

    @Test
    void opensNothingUnderAnotherIndex() {
        var packet = buffer(SRTP);
        assertThat(transform.unprotect(packet, 0, 12, SRTP.length() / 2, 0x5501a0b2, 0x1f17b))
                .isEqualTo(-1);
        assertThat(hex(packet, SRTP.length() / 2)).isEqualTo(SRTP);
    }

    private static byte[] key() {
        return HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    }

    private static byte[] salt() {
        return HexFormat.of().parseHex("517569642070726f2071756f");
    }

    private static ByteBuffer buffer(String hex) {
        return ByteBuffer.allocateDirect(200).put(0, HexFormat.of().parseHex(hex));
    }

    private static String hex(ByteBuffer packet, int length) {
        byte[] bytes = new byte[length];
        packet.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
