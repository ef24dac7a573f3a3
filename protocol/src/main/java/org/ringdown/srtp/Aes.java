package org.ringdown.srtp;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES as the JDK has it. */
final class Aes {
    private static final String BLOCKS = "AES/ECB/NoPadding";

    /** Who does it is asked once: all providers are gone through for the answer, and a call needs six of these. */
    private static final Provider PROVIDER = provider();

    private Aes() {}

    private static Provider provider() {
        try {
            return Cipher.getInstance(BLOCKS).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES", e);
        }
    }

    /** A cipher that encrypts one block at a time, whole blocks only, and is never initialised again. */
    static Cipher blocks(byte[] key) {
        try {
            var cipher = Cipher.getInstance(BLOCKS, PROVIDER);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES", e);
        }
    }
}
