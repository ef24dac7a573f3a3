package org.ringdown.rtmp.handshake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under the two names that every player and every server knows. */
enum Digests {
    PLAYER("Genuine Adobe Flash Player 001"),
    SERVER("Genuine Adobe Flash Media Server 001");

    static final int BLOCK = 1536;
    static final int SIZE = 32;
    private static final String TAIL =
            "f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae";

    private final byte[] name;
    private final byte[] longKey;

    Digests(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
        var tail = HexFormat.of().parseHex(TAIL);
        longKey = Arrays.copyOf(this.name, this.name.length + tail.length);
        System.arraycopy(tail, 0, longKey, this.name.length, tail.length);
    }

    /** Which scheme this side's block is of: that whose digest is right. */
    Scheme schemeOf(byte[] block) {
        for (var scheme : new Scheme[] {Scheme.DIGEST_FIRST, Scheme.DIGEST_SECOND}) {
            int at = scheme.digestAt(block);
            var digest = Arrays.copyOfRange(block, at, at + SIZE);
            if (MessageDigest.isEqual(digest, digest(block, at))) return scheme;
        }
        return Scheme.SIMPLE;
    }

    /** Puts this side's digest into its own block. */
    void sign(byte[] block, Scheme scheme) {
        int at = scheme.digestAt(block);
        System.arraycopy(digest(block, at), 0, block, at, SIZE);
    }

    /** Ends this side's answer with the proof that it has seen the other's digest. */
    void answer(byte[] answer, byte[] otherBlock, Scheme scheme) {
        System.arraycopy(proof(answer, otherBlock, scheme), 0, answer, BLOCK - SIZE, SIZE);
    }

    /** Whether this side's answer proves that it has seen the other's digest. */
    boolean hasAnswered(byte[] answer, byte[] otherBlock, Scheme scheme) {
        return MessageDigest.isEqual(
                proof(answer, otherBlock, scheme), Arrays.copyOfRange(answer, BLOCK - SIZE, BLOCK));
    }

    private byte[] proof(byte[] answer, byte[] otherBlock, Scheme scheme) {
        int at = scheme.digestAt(otherBlock);
        var key = hmac(longKey, Arrays.copyOfRange(otherBlock, at, at + SIZE));
        return hmac(key, Arrays.copyOf(answer, BLOCK - SIZE));
    }

    /** Of the block without the room for the digest itself. */
    private byte[] digest(byte[] block, int at) {
        var rest = new byte[BLOCK - SIZE];
        System.arraycopy(block, 0, rest, 0, at);
        System.arraycopy(block, at + SIZE, rest, at, BLOCK - SIZE - at);
        return hmac(name, rest);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
