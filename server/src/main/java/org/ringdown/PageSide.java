package org.ringdown;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.ringdown.config.Configuration;
import org.ringdown.net.OwnAddress;

/**
 * Where media of pages comes in.
 *
 * <p>In dev mode that is not loopback but the machine's own address, for this machine alone (docs/decisions/firefox-avoids-loopback.md).
 *
 * @param host to bind the ports to
 * @param sources from which addresses pages may send
 */
record PageSide(InetAddress host, Predicate<InetAddress> sources) {
    private static final InetAddress EVERY_ADDRESS = InetAddress.ofLiteral("0.0.0.0");

    static PageSide of(Configuration configuration) throws UnknownHostException {
        if (!configuration.dev()) {
            return new PageSide(InetAddress.getByName(configuration.sip().host()), _ -> true);
        }
        var own = OwnAddress.of(EVERY_ADDRESS);
        return new PageSide(own, source -> source.equals(own) || source.isLoopbackAddress());
    }

    /** The address that pages are told. */
    InetAddress told(Configuration configuration) {
        return configuration.media().external().orElse(OwnAddress.of(host));
    }
}
