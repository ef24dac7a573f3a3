package org.ringdown.srtp;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.ringdown.rtp.RtpPacket;

/**
 * Protects what one leg sends, under one master key, and never uses an index twice.
 *
 * <p>Two packets under one index would give away both. That cannot happen unless a sequence number is sent twice, which is a
 * fault of ours and no peer's: it is an {@link IllegalStateException}, and the packet stays where it is.
 */
public final class SrtpSender {
    private static final int MAX_RTCP_INDEX = 0x7fff_ffff;

    private final SrtpProfile profile;
    private final SrtpTransform transform;
    private final SrtpStreams streams = new SrtpStreams();

    public SrtpSender(SrtpKeys keys, SrtpScratch scratch) {
        this(keys.profile(), SrtpTransform.of(keys, scratch));
    }

    SrtpSender(SrtpProfile profile, SrtpTransform transform) {
        this.profile = profile;
        this.transform = transform;
    }

    /** Goes on where a sender under another key has ended: its rollover counters and RTCP indexes (RFC 3711 §3.3.1, §3.4). */
    public void continueFrom(SrtpSender before) {
        streams.continueFrom(before.streams);
    }

    /** Counts all indexes up to these as used, as after a restart under the same key; -1 stands for none. */
    public void resume(int ssrc, long lastIndex, long lastRtcpIndex) {
        var stream = kept(ssrc);
        if (lastIndex >= 0) {
            stream.rtp.markAllTo(lastIndex);
        }
        if (lastRtcpIndex >= 0) {
            stream.rtcp.markAllTo(lastRtcpIndex);
        }
    }

    /** The highest index used for RTP of an SSRC, or -1: 32 bits of rollover counter, 16 of sequence number. */
    public long lastIndex(int ssrc) {
        return streams.get(ssrc).newest();
    }

    /** The highest index used for RTCP of an SSRC, or -1. */
    public long lastRtcpIndex(int ssrc) {
        return streams.get(ssrc).newestRtcp();
    }

    /** By how many bytes {@link #protect} makes a packet longer. */
    public int overhead() {
        return profile.tagSize();
    }

    /** By how many bytes {@link #protectRtcp} makes a packet longer. */
    public int rtcpOverhead() {
        return profile.rtcpTagSize() + 4;
    }

    /** Protects an RTP packet in place and returns its new length. The buffer's limit must leave room for {@link #overhead}. */
    public int protect(ByteBuffer packet, int offset, int length) {
        int header = RtpPacket.headerLength(packet, offset, length);
        if (header < 0 || length + overhead() > SrtpScratch.MAX_PACKET) {
            throw new IllegalArgumentException(length + " bytes are no RTP packet of ours");
        }
        Objects.checkFromIndexSize(offset, length + overhead(), packet.limit());
        int ssrc = packet.getInt(offset + 8);
        int sequence = packet.getShort(offset + 2) & 0xffff;
        var stream = kept(ssrc);
        long index = stream.likely(sequence);
        if (index < 0 || index > SrtpStream.MAX_INDEX || !stream.rtp.admits(index)) {
            throw new IllegalStateException("index " + index + " must not be used any more");
        }
        stream.rtp.mark(index); // first: whatever happens below, it is not used again
        return transform.protect(packet, offset, header, length, ssrc, index);
    }

    /**
     * Protects a packet that was sent before, to send it once more: bit by bit the same, so that nothing is given away.
     *
     * @return its new length, or -1 where it was not sent under this key
     */
    public int protectAgain(ByteBuffer packet, int offset, int length) {
        int header = RtpPacket.headerLength(packet, offset, length);
        if (header < 0 || length + overhead() > SrtpScratch.MAX_PACKET) return -1;
        Objects.checkFromIndexSize(offset, length + overhead(), packet.limit());
        int ssrc = packet.getInt(offset + 8);
        var stream = streams.get(ssrc);
        long index = stream.likely(packet.getShort(offset + 2) & 0xffff);
        if (index < 0 || index > stream.newest() || stream.rtp.admits(index)) return -1;
        return transform.protect(packet, offset, header, length, ssrc, index);
    }

    /** Protects an RTCP packet in place and returns its new length. The buffer's limit must leave room for {@link #rtcpOverhead}. */
    public int protectRtcp(ByteBuffer packet, int offset, int length) {
        if (length < SrtpTransform.RTCP_HEADER
                || length + rtcpOverhead() > SrtpScratch.MAX_PACKET) {
            throw new IllegalArgumentException(length + " bytes are no RTCP packet of ours");
        }
        Objects.checkFromIndexSize(offset, length + rtcpOverhead(), packet.limit());
        int ssrc = packet.getInt(offset + 4);
        var stream = kept(ssrc);
        long index = stream.newestRtcp() + 1;
        if (index > MAX_RTCP_INDEX) {
            throw new IllegalStateException("all RTCP indexes are used");
        }
        stream.rtcp.mark(index);
        return transform.protectRtcp(packet, offset, length, ssrc, (int) index);
    }

    private SrtpStream kept(int ssrc) {
        var stream = streams.get(ssrc);
        streams.keep(stream);
        return stream;
    }
}
