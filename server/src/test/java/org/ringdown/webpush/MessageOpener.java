package org.ringdown.webpush;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What a browser does with a message (RFC 8291 §3, RFC 8188 §2), by the platform's own HKDF. */
final class MessageOpener {
    private final KeyPair browser;
    private final byte[] secret;

    MessageOpener(KeyPair browser, byte[] secret) {
        this.browser = browser;
        this.secret = secret;
    }

    byte[] open(byte[] message) throws GeneralSecurityException {
        var in = ByteBuffer.wrap(message);
        var salt = take(in, 16);
        in.getInt();
        var sender = take(in, in.get());
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(browser.getPrivate());
        agreement.doPhase(P256.read(sender), true);
        var ours = P256.write((ECPublicKey) browser.getPublic());
        var info =
                ByteBuffer.allocate(14 + 2 * 65)
                        .put("WebPush: info\0".getBytes(StandardCharsets.US_ASCII))
                        .put(ours)
                        .put(sender)
                        .array();
        var input = derive(secret, agreement.generateSecret(), info, 32);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(derive(salt, input, "Content-Encoding: aes128gcm\0", 16), "AES"),
                new GCMParameterSpec(128, derive(salt, input, "Content-Encoding: nonce\0", 12)));
        var padded = cipher.doFinal(take(in, in.remaining()));
        int end = padded.length - 1;
        while (padded[end] == 0) end--;
        if (padded[end] != 2) throw new GeneralSecurityException("not the last record");
        return Arrays.copyOf(padded, end);
    }

    private static byte[] derive(byte[] salt, byte[] input, String info, int length)
            throws GeneralSecurityException {
        return derive(salt, input, info.getBytes(StandardCharsets.US_ASCII), length);
    }

    private static byte[] derive(byte[] salt, byte[] input, byte[] info, int length)
            throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract()
                                .addSalt(salt)
                                .addIKM(input)
                                .thenExpand(info, length));
    }

    private static byte[] take(ByteBuffer in, int size) {
        var bytes = new byte[size];
        in.get(bytes);
        return bytes;
    }
}
