package org.ringdown.srtp;

import static org.ringdown.srtp.CounterMode.TAG;
import static org.ringdown.srtp.SrtpScratch.START;

import java.nio.ByteBuffer;

/**
 * AES_CM_128_HMAC_SHA1_80, and _32: encrypt, then make a tag over all that is sent (RFC 3711 §3.1, §3.4).
 *
 * <pre>
 * RTP:  header, payload (encrypted), tag over these and the rollover counter
 * RTCP: 8 bytes of header, the rest (encrypted), E and index, tag over all these
 * </pre>
 */
final class CounterModeTransform implements SrtpTransform {
    private final SrtpScratch scratch;
    private final CounterMode rtp;
    private final CounterMode rtcp;
    private final int tag;

    /** @param tag the size of RTP's tags in bytes; RTCP's have always {@code TAG} (RFC 3711 §5.2) */
    CounterModeTransform(CounterMode rtp, CounterMode rtcp, int tag, SrtpScratch scratch) {
        this.tag = tag;
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.scratch = scratch;
    }

    static CounterModeTransform derived(KeyDerivation derivation, int tag, SrtpScratch scratch) {
        return new CounterModeTransform(
                new CounterMode(
                        derivation.derive(KeyDerivation.RTP_KEY, 16),
                        derivation.derive(KeyDerivation.RTP_SALT, 14),
                        derivation.derive(KeyDerivation.RTP_AUTHENTICATION, 20),
                        scratch),
                new CounterMode(
                        derivation.derive(KeyDerivation.RTCP_KEY, 16),
                        derivation.derive(KeyDerivation.RTCP_SALT, 14),
                        derivation.derive(KeyDerivation.RTCP_AUTHENTICATION, 20),
                        scratch),
                tag,
                scratch);
    }

    @Override
    public int protect(
            ByteBuffer packet, int offset, int header, int length, int ssrc, long index) {
        scratch.load(packet, offset, length);
        rtp.crypt(header, length - header, ssrc, index);
        putInt(START + length, (int) (index >>> 16));
        rtp.tag(length + 4);
        packet.put(offset + header, scratch.packet, START + header, length - header);
        packet.put(offset + length, scratch.hash, START, tag);
        return length + tag;
    }

    @Override
    public int unprotect(
            ByteBuffer packet, int offset, int header, int length, int ssrc, long index) {
        int bare = length - tag;
        scratch.load(packet, offset, bare);
        putInt(START + bare, (int) (index >>> 16));
        rtp.tag(bare + 4);
        if (!rtp.tagMatches(packet, offset + bare, tag)) {
            return -1;
        }
        rtp.crypt(header, bare - header, ssrc, index);
        packet.put(offset + header, scratch.packet, START + header, bare - header);
        return bare;
    }

    @Override
    public int protectRtcp(ByteBuffer packet, int offset, int length, int ssrc, int index) {
        scratch.load(packet, offset, length);
        rtcp.crypt(RTCP_HEADER, length - RTCP_HEADER, ssrc, index);
        putInt(START + length, index | ENCRYPTED);
        rtcp.tag(length + 4);
        packet.put(
                offset + RTCP_HEADER,
                scratch.packet,
                START + RTCP_HEADER,
                length + 4 - RTCP_HEADER);
        packet.put(offset + length + 4, scratch.hash, START, TAG);
        return length + 4 + TAG;
    }

    @Override
    public int unprotectRtcp(ByteBuffer packet, int offset, int length, int ssrc, int index) {
        int signed = length - TAG;
        int bare = signed - 4;
        scratch.load(packet, offset, signed);
        rtcp.tag(signed);
        if (!rtcp.tagMatches(packet, offset + signed, TAG)) {
            return -1;
        }
        rtcp.crypt(RTCP_HEADER, bare - RTCP_HEADER, ssrc, index);
        packet.put(offset + RTCP_HEADER, scratch.packet, START + RTCP_HEADER, bare - RTCP_HEADER);
        return bare;
    }

    @Override
    public int rtcpIndexAt(int length) {
        return length - TAG - 4;
    }

    private void putInt(int at, int value) {
        scratch.packet[at] = (byte) (value >>> 24);
        scratch.packet[at + 1] = (byte) (value >>> 16);
        scratch.packet[at + 2] = (byte) (value >>> 8);
        scratch.packet[at + 3] = (byte) value;
    }
}
