package org.ringdown.call;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries out what a step orders. */
final class Orders {
    private Orders() {}

    /** All of them, in order, whatever becomes of each: a mistake in one must not leave a leg ringing. The first is thrown in the end. */
    static <T> void carryOut(List<T> orders, Consumer<T> perform) {
        Optional<RuntimeException> first = Optional.empty();
        for (var order : orders) {
            try {
                perform.accept(order);
            } catch (RuntimeException mistake) {
                if (first.isEmpty()) first = Optional.of(mistake);
                else first.get().addSuppressed(mistake);
            }
        }
        if (first.isPresent()) throw first.get();
    }
}
