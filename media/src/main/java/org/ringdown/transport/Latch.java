package org.ringdown.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ringdown.rtp.RtpPacket;

/**
 * Where plain RTP of one far end comes from, and so where ours goes: learned once and then only from the stream itself.
 *
 * <p>Anybody can send to our port, so that learning from whatever comes lets strangers listen and talk ("RTP bleed"). The address in SDP is
 * believed where it can be theirs; then nothing is learned from packets. Where it cannot, the first source within a short time is taken,
 * one at the host that signals at once, any other only when that one has had its chance. Later only a packet that goes on where the
 * stream was broken off (SSRC, payload type and sequence number, after a silence) moves the latch: a NAT that has rebound.
 *
 * <p>Of some the operator says that what their SDP says is not to be believed (comedia, RFC 4145 §4): they are learned like those behind a NAT.
 */
final class Latch {
    static final long WINDOW = TimeUnit.SECONDS.toNanos(3);

    /** How long the host that signals is waited for, before anybody else is believed. */
    static final long PREFERENCE = TimeUnit.MILLISECONDS.toNanos(500);

    /** A source that still speaks is not replaced by one that claims to go on in its place. */
    static final long SILENCE = TimeUnit.MILLISECONDS.toNanos(100);

    /** A source that was silent for so long has to prove its steadiness anew. */
    static final long FORGET = TimeUnit.SECONDS.toNanos(3);

    private static final long SHORTEST_PTIME = TimeUnit.MILLISECONDS.toNanos(10);

    private enum Trust {
        NOBODY,
        ANYBODY,
        SIGNALLING,
        SDP
    }

    private InetSocketAddress sdp = new InetSocketAddress(0);
    private InetAddress signalling = sdp.getAddress();
    private Reachability reachability = Reachability.UNREACHABLE;
    private boolean comedia;
    private boolean told;
    private long toldAt;

    private InetSocketAddress source = sdp;
    private Optional<InetSocketAddress> target = Optional.empty();
    private Trust trust = Trust.NOBODY;
    private boolean heard;
    private long heardAt;
    private long steadySince;
    private int ssrc;
    private int payloadType;
    private int sequence;

    /** Takes note of what signalling says. Repeated, it does not unsettle a source that is known already. */
    void tell(InetSocketAddress sdp, InetAddress signalling, boolean comedia, long now) {
        boolean same =
                told
                        && sdp.equals(this.sdp)
                        && signalling.equals(this.signalling)
                        && comedia == this.comedia;
        if (same && trust != Trust.NOBODY) return;
        this.sdp = sdp;
        this.signalling = signalling;
        this.comedia = comedia;
        reachability = reachability();
        told = true;
        toldAt = now;
        heard = false;
        source = sdp;
        trust = reachability == Reachability.REACHABLE ? Trust.SDP : Trust.NOBODY;
        retarget();
    }

    /** One of whom is said that it sits behind a NAT is sent to where its SDP says until its packets prove another. */
    private Reachability reachability() {
        var known = Reachability.of(sdp.getAddress(), signalling);
        return comedia && known == Reachability.REACHABLE ? Reachability.DOUBTFUL : known;
    }

    private void retarget() {
        target = hasTarget() ? Optional.of(source) : Optional.empty();
    }

    /** Whether a packet is the far end's; if so it is taken note of. */
    boolean accepts(InetSocketAddress from, RtpPacket packet, long now) {
        if (!from.equals(source) || trust == Trust.NOBODY) {
            if (!isNamed(from) && !learns(from, now) && !continues(packet, now)) return false;
            source = from;
            heard = false;
            retarget();
        }
        take(packet, now);
        return true;
    }

    private void take(RtpPacket packet, long now) {
        if (!heard || now - heardAt > FORGET) steadySince = now;
        heard = true;
        heardAt = now;
        ssrc = packet.ssrc();
        payloadType = packet.payloadType();
        sequence = packet.sequence();
    }

    /**
     * Takes note of a packet under the far end's key: whoever made it is the far end, wherever it comes from.
     *
     * <p>Ours go there at once when nobody was heard yet, and else when the present source has been silent for a moment: one who repeats the
     * far end's packets faster than they arrive must not be able to draw ours away.
     */
    void proved(InetSocketAddress from, RtpPacket packet, long now) {
        boolean here = from.equals(source) && trust != Trust.NOBODY;
        if (!here && heard && now - heardAt < SILENCE) return;
        if (!here) {
            source = from;
            heard = false;
            trust = Trust.SDP;
            retarget();
        }
        take(packet, now);
    }

    /** Whether signalling has said anything yet. */
    boolean isTold() {
        return told;
    }

    /**
     * Whether a handshake from there may be the far end's, before any key can tell: from a host that SDP or signalling names, whatever its
     * port, as the certificate proves the rest. Strangers are kept out, because one who shakes hands with the wrong certificate ends it.
     */
    boolean mayShakeHands(InetSocketAddress from, long now) {
        if (!told) return false;
        var host = from.getAddress();
        boolean named =
                host.equals(signalling)
                        || trust != Trust.NOBODY && host.equals(source.getAddress());
        return named || trust == Trust.NOBODY && now - toldAt >= PREFERENCE;
    }

    private boolean isNamed(InetSocketAddress from) {
        return reachability == Reachability.REACHABLE && from.equals(sdp);
    }

    private boolean learns(InetSocketAddress from, long now) {
        var offered = trustIn(from);
        long waited = now - toldAt;
        boolean inTime = waited <= WINDOW && (offered != Trust.ANYBODY || waited >= PREFERENCE);
        // Whoever keeps silent at first may be where SDP says after all, although that seemed out
        // of
        // reach.
        boolean bySdp = offered == Trust.SDP && trust == Trust.NOBODY;
        // An address in SDP that can be theirs is trusted most from the start, so that there is
        // nothing to learn.
        if (!told || !inTime && !bySdp || offered.compareTo(trust) <= 0) return false;
        trust = offered;
        return true;
    }

    private Trust trustIn(InetSocketAddress from) {
        if (from.equals(sdp)) return Trust.SDP;
        var host = from.getAddress();
        boolean named = host.equals(signalling) || comedia && host.equals(sdp.getAddress());
        return named ? Trust.SIGNALLING : Trust.ANYBODY;
    }

    private boolean continues(RtpPacket packet, long now) {
        if (!heard || now - heardAt < SILENCE) return false;
        int ahead = packet.sequence() - sequence & 0xFFFF;
        return packet.ssrc() == ssrc
                && packet.payloadType() == payloadType
                && ahead > 0
                && ahead <= 1 + (now - heardAt) / SHORTEST_PTIME;
    }

    /** Whether there is an address to send to. */
    boolean hasTarget() {
        return trust != Trust.NOBODY || reachability == Reachability.DOUBTFUL;
    }

    /** Where RTP goes; made when it changes, and not for each packet. */
    Optional<InetSocketAddress> target() {
        return target;
    }

    /** What is known of where RTP comes from; means something only while there is a target. */
    InetSocketAddress source() {
        return source;
    }

    /** Whether RTP goes elsewhere than SDP says, so that RTCP has to as well. */
    boolean isElsewhere() {
        return !source.equals(sdp);
    }

    /** Whether anything of the present source was heard. */
    boolean isHeard() {
        return heard;
    }

    long heardAt() {
        return heardAt;
    }

    /** For how long one source has been all there is. */
    long steadyFor(long now) {
        return heard ? now - steadySince : 0;
    }
}
