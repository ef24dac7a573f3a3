package org.ringdown.sip.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A hash that digest authentication may use, the one to prefer first (RFC 7616 §6.1, RFC 8760 §2.1). */
public enum DigestAlgorithm {
    SHA_256("SHA-256", "SHA-256", false),
    SHA_512_256("SHA-512-256", "SHA-512/256", false),
    SHA_256_SESS("SHA-256-sess", "SHA-256", true),
    SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", true),
    MD5("MD5", "MD5", false),
    MD5_SESS("MD5-sess", "MD5", true);

    private final String token;
    private final String hash;
    private final boolean session;

    DigestAlgorithm(String token, String hash, boolean session) {
        this.token = token;
        this.hash = hash;
        this.session = session;
    }

    /** The algorithm that a header names, whatever its case; empty where we do not know it. */
    public static Optional<DigestAlgorithm> named(String token) {
        for (var algorithm : values()) {
            if (algorithm.token.equalsIgnoreCase(token)) return Optional.of(algorithm);
        }
        return Optional.empty();
    }

    /** The name in a header, such as {@code SHA-256}. */
    public String token() {
        return token;
    }

    /** Whether both nonces are mixed into the secret, the "-sess" variants (RFC 7616 §3.4.2). */
    public boolean session() {
        return session;
    }

    String hex(String text) {
        return hex(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    String hex(ByteBuffer bytes) {
        try {
            var digest = MessageDigest.getInstance(hash);
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + hash, e);
        }
    }
}
