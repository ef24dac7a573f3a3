package org.ringdown.ladder;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.ringdown.call.CallRecords;
import org.ringdown.journal.Journal;
import org.ringdown.mailbox.Mailboxes;
import org.ringdown.mailbox.Owner;
import org.ringdown.media.MediaWatch;
import org.ringdown.page.PageDoor;
import org.ringdown.time.Clock;
import org.ringdown.way.SipDoor;
import org.ringdown.way.SipTransport;

/** Ladders kept in memory by one mailbox. */
public final class MailboxLadders implements Ladders {
    private static final String MAILBOX = "ladders";

    /** Notes that may wait; a note is dropped rather than memory lost to a flood. */
    private static final int MOST_WAITING = 20_000;

    private final Clock clock;
    private final Mailboxes mailbox;
    private final LadderKeeper keeper;
    private final WatchedPorts ports;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder droppedNotes = new LongAdder();

    /**
     * @param executor runs the mailbox's tasks, which never block
     * @param calls how many are kept
     * @param names what the operator calls a SIP peer, by its address "host" or "host:port"
     * @param said told of each sentence when it is found
     */
    public MailboxLadders(
            Clock clock, Executor executor, int calls, PeerNames names, Consumer<Said> said) {
        this.clock = clock;
        this.mailbox = new Mailboxes(executor);
        this.keeper = new LadderKeeper(clock, calls, names, said);
        this.ports = new WatchedPorts(clock::nanos, this::note);
        mailbox.open(MAILBOX, this::receive);
    }

    /** The sentence that explains a call. */
    public record Said(String call, Sentence sentence) {}

    private Owner.Next receive(Object message) {
        waiting.decrementAndGet();
        keeper.take((Note) message);
        return Owner.Next.STAY;
    }

    private void note(Note note) {
        boolean needed = note instanceof Note.Ask;
        if (waiting.incrementAndGet() > MOST_WAITING && !needed) {
            waiting.decrementAndGet();
            droppedNotes.increment();
            return;
        }
        mailbox.send(MAILBOX, note);
    }

    @Override
    public boolean on() {
        return true;
    }

    @Override
    public SipTransport watch(SipTransport transport) {
        return ports.watch(transport);
    }

    @Override
    public SipDoor watch(SipDoor door) {
        return ports.watch(door);
    }

    @Override
    public PageDoor watch(PageDoor door) {
        return ports.watch(door);
    }

    @Override
    public Journal watch(Journal journal) {
        return ports.watch(journal);
    }

    @Override
    public CallRecords watch(CallRecords records) {
        return ports.watch(records);
    }

    @Override
    public MediaWatch media() {
        return (cname, port, news) -> note(new Note.Media(clock.nanos(), cname, port, news));
    }

    @Override
    public void recent(Optional<Ladder.Place> before, int most, Consumer<List<Ladder>> answer) {
        note(new Note.Ask(keeper -> answer.accept(keeper.recent(before, most))));
    }

    @Override
    public void find(String id, Consumer<Optional<Ladder>> answer) {
        note(new Note.Ask(keeper -> answer.accept(keeper.find(id))));
    }

    @Override
    public void whenSettled(Consumer<Ladder> told) {
        note(new Note.Ask(keeper -> keeper.whenSettled(told)));
    }

    @Override
    public Dropped dropped() {
        return new Dropped(droppedNotes.sum(), keeper.callsDropped());
    }
}
