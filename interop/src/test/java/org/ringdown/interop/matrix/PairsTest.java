package org.ringdown.interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Few combinations, and yet every pair that is possible; nothing that is not. */
class PairsTest {
    @Test
    void holdEveryPairThatIsPossible() {
        var pairs = new HashSet<Pairs.Pair>();
        for (var picked : Pairs.cover(Combination.possible())) pairs.addAll(Pairs.of(picked));

        for (var combination : Combination.possible())
            assertThat(pairs).containsAll(Pairs.of(combination));
    }

    @Test
    void holdNothingThatIsImpossible() {
        assertThat(Pairs.cover(Combination.possible()))
                .allMatch(each -> each.impossible().isEmpty());
    }

    @Test
    void areFewAndTheSameEveryTime() {
        var picked = Pairs.cover(Combination.possible());

        // Fifteen is the least: five peers with three clients each.
        assertThat(picked).hasSizeBetween(15, 20).doesNotHaveDuplicates();
        assertThat(Pairs.cover(Combination.possible())).isEqualTo(picked);
    }

    @Test
    void everyValueOfEveryColumnIsPossible() {
        var values = new HashSet<Enum<?>>();
        for (var combination : Combination.possible()) values.addAll(combination.values());
        assertThat(values).hasSize(3 + 5 + 3 + 3 + 3);
    }
}
