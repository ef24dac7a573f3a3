package org.ringdown.sdp;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The digest of a certificate that the DTLS handshake must show (a=fingerprint, RFC 8122 §5).
 *
 * @param algorithm in lower case, such as {@code sha-256}
 * @param value two upper-case hex digits a byte, colons between
 */
public record Fingerprint(String algorithm, String value) {
    private static final Map<String, Integer> SIZES =
            Map.of("sha-1", 20, "sha-224", 28, "sha-256", 32, "sha-384", 48, "sha-512", 64);

    public Fingerprint {
        algorithm = Text.field(algorithm.toLowerCase(Locale.ROOT));
        value = Text.field(value.toUpperCase(Locale.ROOT));
    }

    /** The fingerprint that a digest of the certificate's DER form makes. */
    public static Fingerprint of(String algorithm, byte[] digest) {
        return new Fingerprint(
                algorithm, HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
    }

    /** Empty where the algorithm is unknown or the digest has not its length. */
    static Optional<Fingerprint> parse(String text) {
        var f = Text.fields(text);
        if (f.size() != 2) return Optional.empty();
        var fingerprint = new Fingerprint(f.get(0), f.get(1));
        return fingerprint.isWellFormed() ? Optional.of(fingerprint) : Optional.empty();
    }

    /** Strong enough to rest a call on: SHA-256 and longer (RFC 8827 §6.5). */
    public boolean isStrong() {
        return SIZES.getOrDefault(algorithm, 0) >= 32;
    }

    private boolean isWellFormed() {
        if (value.length() != SIZES.getOrDefault(algorithm, 0) * 3 - 1) return false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (i % 3 == 2 ? c != ':' : !HexFormat.isHexDigit(c)) return false;
        }
        return true;
    }

    Attribute attribute() {
        return new Attribute("fingerprint", algorithm + " " + value);
    }
}
