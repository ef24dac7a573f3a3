package org.ringdown.sip.locate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.ringdown.sip.locate.DnsRecord.Srv;

/** The order in which servers are tried: by priority, and at random by weight among those of one priority (RFC 2782). */
final class ServerOrder {
    private ServerOrder() {}

    static List<Srv> of(List<Srv> records, RandomGenerator random) {
        var byPriority =
                records.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Srv::priority, TreeMap::new, Collectors.toList()));
        return byPriority.values().stream()
                .flatMap(alike -> drawn(alike, random).stream())
                .toList();
    }

    private static List<Srv> drawn(List<Srv> alike, RandomGenerator random) {
        var left = new ArrayList<>(alike);
        left.sort(Comparator.comparingInt(Srv::weight)); // zeros in front have a small chance
        var drawn = new ArrayList<Srv>();
        int sum = left.stream().mapToInt(Srv::weight).sum();
        while (!left.isEmpty()) {
            int ticket = random.nextInt(sum + 1);
            int at = 0;
            for (int running = left.getFirst().weight(); running < ticket; ) {
                running += left.get(++at).weight();
            }
            var winner = left.remove(at);
            sum -= winner.weight();
            drawn.add(winner);
        }
        return drawn;
    }
}
