package org.ringdown.interop.matrix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Picks few combinations that together hold every pair of values that any of them all holds.
 *
 * <p>Greedy: the next one picked is the one with the most pairs that nobody had before. For a few hundred rows that is within a few of the
 * best, and it picks the same ones every time.
 */
final class Pairs {
    /** Two values in two columns. */
    record Pair(int column, Enum<?> value, int otherColumn, Enum<?> otherValue) {}

    private Pairs() {}

    static List<Combination> cover(List<Combination> possible) {
        var missing = new HashSet<Pair>();
        for (var combination : possible) missing.addAll(of(combination));
        var picked = new ArrayList<Combination>();
        while (!missing.isEmpty()) {
            var best =
                    possible.stream()
                            .max(Comparator.comparingLong(each -> gain(each, missing)))
                            .orElseThrow();
            missing.removeAll(of(best));
            picked.add(best);
        }
        return picked;
    }

    private static long gain(Combination combination, Set<Pair> missing) {
        return of(combination).stream().filter(missing::contains).count();
    }

    static Set<Pair> of(Combination combination) {
        var values = combination.values();
        var pairs = new HashSet<Pair>();
        for (int i = 0; i < values.size(); i++)
            for (int j = i + 1; j < values.size(); j++)
                pairs.add(new Pair(i, values.get(i), j, values.get(j)));
        return pairs;
    }
}
