package org.ringdown.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** MESSAGE-INTEGRITY under one key: the proof that whoever wrote a message knows a password (RFC 8489 §14.5). For one thread. */
public final class StunIntegrity {
    static final int SIZE = 20;

    private final Mac mac;

    private StunIntegrity(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC-SHA1", e);
        }
    }

    /** The key of ICE's passwords, which are letters and digits and not empty (RFC 8489 §9.1.1, RFC 8445 §5.3). */
    public static StunIntegrity shortTerm(String password) {
        return new StunIntegrity(password.getBytes(StandardCharsets.UTF_8));
    }

    /** The key of a user with a password, both prepared by RFC 8265, at a STUN or TURN server (RFC 8489 §9.2.2). */
    public static StunIntegrity longTerm(String user, String realm, String password) {
        try {
            var text = user + ":" + realm + ":" + password;
            var md5 = MessageDigest.getInstance("MD5");
            return new StunIntegrity(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no MD5", e);
        }
    }

    /** Whether the message carries the proof. The time it takes does not tell how nearly it did. */
    public boolean signed(StunMessage message) {
        var found = message.find(Stun.MESSAGE_INTEGRITY);
        if (found.isEmpty()) {
            return false;
        }
        byte[] claimed = new byte[found.get().value().remaining()];
        found.get().value().get(0, claimed);
        return MessageDigest.isEqual(claimed, of(message.bytes(), found.get().at()));
    }

    /** The proof over the first {@code size} bytes of a message, as if it ended behind the proof. */
    byte[] of(ByteBuffer message, int size) {
        int length = size - Stun.HEADER + Stun.ATTRIBUTE_HEADER + SIZE;
        mac.update(message.slice(message.position(), 2));
        mac.update((byte) (length >>> 8));
        mac.update((byte) length);
        mac.update(message.slice(message.position() + 4, size - 4));
        return mac.doFinal();
    }
}
