package org.ringdown.rtmfp.handshake;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import org.ringdown.rtmfp.crypto.Hmac;

/**
 * Cookies that need no memory: when they were made, and a keyed hash of that and of the address that they are for. They have the 64 bytes that
 * clients insist on.
 */
public final class Cookies {
    public static final int SIZE = 64;

    /** As long as an initiator goes on trying (RFC 7016 §3.5.1.2). */
    static final Duration LIFE = Duration.ofSeconds(95);

    private static final int TIME = 8;
    private static final int KEY = 64;

    private final Mac mac;

    public Cookies(RandomGenerator random) {
        var key = new byte[KEY];
        random.nextBytes(key);
        mac = Hmac.of("HmacSHA512", key);
    }

    public ByteBuffer make(InetSocketAddress address, long now) {
        var cookie = ByteBuffer.allocate(SIZE).putLong(now);
        return cookie.put(hash(address, now), 0, SIZE - TIME).flip();
    }

    /** Whether it is ours, for that address, and not too old. */
    public boolean isGood(ByteBuffer cookie, InetSocketAddress address, long now) {
        if (cookie.remaining() != SIZE) return false;
        long made = cookie.getLong(cookie.position());
        long age = now - made;
        if (age < 0 || age > LIFE.toNanos()) return false;
        var shown = new byte[SIZE];
        cookie.get(cookie.position(), shown);
        return MessageDigest.isEqual(shown, make(address, made).array());
    }

    private byte[] hash(InetSocketAddress address, long time) {
        var ip = address.getAddress().getAddress();
        var message = ByteBuffer.allocate(TIME + ip.length + 4);
        message.putLong(time).put(ip).putInt(address.getPort());
        return mac.doFinal(message.array());
    }
}
