package org.ringdown.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a page shows to get its place back: random, good once, and naming its user, so that the right mailbox can judge it.
 *
 * <p>Written as {@code r_<user, base64url>.<192 random bits, base64url>}.
 */
record ResumeToken(String user, String secret) {
    private static final int LONGEST = 512;
    private static final int SECRET_BYTES = 24;

    static ResumeToken issue(String user, RandomGenerator random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new ResumeToken(user, base64(secret));
    }

    /** Empty for anything that we never wrote: a resume token that is not good is ignored. */
    static Optional<ResumeToken> parse(String text) {
        int dot = text.indexOf('.');
        if (text.length() > LONGEST || !text.startsWith("r_") || dot < 0) return Optional.empty();
        try {
            byte[] user = Base64.getUrlDecoder().decode(text.substring(2, dot));
            return Optional.of(
                    new ResumeToken(
                            new String(user, StandardCharsets.UTF_8), text.substring(dot + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    String text() {
        return "r_" + base64(user.getBytes(StandardCharsets.UTF_8)) + "." + secret;
    }

    /** Compares in constant time. */
    boolean matches(ResumeToken other) {
        return MessageDigest.isEqual(bytes(text()), bytes(other.text()));
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "ResumeToken[" + user + "]";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
