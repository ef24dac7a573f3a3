package org.ringdown.trunk;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All trunks of this node, and what has been learned of each. May be asked from any thread. */
public final class Trunks {
    private final Map<String, Trunk> byName = new LinkedHashMap<>();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /**
     * What has been learned of a trunk.
     *
     * @param addresses those that its URI leads to
     * @param up whether it answered when it was asked last
     */
    public record Known(Set<InetAddress> addresses, boolean up) {
        static final Known NOTHING = new Known(Set.of(), true);

        public Known {
            addresses = Set.copyOf(addresses);
        }
    }

    public Trunks(List<Trunk> trunks) {
        trunks.forEach(trunk -> byName.put(trunk.name(), trunk));
    }

    public Collection<Trunk> all() {
        return byName.values();
    }

    public Optional<Trunk> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Those whose messages come from an address: several where one provider carries several accounts. */
    public List<Trunk> from(InetAddress source) {
        return byName.values().stream().filter(trunk -> isOf(trunk, source)).toList();
    }

    private boolean isOf(Trunk trunk, InetAddress source) {
        var allow = trunk.peer().allow();
        return allow.isPresent()
                ? allow.get().test(source)
                : known(trunk.name()).addresses.contains(source);
    }

    /** Until it has been asked for the first time a trunk counts as up. */
    public Known known(String name) {
        return known.getOrDefault(name, Known.NOTHING);
    }

    /** In the order in which they are to be tried: as written, but those that do not answer last. */
    public List<Trunk> inOrder(List<String> names) {
        var all = names.stream().map(byName::get).filter(Objects::nonNull).toList();
        var ordered = new ArrayList<Trunk>();
        all.stream().filter(trunk -> known(trunk.name()).up).forEach(ordered::add);
        all.stream().filter(trunk -> !known(trunk.name()).up).forEach(ordered::add);
        return ordered;
    }

    /** Where its URI leads now; nothing new where DNS does not answer. */
    public void learnAddresses(String name, Set<InetAddress> addresses) {
        if (addresses.isEmpty()) return;
        known.compute(name, (_, was) -> new Known(addresses, was == null || was.up));
    }

    public void learnHealth(String name, boolean up) {
        known.compute(name, (_, was) -> new Known(was == null ? Set.of() : was.addresses, up));
    }
}
