package org.ringdown.srtp;

import java.nio.ByteBuffer;

/** A master key and master salt: what one direction of SRTP is made from. It never shows itself in a log. */
public record SrtpKeys(SrtpProfile profile, ByteBuffer key, ByteBuffer salt) {
    /** The keys of both directions of one DTLS association. */
    public record Pair(SrtpKeys client, SrtpKeys server) {}

    public SrtpKeys {
        if (key.remaining() != profile.keySize() || salt.remaining() != profile.saltSize()) {
            throw new IllegalArgumentException(
                    "key of " + key.remaining() + " bytes, salt of " + salt.remaining());
        }
        key = copy(key);
        salt = copy(salt);
    }

    /** The key and salt of SDES's {@code inline:}, one behind the other (RFC 4568 §6.1). */
    public static SrtpKeys ofSdes(SrtpProfile profile, byte[] keyAndSalt) {
        int key = profile.keySize();
        var all = ByteBuffer.wrap(keyAndSalt);
        return new SrtpKeys(profile, all.slice(0, key), all.slice(key, keyAndSalt.length - key));
    }

    /** How many bytes DTLS has to export under {@code EXTRACTOR-dtls_srtp} for {@link #ofDtls}. */
    public static int dtlsSize(SrtpProfile profile) {
        return 2 * (profile.keySize() + profile.saltSize());
    }

    /** Cuts what DTLS exported: client key, server key, client salt, server salt (RFC 5764 §4.2). */
    public static Pair ofDtls(SrtpProfile profile, byte[] exported) {
        if (exported.length != dtlsSize(profile)) {
            throw new IllegalArgumentException(exported.length + " bytes exported");
        }
        var all = ByteBuffer.wrap(exported);
        int key = profile.keySize();
        int salt = profile.saltSize();
        return new Pair(
                new SrtpKeys(profile, all.slice(0, key), all.slice(2 * key, salt)),
                new SrtpKeys(profile, all.slice(key, key), all.slice(2 * key + salt, salt)));
    }

    @Override
    public ByteBuffer key() {
        return key.duplicate();
    }

    @Override
    public ByteBuffer salt() {
        return salt.duplicate();
    }

    @Override
    public String toString() {
        return "SrtpKeys[" + profile + "]";
    }

    private static ByteBuffer copy(ByteBuffer secret) {
        byte[] bytes = new byte[secret.remaining()];
        secret.get(secret.position(), bytes);
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
