package org.ringdown;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.ringdown.sip.HostPort;
import org.ringdown.wire.MalformedException;

/**
 * Which "host" or "host:port" of a SIP URI means this gateway: our addresses, however they are written, and our names, with one of our
 * ports or without any.
 */
record OurHosts(
        Set<InetAddress> addresses,
        Supplier<Optional<InetAddress>> external,
        Set<String> names,
        Set<Integer> ports)
        implements Predicate<String> {
    OurHosts {
        addresses = Set.copyOf(addresses);
        names = Set.copyOf(names);
        ports = Set.copyOf(ports);
    }

    /**
     * @param external another of ours, which may change
     * @param listening loopback by all of its names is ours where we listen there too
     * @param domains names that are ours
     */
    static OurHosts of(
            List<InetAddress> own,
            Supplier<Optional<InetAddress>> external,
            InetAddress listening,
            Set<String> domains,
            Set<Integer> ports) {
        var addresses = new HashSet<>(own);
        addresses.add(listening);
        boolean loopback = listening.isLoopbackAddress() || listening.isAnyLocalAddress();
        if (loopback) {
            addresses.add(InetAddress.ofLiteral("127.0.0.1"));
            addresses.add(InetAddress.ofLiteral("::1"));
        }
        var names = new HashSet<String>();
        domains.forEach(domain -> names.add(domain.toLowerCase(Locale.ROOT)));
        if (loopback) names.add("localhost");
        return new OurHosts(addresses, external, names, ports);
    }

    @Override
    public boolean test(String target) {
        try {
            var asked = HostPort.parse(target);
            boolean here = asked.port().isEmpty() || ports.contains(asked.port().getAsInt());
            return here
                    && (names.contains(asked.host())
                            || asked.address().filter(this::isOurs).isPresent());
        } catch (MalformedException neither) {
            return false;
        }
    }

    private boolean isOurs(InetAddress address) {
        return addresses.contains(address) || external.get().filter(address::equals).isPresent();
    }
}
