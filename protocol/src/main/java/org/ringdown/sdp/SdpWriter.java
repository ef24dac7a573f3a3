package org.ringdown.sdp;

/** Writes a description in the order RFC 8866 §9 demands, with CRLF line ends. */
public final class SdpWriter {
    private final StringBuilder out = new StringBuilder(2048);

    private SdpWriter() {}

    public static String write(SessionDescription sdp) {
        var writer = new SdpWriter();
        writer.session(sdp);
        sdp.media().forEach(writer::media);
        return writer.out.toString();
    }

    private void session(SessionDescription sdp) {
        line('v', "0");
        line('o', text(sdp.origin()));
        line('s', sdp.name());
        sdp.connection().ifPresent(this::connection);
        sdp.bandwidth().forEach(this::bandwidth);
        for (var time : sdp.times()) {
            line('t', unsigned(time.start()) + " " + unsigned(time.stop()));
        }
        sdp.attributes().forEach(this::attribute);
    }

    private void media(MediaDescription media) {
        var ports = media.portCount() == 1 ? "" : "/" + media.portCount();
        out.append("m=").append(media.kind()).append(' ').append(media.port()).append(ports);
        out.append(' ').append(media.protocol());
        media.formats().forEach(format -> out.append(' ').append(format));
        out.append("\r\n");
        media.connection().ifPresent(this::connection);
        media.bandwidth().forEach(this::bandwidth);
        media.attributes().forEach(this::attribute);
    }

    private void connection(Connection c) {
        line('c', "IN " + c.addressType() + " " + c.address());
    }

    private void bandwidth(Bandwidth b) {
        line('b', b.type() + ":" + b.value());
    }

    private void attribute(Attribute a) {
        line('a', a.toString());
    }

    private void line(char type, String value) {
        out.append(type).append('=').append(value).append("\r\n");
    }

    private static String text(Origin o) {
        return String.join(
                " ",
                o.username(),
                unsigned(o.sessionId()),
                unsigned(o.version()),
                "IN",
                o.addressType(),
                o.address());
    }

    private static String unsigned(long number) {
        return Long.toUnsignedString(number);
    }
}
