package org.ringdown.testkit.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;

/** The datagrams of {@link ScriptedDtls}: a first byte that RFC 7983 gives to DTLS, a second that says which, and what it brings. */
final class Keying {
    static final int GREETING = 1;
    static final int ANSWER = 2;
    static final int CONFIRMATION = 3;
    static final int DONE = 4;
    static final int GOODBYE = 5;

    /** Bytes of chance that each side brings. */
    static final int RANDOM = 32;

    private static final byte DTLS = 22;
    private static final SrtpProfile PROFILE = SrtpProfile.AES_CM_128_HMAC_SHA1_80;

    record Greeting(byte[] random, String fingerprint) {}

    private Keying() {}

    static int kind(ByteBuffer bytes) {
        return bytes.remaining() < 2 ? 0 : bytes.get(bytes.position() + 1);
    }

    static ByteBuffer greeting(byte[] random, String fingerprint) {
        return message(GREETING, random, fingerprint.getBytes(StandardCharsets.US_ASCII));
    }

    static Greeting greeting(ByteBuffer bytes) {
        var in = bytes.duplicate().position(bytes.position() + 2);
        var random = new byte[RANDOM];
        in.get(random);
        return new Greeting(random, StandardCharsets.US_ASCII.decode(in).toString());
    }

    static ByteBuffer answer(byte[] random) {
        return message(ANSWER, random);
    }

    static byte[] answer(ByteBuffer bytes) {
        var random = new byte[RANDOM];
        bytes.get(bytes.position() + 2, random);
        return random;
    }

    static ByteBuffer confirmation() {
        return message(CONFIRMATION);
    }

    static ByteBuffer done() {
        return message(DONE);
    }

    static ByteBuffer goodbye() {
        return message(GOODBYE);
    }

    /** The page is the client of the handshake. */
    static SrtpKeys.Pair keys(byte[] page, byte[] gateway) {
        try {
            var hash = MessageDigest.getInstance("SHA-512");
            hash.update(page);
            var exported = hash.digest(gateway);
            return SrtpKeys.ofDtls(PROFILE, Arrays.copyOf(exported, SrtpKeys.dtlsSize(PROFILE)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-512", impossible);
        }
    }

    private static ByteBuffer message(int kind, byte[]... parts) {
        int size = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var bytes = ByteBuffer.allocate(2 + size).put(DTLS).put((byte) kind);
        for (var part : parts) bytes.put(part);
        return bytes.flip();
    }
}
