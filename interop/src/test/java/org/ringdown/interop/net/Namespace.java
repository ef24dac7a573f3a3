package org.ringdown.interop.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.ringdown.interop.process.Host;

/**
 * A machine that shares everything with this one but its network (ip-netns(8)): at first it has nothing but loopback.
 *
 * <p>Its name holds our process id, so that what a run left behind that was killed is found by the next one, and removed.
 */
public final class Namespace implements Host, AutoCloseable {
    private static final Path NAMES = Path.of("/run/netns");
    private static final Path FILES = Path.of("/etc/netns");
    private static final String PREFIX = "ringdown-";
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String name;
    private final AtomicInteger interfaces = new AtomicInteger();
    private volatile Optional<String> address = Optional.empty();

    private Namespace(String name) {
        this.name = name;
    }

    /** A new one; {@code label} is for people who look at a run. */
    public static Namespace create(String label) {
        if (MADE.getAndIncrement() == 0) sweep();
        var name = PREFIX + ProcessHandle.current().pid() + "-" + MADE.get() + "-" + label;
        execute(List.of("ip", "netns", "add", name));
        var namespace = new Namespace(name);
        namespace.run("ip", "link", "set", "lo", "up");
        return namespace;
    }

    /** Removes those of runs that are no more. */
    private static void sweep() {
        try (Stream<Path> names = Files.exists(NAMES) ? Files.list(NAMES) : Stream.empty()) {
            names.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX))
                    .filter(name -> ProcessHandle.of(Long.parseLong(name.split("-")[1])).isEmpty())
                    .forEach(Namespace::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first address that a {@link Wire} gave it. */
    @Override
    public String address() {
        return address.orElseThrow(() -> new IllegalStateException(name + " has no wire yet"));
    }

    @Override
    public List<String> command(List<String> command) {
        var there = new ArrayList<>(List.of("ip", "netns", "exec", name));
        there.addAll(command);
        return there;
    }

    @Override
    public <T> T inside(Callable<T> work) {
        var task =
                new FutureTask<T>(() -> {
                    Setns.enter(NAMES.resolve(name));
                    return work.call();
                });
        Thread.ofPlatform().daemon().name(name).start(task); // it never comes back, so it ends
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs {@code command} there to its end, which must be a good one; returns what it printed. */
    public String run(String... command) {
        return execute(command(List.of(command)));
    }

    /** Every datagram to it, from it and through it is lost from now on, as in networks that let nothing pass but the web. */
    public void dropUdp() {
        for (var firewall : List.of("iptables", "ip6tables")) {
            run(firewall, "-w", "-I", "INPUT", "!", "-i", "lo", "-p", "udp", "-j", "DROP");
            run(firewall, "-w", "-I", "OUTPUT", "!", "-o", "lo", "-p", "udp", "-j", "DROP");
            run(firewall, "-w", "-I", "FORWARD", "-p", "udp", "-j", "DROP");
        }
    }

    /** So many of a hundred datagrams to it, and from it, are lost from now on, as chance will have it. */
    public void loseUdp(int percent) {
        var probability = String.valueOf(percent / 100.0);
        for (var chain : List.of("INPUT", "OUTPUT")) {
            run(
                    "iptables",
                    "-w",
                    "-I",
                    chain,
                    "-p",
                    "udp",
                    "-m",
                    "statistic",
                    "--mode",
                    "random",
                    "--probability",
                    probability,
                    "-j",
                    "DROP");
        }
    }

    /** Has another address from now on instead of its first one, as a telephone that leaves the Wi-Fi: {@code next} such as 203.0.113.21/24. */
    public void moveTo(String next) {
        var all = run("ip", "-o", "-4", "addr", "show", "to", address());
        var device = all.trim().split("\\s+")[1];
        run(
                "sh",
                "-c",
                "ip addr flush dev %1$s && ip addr add %2$s dev %1$s".formatted(device, next));
        address = Optional.of(next.replaceAll("/.*", ""));
    }

    /** Programs that start there from now on know {@code host} by its name: their /etc/hosts is one of their own, with nothing else. */
    public void knows(String host, String itsAddress) {
        var lines = "127.0.0.1 localhost\n%s %s\n".formatted(itsAddress, host);
        try {
            Files.createDirectories(FILES.resolve(name));
            Files.writeString(hosts(name), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** The name of one more interface. */
    String nextInterface() {
        return "wire" + interfaces.getAndIncrement();
    }

    /** Gives {@code device} its addresses, such as 203.0.113.5/24, and switches it on. */
    void configure(String device, List<String> addresses) {
        for (var each : addresses) {
            // Nobody else is there who might have the address: without nodad one of IPv6 is of no
            // use for a second or two.
            if (each.contains(":")) run("ip", "addr", "add", each, "dev", device, "nodad");
            else run("ip", "addr", "add", each, "dev", device);
            if (address.isEmpty()) address = Optional.of(each.replaceAll("/.*", ""));
        }
        run("ip", "link", "set", device, "up");
    }

    private static String execute(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0)
                throw new AssertionError(String.join(" ", command) + ":\n" + said);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Takes its wires with it. */
    @Override
    public void close() {
        delete(name);
    }

    private static void delete(String name) {
        execute(List.of("ip", "netns", "delete", name));
        try {
            Files.deleteIfExists(hosts(name));
            Files.deleteIfExists(FILES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path hosts(String name) {
        return FILES.resolve(name).resolve("hosts");
    }
}
