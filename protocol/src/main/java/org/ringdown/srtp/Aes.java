package org.ringdown.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES as the JDK has it. */
final class Aes {
    private Aes() {}

    /** A cipher that encrypts one block at a time, whole blocks only, and is never initialised again. */
    static Cipher blocks(byte[] key) {
        try {
            var cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES", e);
        }
    }
}
