package org.ringdown.interop.net;

import java.util.ArrayList;
import java.util.List;

/** A router as people have at home: who is behind it shares its one address, and is found from outside only at ports that it forwards. */
public final class Masquerade implements AutoCloseable {
    private static final String INSIDE =
            "192.168.7."; // of all of them, as it is with those that people buy
    private static final String ROUTER = INSIDE + "1";

    private final Namespace router;
    private final Lan inside;
    private final List<Namespace> machines = new ArrayList<>();

    private Masquerade(Namespace router, Lan inside) {
        this.router = router;
        this.inside = inside;
    }

    /**
     * One at {@code lan}, with one machine behind it.
     *
     * @param outside its address at {@code lan}, such as 203.0.113.5/24
     */
    public static Masquerade at(Lan lan, String label, String outside) {
        var router = lan.machine(label + "-nat", outside);
        var masquerade = new Masquerade(router, Lan.create(label + "-lan"));
        try {
            masquerade.connect(label);
            return masquerade;
        } catch (RuntimeException | AssertionError e) {
            masquerade.close();
            throw e;
        }
    }

    private void connect(String label) {
        inside.plug(router, ROUTER + "/24");
        router.run("sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
        nat("POSTROUTING", "-s", INSIDE + "0/24", "!", "-d", INSIDE + "0/24", "-j", "MASQUERADE");
        add(label);
    }

    /** One more machine behind it. */
    public Namespace add(String label) {
        var machine = inside.machine(label, INSIDE + (machines.size() + 2) + "/24");
        machines.add(machine);
        machine.run("ip", "route", "add", "default", "via", ROUTER);
        return machine;
    }

    /**
     * Who sends from outside to these ports of the router reaches the same ones of the first machine; {@code ports} such as 5060 or 20000:20999.
     * Who is inside does not come back by them: few routers do that.
     */
    public void forward(String protocol, String ports) {
        nat(
                "PREROUTING",
                "!",
                "-s",
                INSIDE + "0/24",
                "-d",
                outside(),
                "-p",
                protocol,
                "--dport",
                ports,
                "-j",
                "DNAT",
                "--to-destination",
                machine().address());
    }

    private void nat(String chain, String... rule) {
        var command = new ArrayList<>(List.of("iptables", "-w", "-t", "nat", "-A", chain));
        command.addAll(List.of(rule));
        router.run(command.toArray(String[]::new));
    }

    /** The first one behind it. */
    public Namespace machine() {
        return machines.getFirst();
    }

    public Namespace router() {
        return router;
    }

    /** The address under which the others see it. */
    public String outside() {
        return router.address();
    }

    @Override
    public void close() {
        machines.forEach(Namespace::close);
        inside.close();
        router.close();
    }
}
