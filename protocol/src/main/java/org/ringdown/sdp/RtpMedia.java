package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A medium we can carry for a SIP peer, on a port pair of its own.
 *
 * @param port where RTP is received
 * @param rtcpPort where RTCP is received unless it shares RTP's port
 * @param rtcpMux offered, and accepted when offered (RFC 5761 §5.1.1)
 * @param direction the most we do, from our view
 * @param packetTime milliseconds of media we like in a packet; 0 where that means nothing
 * @param security what we bring to protect it
 * @param codecs best first, telephone-event among them; their numbers are those of our offers, an answer uses the offerer's
 */
public record RtpMedia(
        String kind,
        int port,
        int rtcpPort,
        boolean rtcpMux,
        Direction direction,
        int packetTime,
        RtpSecurity security,
        List<PayloadType> codecs) {
    public RtpMedia {
        codecs = List.copyOf(codecs);
    }

    /** In plain RTP. */
    public RtpMedia(
            String kind,
            int port,
            int rtcpPort,
            boolean rtcpMux,
            Direction direction,
            int packetTime,
            List<PayloadType> codecs) {
        this(kind, port, rtcpPort, rtcpMux, direction, packetTime, RtpSecurity.NONE, codecs);
    }

    /** Audio both ways in packets of 20 ms, RTCP on the next port. */
    public static RtpMedia audio(int port, List<PayloadType> codecs) {
        return new RtpMedia(
                MediaDescription.AUDIO, port, port + 1, false, Direction.SENDRECV, 20, codecs);
    }

    /** Pictures both ways, RTCP on the next port. */
    public static RtpMedia video(int port, List<PayloadType> codecs) {
        return new RtpMedia(
                MediaDescription.VIDEO, port, port + 1, false, Direction.SENDRECV, 0, codecs);
    }

    /** What we send and understand of RTCP feedback, whatever the codec. */
    List<String> feedback() {
        return codecs.stream().flatMap(type -> type.feedback().stream()).distinct().toList();
    }

    public RtpMedia with(Direction direction) {
        return new RtpMedia(kind, port, rtcpPort, rtcpMux, direction, packetTime, security, codecs);
    }

    public RtpMedia with(RtpSecurity security) {
        return new RtpMedia(kind, port, rtcpPort, rtcpMux, direction, packetTime, security, codecs);
    }

    public RtpMedia withRtcpMux() {
        return new RtpMedia(kind, port, rtcpPort, true, direction, packetTime, security, codecs);
    }

    /** @param further attributes: the m-line's name, keys, candidates */
    MediaDescription line(
            String protocol,
            List<PayloadType> types,
            Direction direction,
            boolean rtcpMux,
            List<Attribute> further) {
        var attributes = new ArrayList<>(AnswerLines.codecs(types));
        if (packetTime > 0) attributes.add(new Attribute("ptime", Integer.toString(packetTime)));
        attributes.add(direction.attribute());
        if (rtcpPort != port + 1) attributes.add(new Attribute("rtcp", Integer.toString(rtcpPort)));
        if (rtcpMux) attributes.add(new Attribute("rtcp-mux"));
        attributes.addAll(further);
        return new MediaDescription(
                kind, port, protocol, AnswerLines.formats(types), Optional.empty(), attributes);
    }
}
