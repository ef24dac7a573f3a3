package org.ringdown.mailbox;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue of messages for one owner, handled one at a time, in order, each as a task of the executor. */
final class Mailbox {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final Owner owner;
    private final Executor executor;
    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();

    /** Messages not yet handled, the one being handled included; {@link #CLOSED} once the owner has retired. */
    private final AtomicInteger pending = new AtomicInteger();

    Mailbox(Owner owner, Executor executor) {
        this.owner = owner;
        this.executor = executor;
    }

    /** Whether the message was taken; a retired mailbox takes none. */
    boolean post(Object message) {
        int before = pending.getAndUpdate(n -> n == CLOSED ? CLOSED : n + 1);
        if (before == CLOSED) return false;
        queue.add(message);
        if (before == 0) executor.execute(this::handleOne);
        return true;
    }

    boolean isClosed() {
        return pending.get() == CLOSED;
    }

    private void handleOne() {
        // The count goes up before the message is in the queue, so the queue may lag for an
        // instant.
        Object message;
        while ((message = queue.poll()) == null) {
            Thread.onSpinWait();
        }
        boolean stays = true;
        try {
            stays = owner.receive(message) == Owner.Next.STAY;
        } finally {
            if (!stays && pending.compareAndSet(1, CLOSED)) {
                owner.retired();
            } else if (pending.decrementAndGet() > 0) {
                executor.execute(this::handleOne);
            }
        }
    }
}
