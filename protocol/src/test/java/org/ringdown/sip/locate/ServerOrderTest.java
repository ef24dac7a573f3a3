package org.ringdown.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.locate.DnsRecord.Srv;

/** Draws servers as RFC 2782 does. */
class ServerOrderTest {
    private static final int DRAWS = 20_000;

    @Test
    void aLowerPriorityAlwaysComesFirst() {
        var records = List.of(srv(3, 1, "c"), srv(1, 0, "a"), srv(2, 65_535, "b"));
        var random = new SplittableRandom(1);

        for (int i = 0; i < 100; i++) {
            assertThat(ServerOrder.of(records, random))
                    .extracting(Srv::target)
                    .containsExactly("a", "b", "c");
        }
    }

    @Test
    void amongThoseOfOnePriorityTheShareIsTheWeight() {
        var records = List.of(srv(1, 10, "tenth"), srv(1, 60, "most"), srv(1, 30, "third"));
        var firsts = firsts(records);

        assertThat(firsts.get("most") / (double) DRAWS).isCloseTo(0.6, within(0.02));
        assertThat(firsts.get("third") / (double) DRAWS).isCloseTo(0.3, within(0.02));
        assertThat(firsts.get("tenth") / (double) DRAWS).isCloseTo(0.1, within(0.02));
    }

    @Test
    void aWeightOfZeroHasASmallChance() {
        assertThat(firsts(List.of(srv(1, 9, "often"), srv(1, 0, "seldom"))).get("seldom"))
                .isBetween(DRAWS / 20, DRAWS / 5); // one ticket of ten
    }

    @Test
    void eachServerIsDrawnOnce() {
        var random = new SplittableRandom(1);
        for (int size = 0; size < 20; size++) {
            var records =
                    IntStream.range(0, size).mapToObj(i -> srv(i % 3, i % 5, "s" + i)).toList();
            assertThat(ServerOrder.of(records, random))
                    .containsExactlyInAnyOrderElementsOf(records);
        }
    }

    private static HashMap<String, Integer> firsts(List<Srv> records) {
        var random = new SplittableRandom(7);
        var firsts = new HashMap<String, Integer>();
        for (int i = 0; i < DRAWS; i++) {
            firsts.merge(ServerOrder.of(records, random).getFirst().target(), 1, Integer::sum);
        }
        return firsts;
    }

    private static Srv srv(int priority, int weight, String target) {
        return new Srv(priority, weight, 5060, target);
    }
}
