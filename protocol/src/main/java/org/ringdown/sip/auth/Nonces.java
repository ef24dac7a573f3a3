package org.ringdown.sip.auth;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that need no memory: when, a serial number, and an HMAC over both, the address asked and the realm.
 *
 * <p>In Base64: 8 bytes of time, 4 of serial number, 16 of HMAC-SHA-256. So a challenge costs its sender a packet and us nothing
 * (RFC 7616 §3.3 suggests the form, §5.12 the reason).
 *
 * <p>Threads: any. All shards ask, and a {@link Mac} is one thread's at a time.
 */
final class Nonces {
    private static final int SEAL = 16;
    private static final int STAMP = Long.BYTES + Integer.BYTES;
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Mac mac;
    private final byte[] realm;
    private int serial;

    Nonces(byte[] secret, String realm) {
        this.realm = realm.getBytes(StandardCharsets.UTF_8);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    synchronized String issue(InetAddress to, long now) {
        var nonce = ByteBuffer.allocate(STAMP + SEAL).putLong(now).putInt(serial++);
        return TO_TEXT.encodeToString(nonce.put(seal(nonce.array(), to)).array());
    }

    /** When we issued this nonce to this address; empty where we did not. */
    OptionalLong issued(String nonce, InetAddress from) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException _) {
            return OptionalLong.empty();
        }
        if (bytes.length != STAMP + SEAL) return OptionalLong.empty();
        boolean ours =
                MessageDigest.isEqual(
                        seal(bytes, from), Arrays.copyOfRange(bytes, STAMP, bytes.length));
        return ours ? OptionalLong.of(ByteBuffer.wrap(bytes).getLong()) : OptionalLong.empty();
    }

    private synchronized byte[] seal(byte[] nonce, InetAddress address) {
        mac.update(nonce, 0, STAMP);
        mac.update(address.getAddress());
        mac.update(realm);
        return Arrays.copyOf(mac.doFinal(), SEAL);
    }
}
