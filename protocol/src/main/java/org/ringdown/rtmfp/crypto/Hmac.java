package org.ringdown.rtmfp.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes that every JDK has. */
public final class Hmac {
    private Hmac() {}

    public static byte[] sha256(byte[] key, byte[] message) {
        return of("HmacSHA256", key).doFinal(message);
    }

    public static Mac of(String algorithm, byte[] key) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
