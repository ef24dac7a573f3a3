package org.ringdown;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.ringdown.config.Configuration;
import org.ringdown.leg.page.PageAddresses;
import org.ringdown.net.OurSide;
import org.ringdown.net.OwnAddress;
import org.ringdown.net.Router;

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

    /** What pages are told. */
    PageAddresses told(Router router) {
        return OurSide.of(host, router)::all;
    }
}
