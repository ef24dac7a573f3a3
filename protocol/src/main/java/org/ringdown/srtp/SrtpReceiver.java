package org.ringdown.srtp;

import java.nio.ByteBuffer;
import org.ringdown.rtp.RtpPacket;

/**
 * Opens what one leg receives, under one master key, and each packet once.
 *
 * <p>What is refused changes nothing here but a counter: an SSRC is remembered after a tag of its own was right. A refusal is a
 * negative number in place of the length; it is no reason to end a call.
 */
public final class SrtpReceiver {
    /** Too short, too long, no header, or SRTCP in the clear, which neither profile sends. */
    public static final int MALFORMED = -1;

    /** Came before, or is too old to tell. */
    public static final int REPLAYED = -2;

    /** The tag is wrong: forged, damaged or under another key. */
    public static final int FORGED = -3;

    /** An SSRC not heard before, and there have been too many of them. */
    public static final int CROWDED = -4;

    private final SrtpProfile profile;
    private final SrtpTransform transform;
    private final SrtpStreams streams = new SrtpStreams();
    private final long[] refused = new long[5];

    public SrtpReceiver(SrtpKeys keys, SrtpScratch scratch) {
        this(keys.profile(), SrtpTransform.of(keys, scratch));
    }

    SrtpReceiver(SrtpProfile profile, SrtpTransform transform) {
        this.profile = profile;
        this.transform = transform;
    }

    /** Knows the rollover counters of a receiver under another key; a peer that begins at zero is understood too (RFC 3711 §3.3.1). */
    public void continueFrom(SrtpReceiver before) {
        streams.continueFrom(before.streams);
    }

    /** Counts all indexes up to these as received, as after a restart under the same key; -1 stands for none. */
    public void resume(int ssrc, long lastIndex, long lastRtcpIndex) {
        var stream = streams.get(ssrc);
        streams.keep(stream);
        if (lastIndex >= 0) {
            stream.rtp.markAllTo(lastIndex);
        }
        if (lastRtcpIndex >= 0) {
            stream.rtcp.markAllTo(lastRtcpIndex);
        }
    }

    /** The highest index of RTP received from an SSRC, or -1: 32 bits of rollover counter, 16 of sequence number. */
    public long lastIndex(int ssrc) {
        return streams.get(ssrc).newest();
    }

    /** The highest index of RTCP received from an SSRC, or -1. */
    public long lastRtcpIndex(int ssrc) {
        return streams.get(ssrc).newestRtcp();
    }

    /** How many packets got this refusal. */
    public long refused(int refusal) {
        return refused[-refusal];
    }

    /** Opens an RTP packet in place and returns its length in the clear, or a refusal; a refused packet is not changed. */
    public int unprotect(ByteBuffer packet, int offset, int length) {
        int header = RtpPacket.headerLength(packet, offset, length);
        if (header < 0 || length < header + profile.tagSize() || length > SrtpScratch.MAX_PACKET) {
            return refuse(MALFORMED);
        }
        var stream = streams.get(packet.getInt(offset + 8));
        if (!streams.hasRoomFor(stream)) {
            return refuse(CROWDED);
        }
        int sequence = packet.getShort(offset + 2) & 0xffff;
        long index = stream.likely(sequence);
        if (index >= 0 && !stream.rtp.admits(index)) {
            return refuse(REPLAYED);
        }
        int opened = open(packet, offset, header, length, stream, index);
        if (opened < 0) {
            opened = open(packet, offset, header, length, stream, stream.unlikely(sequence));
        }
        return opened < 0 ? refuse(FORGED) : opened;
    }

    private int open(
            ByteBuffer packet, int offset, int header, int length, SrtpStream stream, long index) {
        if (index < 0 || index > SrtpStream.MAX_INDEX) {
            return -1;
        }
        int opened = transform.unprotect(packet, offset, header, length, stream.ssrc, index);
        if (opened >= 0) {
            stream.rtp.mark(index);
            streams.keep(stream);
        }
        return opened;
    }

    /** Opens an RTCP packet in place and returns its length in the clear, or a refusal; a refused packet is not changed. */
    public int unprotectRtcp(ByteBuffer packet, int offset, int length) {
        if (length < SrtpTransform.RTCP_HEADER + 4 + profile.rtcpTagSize()
                || length > SrtpScratch.MAX_PACKET
                || (packet.get(offset) & 0xc0) != 0x80) {
            return refuse(MALFORMED);
        }
        int word = packet.getInt(offset + transform.rtcpIndexAt(length));
        if ((word & SrtpTransform.ENCRYPTED) == 0) {
            return refuse(MALFORMED);
        }
        int index = word & ~SrtpTransform.ENCRYPTED;
        var stream = streams.get(packet.getInt(offset + 4));
        if (!streams.hasRoomFor(stream)) {
            return refuse(CROWDED);
        }
        if (!stream.rtcp.admits(index)) {
            return refuse(REPLAYED);
        }
        int opened = transform.unprotectRtcp(packet, offset, length, stream.ssrc, index);
        if (opened < 0) {
            return refuse(FORGED);
        }
        stream.rtcp.mark(index);
        streams.keep(stream);
        return opened;
    }

    private int refuse(int refusal) {
        refused[-refusal]++;
        return refusal;
    }
}
