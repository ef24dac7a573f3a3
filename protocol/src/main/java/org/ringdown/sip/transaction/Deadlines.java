package org.ringdown.sip.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The transactions in order of their next deadline: a binary heap in which each knows its place.
 *
 * <p>A transaction stands here once, however often its timers are moved, so that cancelling leaves nothing behind and the size
 * is that of the table. A wheel would make moving cheaper and deadlines coarser; at the ten thousand that a shard holds, a move
 * is some dozen comparisons, and equal seeds have to replay equal runs. Among equal deadlines the older transaction is first.
 */
final class Deadlines {
    private final List<Transaction> heap = new ArrayList<>();

    Optional<Transaction> first() {
        return heap.isEmpty() ? Optional.empty() : Optional.of(heap.getFirst());
    }

    int size() {
        return heap.size();
    }

    /** Puts the transaction where its deadline belongs; takes it out when it has none. */
    void update(Transaction transaction) {
        if (!transaction.hasDeadline()) {
            remove(transaction);
            return;
        }
        if (transaction.place < 0) {
            transaction.place = heap.size();
            heap.add(transaction);
        }
        rise(transaction.place);
        sink(transaction.place);
    }

    void remove(Transaction transaction) {
        int place = transaction.place;
        if (place < 0) return;
        var last = heap.removeLast();
        transaction.place = -1;
        if (last == transaction) return;
        put(place, last);
        rise(place);
        sink(last.place);
    }

    private void rise(int from) {
        int place = from;
        while (place > 0 && isBefore(place, (place - 1) / 2)) {
            swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
    }

    private void sink(int from) {
        int place = from;
        while (true) {
            int child = 2 * place + 1;
            if (child >= heap.size()) return;
            if (child + 1 < heap.size() && isBefore(child + 1, child)) child++;
            if (!isBefore(child, place)) return;
            swap(place, child);
            place = child;
        }
    }

    private boolean isBefore(int a, int b) {
        return heap.get(a).isDueBefore(heap.get(b));
    }

    private void swap(int a, int b) {
        var moved = heap.get(a);
        put(a, heap.get(b));
        put(b, moved);
    }

    private void put(int place, Transaction transaction) {
        heap.set(place, transaction);
        transaction.place = place;
    }
}
