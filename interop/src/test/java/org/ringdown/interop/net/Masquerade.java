package org.ringdown.interop.net;

import java.util.ArrayList;
import java.util.List;

/** A router as people have at home: who is behind it shares its one address, and is found from outside only at ports that it forwards. */
public final class Masquerade implements AutoCloseable {
    private static final String INSIDE = "192.168.7.";
    private static final String ROUTER = INSIDE + "1";
    private static final String MACHINE = INSIDE + "2";

    private final Namespace router;
    private final Namespace machine;
    private final String outside;

    private Masquerade(Namespace router, Namespace machine, String outside) {
        this.router = router;
        this.machine = machine;
        this.outside = outside;
    }

    /**
     * One at {@code lan}, with one machine behind it.
     *
     * @param outside its address at {@code lan}, such as 203.0.113.5/24
     */
    public static Masquerade at(Lan lan, String label, String outside) {
        var router = lan.machine(label + "-nat", outside);
        var machine = Namespace.create(label);
        var masquerade = new Masquerade(router, machine, router.address());
        try {
            masquerade.connect();
            return masquerade;
        } catch (RuntimeException | AssertionError e) {
            masquerade.close();
            throw e;
        }
    }

    private void connect() {
        Wire.between(router, List.of(ROUTER + "/24"), machine, List.of(MACHINE + "/24"));
        machine.run("ip", "route", "add", "default", "via", ROUTER);
        router.run("sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
        nat("POSTROUTING", "-s", INSIDE + "0/24", "!", "-d", INSIDE + "0/24", "-j", "MASQUERADE");
    }

    /** Who sends to these ports of the router reaches the same ones of the machine; {@code ports} such as 5060 or 20000:20999. */
    public void forward(String protocol, String ports) {
        nat(
                "PREROUTING",
                "-d",
                outside,
                "-p",
                protocol,
                "--dport",
                ports,
                "-j",
                "DNAT",
                "--to-destination",
                MACHINE);
    }

    private void nat(String chain, String... rule) {
        var command = new ArrayList<>(List.of("iptables", "-w", "-t", "nat", "-A", chain));
        command.addAll(List.of(rule));
        router.run(command.toArray(String[]::new));
    }

    /** Who is behind it. */
    public Namespace machine() {
        return machine;
    }

    public Namespace router() {
        return router;
    }

    /** The address under which the others see it. */
    public String outside() {
        return outside;
    }

    @Override
    public void close() {
        machine.close();
        router.close();
    }
}
