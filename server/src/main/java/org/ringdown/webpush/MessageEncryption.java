package org.ringdown.webpush;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes a message that one browser can read, and no push service (RFC 8291), as one record of {@code aes128gcm} (RFC 8188). */
final class MessageEncryption {
    /** What a browser takes at least is 4096 bytes with all that is around (RFC 8030 §7.2). */
    static final int LONGEST = 3072;

    private static final int SALT = 16;
    private static final int RECORD_SIZE = 4096;
    private static final int KEY = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final byte LAST_RECORD = 2;

    private final SecureRandom random;

    MessageEncryption(SecureRandom random) {
        this.random = random;
    }

    /**
     * @param browser its public key
     * @param secret shared with the browser (RFC 8291 §3.2)
     */
    byte[] encrypt(byte[] message, ECPublicKey browser, byte[] secret)
            throws GeneralSecurityException {
        var salt = new byte[SALT];
        random.nextBytes(salt);
        return encrypt(message, browser, secret, P256.fresh(random), salt);
    }

    /** @param ours used for this message alone */
    static byte[] encrypt(
            byte[] message, ECPublicKey browser, byte[] secret, KeyPair ours, byte[] salt)
            throws GeneralSecurityException {
        if (message.length > LONGEST)
            throw new IllegalArgumentException(message.length + " bytes are too many");
        var keyId = P256.write((ECPublicKey) ours.getPublic());
        var input = inputKey(browser, secret, ours, keyId);
        var pseudoRandom = hmac(salt, input);
        var key = expand(pseudoRandom, info("Content-Encoding: aes128gcm"), KEY);
        var nonce = expand(pseudoRandom, info("Content-Encoding: nonce"), NONCE);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        var padded = Arrays.copyOf(message, message.length + 1);
        padded[message.length] = LAST_RECORD;
        var sealed = cipher.doFinal(padded);
        return ByteBuffer.allocate(SALT + Integer.BYTES + 1 + keyId.length + sealed.length)
                .put(salt)
                .putInt(RECORD_SIZE)
                .put((byte) keyId.length)
                .put(keyId)
                .put(sealed)
                .array();
    }

    /** RFC 8291 §3.4. */
    private static byte[] inputKey(
            ECPublicKey browser, byte[] secret, KeyPair ours, byte[] ourPublic)
            throws GeneralSecurityException {
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(ours.getPrivate());
        agreement.doPhase(browser, true);
        var label = info("WebPush: info");
        var info =
                ByteBuffer.allocate(label.length + 2 * P256.LENGTH)
                        .put(label)
                        .put(P256.write(browser))
                        .put(ourPublic)
                        .array();
        return expand(hmac(secret, agreement.generateSecret()), info, 32);
    }

    private static byte[] info(String label) {
        return (label + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    /** The first block of HKDF-Expand (RFC 5869 §2.3), which is all that is needed here. */
    private static byte[] expand(byte[] key, byte[] info, int length)
            throws GeneralSecurityException {
        var counted = Arrays.copyOf(info, info.length + 1);
        counted[info.length] = 1;
        return Arrays.copyOf(hmac(key, counted), length);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }
}
