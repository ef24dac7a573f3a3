package org.ringdown.srtp;

import static org.ringdown.srtp.SrtpScratch.START;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AEAD_AES_128_GCM: one pass that encrypts and makes the tag, which lies directly behind the ciphertext (RFC 7714 §8, §9).
 *
 * <pre>
 * RTP:  header, ciphertext and tag
 * RTCP: 8 bytes of header, ciphertext and tag, E and index
 * </pre>
 */
final class GaloisTransform implements SrtpTransform {
    private static final int TAG = 16;

    private final SrtpScratch scratch;
    private final Cipher cipher;
    private final SecretKeySpec rtpKey;
    private final byte[] rtpSalt;
    private final SecretKeySpec rtcpKey;
    private final byte[] rtcpSalt;
    private final ByteBuffer nonce = ByteBuffer.allocate(12);
    private final ByteBuffer indexWord = ByteBuffer.allocate(4);

    GaloisTransform(
            byte[] rtpKey, byte[] rtpSalt, byte[] rtcpKey, byte[] rtcpSalt, SrtpScratch scratch) {
        this.scratch = scratch;
        this.rtpKey = new SecretKeySpec(rtpKey, "AES");
        this.rtpSalt = rtpSalt;
        this.rtcpKey = new SecretKeySpec(rtcpKey, "AES");
        this.rtcpSalt = rtcpSalt;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }

    static GaloisTransform derived(KeyDerivation derivation, SrtpScratch scratch) {
        return new GaloisTransform(
                derivation.derive(KeyDerivation.RTP_KEY, 16),
                derivation.derive(KeyDerivation.RTP_SALT, 12),
                derivation.derive(KeyDerivation.RTCP_KEY, 16),
                derivation.derive(KeyDerivation.RTCP_SALT, 12),
                scratch);
    }

    @Override
    public int protect(
            ByteBuffer packet, int offset, int header, int length, int ssrc, long index) {
        scratch.load(packet, offset, length);
        nonce(rtpSalt, ssrc, index);
        int sealed = run(Cipher.ENCRYPT_MODE, rtpKey, header, 0, length);
        packet.put(offset + header, scratch.output, 0, sealed);
        return header + sealed;
    }

    @Override
    public int unprotect(
            ByteBuffer packet, int offset, int header, int length, int ssrc, long index) {
        scratch.load(packet, offset, length);
        nonce(rtpSalt, ssrc, index);
        int opened = run(Cipher.DECRYPT_MODE, rtpKey, header, 0, length);
        if (opened < 0) {
            return -1;
        }
        packet.put(offset + header, scratch.output, 0, opened);
        return header + opened;
    }

    @Override
    public int protectRtcp(ByteBuffer packet, int offset, int length, int ssrc, int index) {
        scratch.load(packet, offset, length);
        nonce(rtcpSalt, ssrc, index);
        indexWord.putInt(0, index | ENCRYPTED);
        int sealed = run(Cipher.ENCRYPT_MODE, rtcpKey, RTCP_HEADER, 4, length);
        packet.put(offset + RTCP_HEADER, scratch.output, 0, sealed);
        packet.putInt(offset + RTCP_HEADER + sealed, index | ENCRYPTED);
        return RTCP_HEADER + sealed + 4;
    }

    @Override
    public int unprotectRtcp(ByteBuffer packet, int offset, int length, int ssrc, int index) {
        scratch.load(packet, offset, length - 4);
        nonce(rtcpSalt, ssrc, index);
        indexWord.putInt(0, index | ENCRYPTED);
        int opened = run(Cipher.DECRYPT_MODE, rtcpKey, RTCP_HEADER, 4, length - 4);
        if (opened < 0) {
            return -1;
        }
        packet.put(offset + RTCP_HEADER, scratch.output, 0, opened);
        return RTCP_HEADER + opened;
    }

    @Override
    public int rtcpIndexAt(int length) {
        return length - 4;
    }

    /** The salt, with the SSRC two bytes in and the index behind it (§8.1, §9.1). */
    private void nonce(byte[] salt, int ssrc, long index) {
        System.arraycopy(salt, 0, nonce.array(), 0, 12);
        nonce.putInt(2, nonce.getInt(2) ^ ssrc);
        nonce.putShort(6, (short) (nonce.getShort(6) ^ index >>> 32));
        nonce.putInt(8, nonce.getInt(8) ^ (int) index);
    }

    /** Seals or opens the packet in the scratch behind its header, into the output; -1 if the tag is wrong. */
    private int run(int mode, SecretKeySpec key, int header, int indexSize, int length) {
        try {
            cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce.array()));
            cipher.updateAAD(scratch.packet, START, header);
            cipher.updateAAD(indexWord.array(), 0, indexSize);
            return cipher.doFinal(
                    scratch.packet, START + header, length - header, scratch.output, 0);
        } catch (AEADBadTagException e) {
            return -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }
}
