package org.ringdown.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cuts keys out of what DTLS exports (RFC 5764 §4.2) and SDES carries (RFC 4568 §6.1), and keeps them to itself. */
class SrtpKeysTest {
    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    void cutsWhatDtlsExported(SrtpProfile profile) {
        byte[] exported = new byte[SrtpKeys.dtlsSize(profile)];
        int salt = profile.saltSize();
        Arrays.fill(exported, 0, 16, (byte) 1);
        Arrays.fill(exported, 16, 32, (byte) 2);
        Arrays.fill(exported, 32, 32 + salt, (byte) 3);
        Arrays.fill(exported, 32 + salt, 32 + 2 * salt, (byte) 4);

        var pair = SrtpKeys.ofDtls(profile, exported);

        assertThat(pair.client()).isEqualTo(new SrtpKeys(profile, filled(16, 1), filled(salt, 3)));
        assertThat(pair.server()).isEqualTo(new SrtpKeys(profile, filled(16, 2), filled(salt, 4)));
    }

    @Test
    void knowsProfilesByTheirNumberInDtls() {
        assertThat(SrtpProfile.ofDtls(1)).contains(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        assertThat(SrtpProfile.ofDtls(7)).contains(SrtpProfile.AEAD_AES_128_GCM);
        assertThat(SrtpProfile.ofDtls(2)).contains(SrtpProfile.AES_CM_128_HMAC_SHA1_32);
        assertThat(SrtpProfile.ofDtls(3)).isEmpty();
    }

    @Test
    void refusesKeysOfAnotherSize() {
        var profile = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
        for (int size = 0; size < 100; size++) {
            byte[] bytes = new byte[size];
            if (size != 30) {
                assertThatThrownBy(() -> SrtpKeys.ofSdes(profile, bytes))
                        .isInstanceOfAny(
                                IllegalArgumentException.class, IndexOutOfBoundsException.class);
            }
            if (size != 60) {
                assertThatThrownBy(() -> SrtpKeys.ofDtls(profile, bytes))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void doesNotChangeWithTheArrayItWasMadeFrom() {
        byte[] bytes = new byte[30];
        var keys = SrtpKeys.ofSdes(SrtpProfile.AES_CM_128_HMAC_SHA1_80, bytes);
        Arrays.fill(bytes, (byte) 9);
        keys.key().get();
        assertThat(keys.key()).isEqualTo(filled(16, 0));
    }

    @Test
    void neverShowsItself() {
        var keys = SrtpKeys.ofSdes(SrtpProfile.AES_CM_128_HMAC_SHA1_80, new byte[30]);
        assertThat(keys).hasToString("SrtpKeys[AES_CM_128_HMAC_SHA1_80]");
    }

    private static ByteBuffer filled(int size, int with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return ByteBuffer.wrap(bytes);
    }
}
