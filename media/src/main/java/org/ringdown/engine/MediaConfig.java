package org.ringdown.engine;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.ringdown.worker.PortRange;

/**
 * What an operator decides about media.
 *
 * @param host to bind the ports toward SIP to
 * @param pageHost to bind the ports for pages to
 * @param pageSources from which addresses pages may send; what comes from elsewhere is dropped
 * @param webRtcPort the first worker's UDP port for pages; the next worker has the next port, and so on. 0 is any free one, for each
 * @param rtpPorts for SIP legs, shared out among the workers
 * @param portRest for how long a port is not used again after a leg has closed it
 */
public record MediaConfig(
        InetAddress host,
        InetAddress pageHost,
        Predicate<InetAddress> pageSources,
        int webRtcPort,
        PortRange rtpPorts,
        Duration portRest) {
    /** Long enough for the last packets of a call, and for a phone that missed its end. */
    public static final Duration PORT_REST = Duration.ofSeconds(30);

    /** One address for everything, and pages from everywhere. */
    public static MediaConfig at(
            InetAddress host, int webRtcPort, PortRange rtpPorts, Duration portRest) {
        return new MediaConfig(host, host, _ -> true, webRtcPort, rtpPorts, portRest);
    }

    int webRtcPortOf(int worker) {
        return webRtcPort == 0 ? 0 : webRtcPort + worker;
    }
}
