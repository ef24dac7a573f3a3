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

/** Ladders that are switched off. */
final class NoLadders implements Ladders {
    @Override
    public boolean on() {
        return false;
    }

    @Override
    public SipTransport watch(SipTransport transport) {
        return transport;
    }

    @Override
    public SipDoor watch(SipDoor door) {
        return door;
    }

    @Override
    public PageDoor watch(PageDoor door) {
        return door;
    }

    @Override
    public Journal watch(Journal journal) {
        return journal;
    }

    @Override
    public CallRecords watch(CallRecords records) {
        return records;
    }

    @Override
    public MediaWatch media() {
        return MediaWatch.NOBODY;
    }

    @Override
    public void recent(Optional<Ladder.Place> before, int most, Consumer<List<Ladder>> answer) {
        answer.accept(List.of());
    }

    @Override
    public void find(String id, Consumer<Optional<Ladder>> answer) {
        answer.accept(Optional.empty());
    }

    @Override
    public void whenSettled(Consumer<Ladder> told) {
        // Nothing is noted here, so nothing is told.
    }

    @Override
    public Dropped dropped() {
        return new Dropped(0, 0);
    }
}
