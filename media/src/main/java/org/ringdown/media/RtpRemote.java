package org.ringdown.media;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What an SDP answer (or offer) settled for one RTP stream.
 *
 * @param address where its SDP says that it receives
 * @param rtcpAddress where it receives RTCP; the same as {@code address} with rtcp-mux
 * @param rtcpMux whether RTCP shares the RTP port (RFC 5761): the odd port is closed then
 * @param signalling where its signalling came from: trusted when latching, before any other address
 * @param sending what we may send, under the far end's payload types, the preferred codec first
 * @param receiving what we may receive, under our payload types
 * @param ice where both ends described ICE: then checks alone say where the far end is
 * @param comedia whether it is known to sit behind a NAT of which its SDP knows nothing: then its packets tell where it is
 * @param silentKeys whether keys reach it by signalling, so that none is made audible
 */
public record RtpRemote(
        InetSocketAddress address,
        InetSocketAddress rtcpAddress,
        boolean rtcpMux,
        InetAddress signalling,
        List<Format> sending,
        List<Format> receiving,
        RtpKeying keying,
        Optional<IceSettings> ice,
        boolean comedia,
        boolean silentKeys) {
    public RtpRemote {
        sending = List.copyOf(sending);
        receiving = List.copyOf(receiving);
    }

    /** Plain RTP without ICE. */
    public RtpRemote(
            InetSocketAddress address,
            InetSocketAddress rtcpAddress,
            boolean rtcpMux,
            InetAddress signalling,
            List<Format> sending,
            List<Format> receiving) {
        this(
                address,
                rtcpAddress,
                rtcpMux,
                signalling,
                sending,
                receiving,
                RtpKeying.PLAIN,
                Optional.empty(),
                false,
                false);
    }
}
