package org.ringdown.interop.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a process holds, as the kernel sees it (Linux: /proc).
 *
 * @param udpPorts the local ports of its UDP sockets
 * @param tcpConnections its TCP sockets that do not listen
 */
public record Footprint(
        int threads, int files, Set<Integer> udpPorts, int tcpConnections, long residentKilobytes) {
    private static final String LISTENING = "0A";

    public static Footprint of(long pid) throws IOException {
        var proc = Path.of("/proc", Long.toString(pid));
        var inodes = new HashSet<String>();
        int files = 0;
        try (var descriptors = Files.list(proc.resolve("fd"))) {
            for (var descriptor : descriptors.toList()) {
                files++;
                inodes.add(target(descriptor));
            }
        }
        var udp = new HashSet<Integer>();
        int tcp = 0;
        for (var table : new String[] {"udp", "udp6", "tcp", "tcp6"}) {
            var lines = Files.readAllLines(proc.resolve("net").resolve(table));
            for (var line : lines.subList(1, lines.size())) {
                var columns =
                        line.strip()
                                .split("\\s+"); // sl local remote state queues timer retransmits
                // uid timeout inode
                if (!inodes.contains("socket:[" + columns[9] + "]")) continue;
                if (table.startsWith("udp"))
                    udp.add(
                            Integer.parseInt(
                                    columns[1].substring(columns[1].indexOf(':') + 1), 16));
                else if (!columns[3].equals(LISTENING)) tcp++;
            }
        }
        return new Footprint(
                status(proc, "Threads"), files, Set.copyOf(udp), tcp, status(proc, "VmRSS"));
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed while we looked
        }
    }

    private static int status(Path proc, String field) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.toList(), found -> Integer.parseInt(found.getFirst())));
    }
}
