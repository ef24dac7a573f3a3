package org.ringdown.sdp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * SRTP keys written into the description (a=crypto, RFC 4568 §4 and §6).
 *
 * @param tag names the line, so that an answer can say which one it took
 * @param suite such as {@code AES_CM_128_HMAC_SHA1_80}; the length of the keys is its business
 * @param sessionParameters as they stand, such as {@code UNENCRYPTED_SRTCP}
 */
public record Crypto(int tag, String suite, List<Key> keys, List<String> sessionParameters) {
    private static final String INLINE = "inline:";
    private static final int MAX_TAG = 999_999_999;

    /** Packets; nobody means a key that does not last for a long call, as nothing here would renew it. */
    private static final long SHORTEST_LIFETIME = 1L << 20;

    private static final int MAX_KEY_PARTS = 3;

    /**
     * One master key.
     *
     * @param keyAndSalt read-only
     * @param lifetime in packets, where stated
     */
    public record Key(
            ByteBuffer keyAndSalt, OptionalLong lifetime, Optional<KeyIdentifier> identifier) {
        /** Without the key, so that no log keeps it. */
        @Override
        public String toString() {
            return "Key[" + keyAndSalt.remaining() + " bytes]";
        }
    }

    /** The MKI of a key: its value, and how many bytes of a packet hold it. */
    public record KeyIdentifier(long value, int length) {}

    public Crypto {
        Text.field(suite);
        keys = List.copyOf(keys);
        sessionParameters = List.copyOf(sessionParameters);
    }

    /** A line of our own with one key, which holds for as many packets as SRTP allows. */
    public static Crypto of(int tag, String suite, byte[] keyAndSalt) {
        var bytes = ByteBuffer.wrap(keyAndSalt.clone()).asReadOnlyBuffer();
        var key = new Key(bytes, OptionalLong.empty(), Optional.empty());
        return new Crypto(tag, suite, List.of(key), List.of());
    }

    /** The same keys in an answer to the line of that tag (RFC 4568 §5.1.2). */
    Crypto answering(Crypto offered) {
        return new Crypto(offered.tag, suite, keys, sessionParameters);
    }

    /** Whether keys of {@code ours} and of this line can protect one session: the same algorithms, and nothing asked that we do not do. */
    boolean fits(Crypto ours) {
        if (!suite.equalsIgnoreCase(ours.suite) || keys.size() != 1) return false;
        var key = keys.getFirst();
        return key.keyAndSalt.remaining() == ours.key().keyAndSalt.remaining()
                && key.identifier.isEmpty()
                && key.lifetime.orElse(SHORTEST_LIFETIME) >= SHORTEST_LIFETIME
                && sessionParameters.stream().allMatch(Crypto::isHarmless);
    }

    /** The first key; more than one makes sense only with an MKI. */
    public Key key() {
        return keys.getFirst();
    }

    /** Parameters that need not be understood, or say what we do anyway (RFC 4568 §6.3). */
    private static boolean isHarmless(String parameter) {
        return parameter.startsWith("-")
                || parameter.startsWith("WSH=")
                || parameter.equals("KDR=0");
    }

    Attribute attribute() {
        var bytes = key().keyAndSalt.duplicate();
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return new Attribute(
                "crypto",
                tag + " " + suite + " " + INLINE + Base64.getEncoder().encodeToString(copy));
    }

    static Optional<Crypto> parse(String text) {
        var f = Text.fields(text);
        if (f.size() < 3) return Optional.empty();
        var tag = Text.number(f.get(0), MAX_TAG);
        var keys = keys(f.get(2));
        if (tag.isEmpty() || keys.isEmpty()) return Optional.empty();
        return Optional.of(new Crypto(tag.getAsInt(), f.get(1), keys, f.subList(3, f.size())));
    }

    /** Empty where any of them cannot be read: half a set of keys is none. */
    private static List<Key> keys(String text) {
        var keys = new ArrayList<Key>();
        for (var parameter : text.split(";")) {
            if (!parameter.startsWith(INLINE)) return List.of();
            var key = key(parameter.substring(INLINE.length()));
            if (key.isEmpty()) return List.of();
            keys.add(key.get());
        }
        return keys;
    }

    /** {@code key||salt in base64 ["|" lifetime] ["|" MKI ":" length]}, §6.1. */
    private static Optional<Key> key(String text) {
        var parts =
                List.of(text.split("\\|", MAX_KEY_PARTS + 1)); // one more shows there are too many
        var bytes = base64(parts.getFirst());
        if (bytes.isEmpty() || parts.size() > MAX_KEY_PARTS) return Optional.empty();
        var lifetime = OptionalLong.empty();
        var identifier = Optional.<KeyIdentifier>empty();
        for (var part : parts.subList(1, parts.size())) {
            boolean isIdentifier = part.indexOf(':') >= 0;
            if (isIdentifier) identifier = identifier(part);
            else lifetime = lifetime(part);
            boolean readable = isIdentifier ? identifier.isPresent() : lifetime.isPresent();
            if (!readable) return Optional.empty();
        }
        return Optional.of(new Key(bytes.get(), lifetime, identifier));
    }

    private static Optional<ByteBuffer> base64(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            return bytes.length == 0
                    ? Optional.empty()
                    : Optional.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        } catch (IllegalArgumentException _) { // the JDK has no other way to say so
            return Optional.empty();
        }
    }

    /** A number, or a power of two such as {@code 2^20}. */
    private static OptionalLong lifetime(String text) {
        if (!text.startsWith("2^")) return Text.number(text, 1L << 48);
        var exponent = Text.number(text.substring(2), 48);
        return exponent.isPresent()
                ? OptionalLong.of(1L << exponent.getAsInt())
                : OptionalLong.empty();
    }

    private static Optional<KeyIdentifier> identifier(String text) {
        var mki = Text.split(text, ':');
        var value = Text.number(mki.first(), Long.MAX_VALUE);
        var length = Text.number(mki.rest(), 128);
        boolean readable = value.isPresent() && length.orElse(0) > 0;
        return readable
                ? Optional.of(new KeyIdentifier(value.getAsLong(), length.getAsInt()))
                : Optional.empty();
    }
}
