package org.ringdown.flash;

import java.util.List;

/** A row's right side: the next state, and what is to be done. */
record Step<S>(S next, List<FlashOrder> orders) {
    Step {
        orders = List.copyOf(orders);
    }

    static <S> Step<S> go(S next, FlashOrder... orders) {
        return new Step<>(next, List.of(orders));
    }
}
