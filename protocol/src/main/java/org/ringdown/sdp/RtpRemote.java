package org.ringdown.sdp;

import java.util.Optional;

/**
 * Where a SIP peer receives one medium, as its description says. Nothing here is resolved or trusted yet.
 *
 * @param address an IP address or a host name, as text; unspecified while it is on hold the old way
 * @param rtcpPort the same as {@code port} with rtcp-mux; zero where the peer takes no RTCP
 */
public record RtpRemote(
        String address, int port, String rtcpAddress, int rtcpPort, boolean rtcpMux) {

    static Optional<RtpRemote> of(MediaSection section, boolean rtcpMux) {
        return section.connection().map(c -> of(section, c.address(), rtcpMux));
    }

    private static RtpRemote of(MediaSection section, String address, boolean rtcpMux) {
        int port = section.media().port();
        if (rtcpMux) return new RtpRemote(address, port, address, port, true);
        var rtcp = section.rtcp().orElse(new RtcpPort(nextPort(port), Optional.empty()));
        var rtcpAddress = rtcp.connection().map(Connection::address).orElse(address);
        return new RtpRemote(address, port, rtcpAddress, rtcp.port(), false);
    }

    private static int nextPort(int port) {
        return port < 0xFFFF ? port + 1 : 0;
    }
}
