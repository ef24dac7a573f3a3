package org.ringdown.ladder;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.call.CallRecords;
import org.ringdown.journal.Journal;
import org.ringdown.media.MediaWatch;
import org.ringdown.page.PageDoor;
import org.ringdown.way.SipDoor;
import org.ringdown.way.SipTransport;

/**
 * The ladders of this node's calls: what passes the gateway's ports is noted on its way, and can be asked for.
 *
 * <p>Each {@code watch} gives back a port that does what the given one does, in the same order and on the same thread, and takes a note.
 */
public interface Ladders {
    /** Notes nothing: each port is given back as it is. */
    Ladders OFF = new NoLadders();

    /** Whether anything is kept. */
    boolean on();

    SipTransport watch(SipTransport transport);

    SipDoor watch(SipDoor door);

    PageDoor watch(PageDoor door);

    Journal watch(Journal journal);

    CallRecords watch(CallRecords records);

    /** For the media floor. */
    MediaWatch media();

    /**
     * Tells of the newest calls, newest first, without their steps.
     *
     * @param before only calls that stand after this place; empty to begin with the newest
     * @param answer called once, on any thread; must not block
     */
    void recent(Optional<Ladder.Place> before, int most, Consumer<List<Ladder>> answer);

    /**
     * Tells of one call.
     *
     * @param id the call's, its leg's as pages know it, or the Call-ID of one of its SIP dialogs
     * @param answer called once, on any thread; must not block
     */
    void find(String id, Consumer<Optional<Ladder>> answer);

    /**
     * From now on tells of each call that has ended, once, as soon as its media is closed too; without its steps. A call that somebody has
     * left for another call may never be told of.
     *
     * @param told called on any thread; must not block
     */
    void whenSettled(Consumer<Ladder> told);

    /** Notes that were dropped because too many waited, and calls that have made room for newer ones. */
    Dropped dropped();

    record Dropped(long notes, long calls) {}
}
