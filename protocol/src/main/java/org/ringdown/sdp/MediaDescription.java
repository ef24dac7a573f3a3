package org.ringdown.sdp;

import java.util.List;
import java.util.Optional;

/**
 * One m-line and the lines that belong to it (RFC 8866 §5.14), as they stand; {@link MediaSection} reads them.
 *
 * @param kind audio, video, text, application, message, image, or what a peer has invented
 * @param port where media is wanted; zero says that none is
 * @param portCount 1, except for layered streams
 * @param protocol the transport, such as {@code RTP/AVP} or {@code UDP/TLS/RTP/SAVPF}
 * @param formats payload types for RTP; else what the protocol says
 */
public record MediaDescription(
        String kind,
        int port,
        int portCount,
        String protocol,
        List<String> formats,
        Optional<Connection> connection,
        List<Bandwidth> bandwidth,
        List<Attribute> attributes)
        implements Described {
    public static final String AUDIO = "audio";
    public static final String VIDEO = "video";

    public MediaDescription {
        Text.field(kind);
        Text.field(protocol);
        formats = List.copyOf(formats);
        formats.forEach(Text::field);
        bandwidth = List.copyOf(bandwidth);
        attributes = List.copyOf(attributes);
        if (port < 0 || port > 0xFFFF || portCount < 1 || portCount > 0xFFFF) {
            throw new IllegalArgumentException("no port");
        }
    }

    /** An m-line on one port, without b= lines. */
    public MediaDescription(
            String kind,
            int port,
            String protocol,
            List<String> formats,
            Optional<Connection> connection,
            List<Attribute> attributes) {
        this(kind, port, 1, protocol, formats, connection, List.of(), attributes);
    }
}
