package org.ringdown.dtls;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The hash of a certificate, as SDP carries it: "sha-256 AB:CD:…" (RFC 8122 §5).
 *
 * @param algorithm in lower case
 */
record Fingerprint(String algorithm, ByteBuffer digest) {
    /** What is still believed. SHA-1 and MD5 are not (RFC 8122 §5). */
    private static final Set<String> BELIEVED = Set.of("sha-256", "sha-384", "sha-512");

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    /** Nothing if it cannot be read, or names a hash that is not believed. */
    static Optional<Fingerprint> parse(String text) {
        var parts = text.strip().split(" +", 3);
        if (parts.length != 2) return Optional.empty();
        var algorithm = parts[0].toLowerCase(Locale.ROOT);
        if (!BELIEVED.contains(algorithm)) return Optional.empty();
        try {
            return Optional.of(
                    new Fingerprint(algorithm, ByteBuffer.wrap(COLONS.parseHex(parts[1]))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Of a certificate in DER. */
    static Fingerprint of(String algorithm, byte[] certificate) {
        try {
            return new Fingerprint(
                    algorithm,
                    ByteBuffer.wrap(MessageDigest.getInstance(algorithm).digest(certificate)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + algorithm, e);
        }
    }

    /** Whether a certificate in DER has it; how long that takes says nothing about where they differ. */
    boolean matches(byte[] certificate) {
        return MessageDigest.isEqual(digest.array(), of(algorithm, certificate).digest.array());
    }

    @Override
    public String toString() {
        return algorithm + " " + COLONS.formatHex(digest.array());
    }
}
