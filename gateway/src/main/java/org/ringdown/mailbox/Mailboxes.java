package org.ringdown.mailbox;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All mailboxes of this node. */
public final class Mailboxes implements Post {
    private static final Logger log = LoggerFactory.getLogger(Mailboxes.class);

    private final Map<String, Mailbox> byId = new ConcurrentHashMap<>();
    private final Map<String, Function<String, Owner>> onDemand = new ConcurrentHashMap<>();
    private final LongAdder undeliverable = new LongAdder();
    private final LongAdder mistakes = new LongAdder();
    private final Executor executor;

    public Mailboxes(Executor executor) {
        this.executor = executor;
    }

    /** Opens a mailbox; an id that is open already is a mistake of the caller. */
    public void open(String id, Owner owner) {
        var mailbox = mailbox(id, owner);
        if (byId.putIfAbsent(id, mailbox) != null) {
            throw new IllegalStateException(id + " is open already");
        }
    }

    /** Lets a message to an id of this kind ("user") open the mailbox that it lacks. */
    public void openOnDemand(String kind, Function<String, Owner> owners) {
        onDemand.put(kind, owners);
    }

    @Override
    public void send(String id, Object message) {
        while (true) {
            var mailbox = find(id);
            if (mailbox.isEmpty()) {
                undeliverable.increment();
                log.debug("no mailbox {} for {}", id, message.getClass().getSimpleName());
                return;
            }
            if (mailbox.get().post(message)) return;
            byId.remove(id, mailbox.get()); // it retired between our look and our post
        }
    }

    /** How many mailboxes of a kind ("call") are open. */
    public long count(String kind) {
        return byId.keySet().stream().filter(id -> kindOf(id).equals(kind)).count();
    }

    /** Messages that found nobody. */
    public long undeliverable() {
        return undeliverable.sum();
    }

    /** Messages whose handling failed by a mistake in this program. */
    public long mistakes() {
        return mistakes.sum();
    }

    private Optional<Mailbox> find(String id) {
        var open = byId.get(id);
        if (open != null) return Optional.of(open);
        var owners = onDemand.get(kindOf(id));
        if (owners == null) return Optional.empty();
        return Optional.of(byId.computeIfAbsent(id, key -> mailbox(key, owners.apply(key))));
    }

    private Mailbox mailbox(String id, Owner owner) {
        return new Mailbox(new Guarded(id, owner), executor);
    }

    private static String kindOf(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? id : id.substring(0, colon);
    }

    /** A mistake in handling one message must not stop the owner's mailbox, nor take its thread. */
    private final class Guarded implements Owner {
        private final String id;
        private final Owner owner;

        Guarded(String id, Owner owner) {
            this.id = id;
            this.owner = owner;
        }

        @Override
        public Next receive(Object message) {
            try {
                return owner.receive(message);
            } catch (RuntimeException mistake) {
                mistakes.increment();
                log.error("{} failed at {}", id, message.getClass().getSimpleName(), mistake);
                return Next.STAY;
            }
        }

        @Override
        public void retired() {
            byId.computeIfPresent(id, (_, box) -> box.isClosed() ? null : box);
            owner.retired();
        }
    }
}
