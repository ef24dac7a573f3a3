package org.ringdown;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.ringdown.config.Configuration;
import org.ringdown.net.ExternalAddress;
import org.ringdown.net.Router;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/**
 * What translates addresses between us and far ends.
 *
 * @param sip as signalling sees it
 * @param media as sound does; the same router, unless the configuration gives them addresses of their own
 */
record Routers(Router sip, Router media) {
    /** Asks the STUN server, where there is one and something is to be found out. */
    static Routers of(
            Configuration configuration,
            Timers timers,
            Clock clock,
            RandomGenerator random,
            Opened opened)
            throws UnknownHostException {
        var sip = configuration.sip().external();
        var media = configuration.media().external();
        var server = configuration.media().stunServer();
        Supplier<Optional<InetAddress>> asked = Optional::empty;
        if (server.isPresent() && (sip.isEmpty() || media.isEmpty())) {
            var listening = InetAddress.getByName(configuration.sip().host());
            asked =
                    opened.add(ExternalAddress.ask(server.get(), listening, timers, clock, random))
                            ::now;
        }
        return new Routers(router(sip, asked, configuration), router(media, asked, configuration));
    }

    private static Router router(
            Optional<InetAddress> written,
            Supplier<Optional<InetAddress>> asked,
            Configuration configuration) {
        var near = configuration.sip().localNets();
        return new Router(
                written.isPresent() ? () -> written : asked,
                far -> near.stream().anyMatch(net -> net.contains(far)));
    }
}
