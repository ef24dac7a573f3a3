package org.ringdown.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/** Makes session keys from a master key: AES in counter mode over a label (RFC 3711 §4.3), never derived anew (rate 0). */
final class KeyDerivation {
    static final int RTP_KEY = 0;
    static final int RTP_AUTHENTICATION = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_KEY = 3;
    static final int RTCP_AUTHENTICATION = 4;
    static final int RTCP_SALT = 5;

    private static final int LABEL_AT =
            7; // the label is followed by 48 bits of index, all within 112 bits

    private final Cipher master;
    private final byte[] salt = new byte[16];

    KeyDerivation(SrtpKeys keys) {
        byte[] key = new byte[keys.key().remaining()];
        keys.key().get(key);
        master = Aes.blocks(key);
        ByteBuffer masterSalt = keys.salt();
        masterSalt.get(
                salt, 0, masterSalt.remaining()); // 96 bits are filled up with zeros, RFC 7714 §11
    }

    byte[] derive(int label, int size) {
        int blocks = (size + 15) / 16;
        byte[] counters = new byte[16 * blocks];
        for (int i = 0; i < blocks; i++) {
            System.arraycopy(salt, 0, counters, 16 * i, 14);
            counters[16 * i + LABEL_AT] ^= (byte) label;
            counters[16 * i + 15] = (byte) i;
        }
        try {
            return Arrays.copyOf(master.doFinal(counters), size);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("whole blocks, no padding", e);
        }
    }
}
