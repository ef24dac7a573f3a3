package org.ringdown.interop.net;

import java.util.List;

/** An Ethernet: whoever is plugged in reaches all others. The Internet of these tests is one, with addresses that nobody else has (RFC 5737). */
public final class Lan implements AutoCloseable {
    private static final String BRIDGE = "bridge";

    private final Namespace bridge;

    private Lan(Namespace bridge) {
        this.bridge = bridge;
    }

    public static Lan create(String label) {
        var bridge = Namespace.create(label);
        bridge.run("ip", "link", "add", BRIDGE, "type", "bridge");
        bridge.run("ip", "link", "set", BRIDGE, "up");
        return new Lan(bridge);
    }

    /** Plugs {@code machine} in under {@code addresses}; returns its interface. */
    public String plug(Namespace machine, String... addresses) {
        var wire = Wire.between(machine, List.of(addresses), bridge, List.of());
        bridge.run("ip", "link", "set", wire.other(), "master", BRIDGE);
        return wire.one();
    }

    /** A new machine with these addresses. */
    public Namespace machine(String label, String... addresses) {
        var machine = Namespace.create(label);
        try {
            plug(machine, addresses);
            return machine;
        } catch (RuntimeException | AssertionError e) {
            machine.close();
            throw e;
        }
    }

    @Override
    public void close() {
        bridge.close();
    }
}
