package org.ringdown.engine;

import java.net.InetAddress;
import java.time.Duration;
import org.ringdown.worker.PortRange;

/**
 * What an operator decides about media.
 *
 * @param host to bind all ports to
 * @param webRtcPort the first worker's UDP port for pages; the next worker has the next port, and so on. 0 is any free one, for each
 * @param rtpPorts for SIP legs, shared out among the workers
 * @param portRest for how long a port is not used again after a leg has closed it
 */
public record MediaConfig(InetAddress host, int webRtcPort, PortRange rtpPorts, Duration portRest) {
    /** Long enough for the last packets of a call, and for a phone that missed its end. */
    public static final Duration PORT_REST = Duration.ofSeconds(30);

    int webRtcPortOf(int worker) {
        return webRtcPort == 0 ? 0 : webRtcPort + worker;
    }
}
