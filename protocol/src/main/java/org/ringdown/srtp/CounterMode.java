package org.ringdown.srtp;

import static org.ringdown.srtp.SrtpScratch.START;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;

/**
 * AES in counter mode and HMAC-SHA1 under one set of session keys (RFC 3711 §4.1.1, §4.2.1), without a byte of garbage.
 *
 * <p>The cipher is initialised once and encrypts all counters of a packet in one call. The HMAC is its definition (RFC 2104):
 * the hash of one block made from the key, then the text; and that hash hashed again behind another such block. A
 * {@code Mac} object would allocate.
 */
final class CounterMode {
    static final int TAG = 10;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final SrtpScratch scratch;
    private final Cipher cipher;
    private final long saltHigh;
    private final long saltLow;
    private final byte[] innerPad;
    private final byte[] outerPad;

    CounterMode(byte[] key, byte[] salt, byte[] authenticationKey, SrtpScratch scratch) {
        this.scratch = scratch;
        this.cipher = Aes.blocks(key);
        var salts = ByteBuffer.allocate(16).put(0, salt);
        this.saltHigh = salts.getLong(0);
        this.saltLow = salts.getLong(8);
        this.innerPad = pad(authenticationKey, 0x36);
        this.outerPad = pad(authenticationKey, 0x5c);
    }

    /** Encrypts or decrypts {@code length} bytes of the packet in the scratch, from {@code from} on. */
    void crypt(int from, int length, int ssrc, long index) {
        keystream(length + 15 >>> 4, ssrc, index);
        byte[] text = scratch.packet;
        byte[] key = scratch.output;
        int at = START + from;
        int i = 0;
        for (; i <= length - 8; i += 8) {
            long mixed = (long) LONGS.get(text, at + i) ^ (long) LONGS.get(key, i);
            LONGS.set(text, at + i, mixed);
        }
        for (; i < length; i++) {
            text[at + i] ^= key[i];
        }
    }

    /** Fills the scratch with keystream. A counter is the salt, the SSRC 64 bits and the index 16 bits up, and the block's number. */
    void keystream(int blocks, int ssrc, long index) {
        byte[] counters = scratch.counters;
        long high = saltHigh ^ Integer.toUnsignedLong(ssrc);
        long low = saltLow ^ index << 16;
        for (int i = 0; i < blocks; i++) {
            LONGS.set(counters, 16 * i, high);
            LONGS.set(counters, 16 * i + 8, low + i);
        }
        try {
            cipher.update(counters, 0, 16 * blocks, scratch.output, 0);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the output is as large as the input", e);
        }
    }

    /** Makes the tag over {@code length} bytes of the packet in the scratch; it lies in {@code hash} from {@code START} on. */
    void tag(int length) {
        MessageDigest sha1 = scratch.sha1;
        byte[] hash = scratch.hash;
        System.arraycopy(innerPad, 0, scratch.packet, 0, START);
        sha1.update(scratch.packet, 0, START + length);
        finish(sha1, hash);
        System.arraycopy(outerPad, 0, hash, 0, START);
        sha1.update(hash, 0, START + 20);
        finish(sha1, hash);
    }

    /** Whether the first bytes of the tag just made are those at {@code at}, in a time that does not tell where they differ. */
    boolean tagMatches(ByteBuffer packet, int at, int size) {
        int difference = 0;
        for (int i = 0; i < size; i++) {
            difference |= packet.get(at + i) ^ scratch.hash[START + i];
        }
        return difference == 0;
    }

    private static void finish(MessageDigest sha1, byte[] hash) {
        try {
            sha1.digest(hash, START, 20);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("there is room for the hash", e);
        }
    }

    private static byte[] pad(byte[] key, int with) {
        byte[] pad = new byte[START];
        for (int i = 0; i < START; i++) {
            pad[i] = (byte) (with ^ (i < key.length ? key[i] : 0));
        }
        return pad;
    }
}
