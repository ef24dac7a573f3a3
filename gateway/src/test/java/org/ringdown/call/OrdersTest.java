package org.ringdown.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mistake in one order leaves the others as they are. */
class OrdersTest {
    @Test
    void allAreCarriedOutAndTheFirstMistakeIsTold() {
        var done = new ArrayList<String>();
        assertThatThrownBy(() ->
                        Orders.carryOut(
                                List.of("a", "bad 1", "b", "bad 2", "c"),
                                order -> {
                                    if (order.startsWith("bad"))
                                        throw new IllegalStateException(order);
                                    done.add(order);
                                }))
                .hasMessage("bad 1")
                .hasSuppressedException(new IllegalStateException("bad 2"));
        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void withoutAMistakeNothingIsThrown() {
        var done = new ArrayList<Integer>();
        Orders.carryOut(List.of(1, 2, 3), done::add);
        assertThat(done).containsExactly(1, 2, 3);
    }
}
