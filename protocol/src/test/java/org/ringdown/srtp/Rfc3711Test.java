package org.ringdown.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The test vectors of RFC 3711, appendix B. */
class Rfc3711Test {
    @Test
    void makesTheKeystreamOfB2() {
        byte[] key = hex("2B7E151628AED2A6ABF7158809CF4F3C");
        byte[] salt = hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD");
        int blocks =
                65282; // 1,044,512 octets, with the SSRC, the rollover counter and the sequence
        // number all zero
        var scratch = new SrtpScratch(16 * blocks);
        new CounterMode(key, salt, new byte[20], scratch).keystream(blocks, 0, 0);

        assertThat(block(scratch, 0x0000)).isEqualTo("e03ead0935c95e80e166b16dd92b4eb4");
        assertThat(block(scratch, 0x0001)).isEqualTo("d23513162b02d0f72a43a2fe4a5f97ab");
        assertThat(block(scratch, 0x0002)).isEqualTo("41e95b3bb0a2e8dd477901e4fca894c0");
        assertThat(block(scratch, 0xfeff)).isEqualTo("ec8cdf7398607cb0f2d21675ea9ea1e4");
        assertThat(block(scratch, 0xff00)).isEqualTo("362b7c3c6773516318a077d7fc5073ae");
        assertThat(block(scratch, 0xff01)).isEqualTo("6a2cc3787889374fbeb4c81b17ba6c44");
    }

    @Test
    void derivesTheKeysOfB3() {
        var keys =
                new SrtpKeys(
                        SrtpProfile.AES_CM_128_HMAC_SHA1_80,
                        ByteBuffer.wrap(hex("E1F97A0D3E018BE0D64FA32C06DE4139")),
                        ByteBuffer.wrap(hex("0EC675AD498AFEEBB6960B3AABE6")));
        var derivation = new KeyDerivation(keys);

        assertThat(derivation.derive(KeyDerivation.RTP_KEY, 16))
                .isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(derivation.derive(KeyDerivation.RTP_SALT, 14))
                .isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(derivation.derive(KeyDerivation.RTP_AUTHENTICATION, 94))
                .isEqualTo(
                        hex(
                                "CEBE321F6FF7716B6FD4AB49AF256A15"
                                        + "6D38BAA48F0A0ACF3C34E2359E6CDBCE"
                                        + "E049646C43D9327AD175578EF7227098"
                                        + "6371C10C9A369AC2F94A8C5FBCDDDC25"
                                        + "6D6E919A48B610EF17C2041E47403576"
                                        + "6B68642C59BBFC2F34DB60DBDFB2"));
    }

    private static String block(SrtpScratch scratch, int number) {
        return HexFormat.of().formatHex(scratch.output, 16 * number, 16 * number + 16);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
