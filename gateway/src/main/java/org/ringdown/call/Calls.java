package org.ringdown.call;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ringdown.journal.Journal;
import org.ringdown.limit.Limits;
import org.ringdown.mailbox.Directory;
import org.ringdown.mailbox.Mailboxes;
import org.ringdown.mailbox.Post;
import org.ringdown.media.MediaEngine;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** Every call of this node, and what each of them needs. */
public final class Calls {
    private final Mailboxes mailboxes;
    private final Directory directory;
    private final Clock clock;
    private final Timers timers;
    private final Journal journal;
    private final MediaEngine media;
    private final CallRecords records;
    private final CallTimes times;
    private final LegFactory legs;
    private final Limits limits;
    private final Recordings recordings;
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;
    private volatile boolean stopping;

    public Calls(
            Mailboxes mailboxes,
            Directory directory,
            Clock clock,
            Timers timers,
            Journal journal,
            MediaEngine media,
            CallRecords records,
            CallTimes times,
            LegFactory legs,
            Limits limits,
            Recordings recordings) {
        this.mailboxes = mailboxes;
        this.directory = directory;
        this.clock = clock;
        this.timers = timers;
        this.journal = journal;
        this.media = media;
        this.records = records;
        this.times = times;
        this.legs = legs;
        this.limits = limits;
        this.recordings = recordings;
    }

    /** Places a call under an id that its caller has chosen; what becomes of it, the caller's leg is told. */
    public void place(String id, Placement placement) {
        mailboxes.open(mailbox(id), new Call(id, placement, this));
        open.add(id);
        if (stopping) mailboxes.send(mailbox(id), new CallEvent.Stopping());
        mailboxes.send(mailbox(id), new Call.Start());
    }

    /** Where the messages of a call are posted. */
    public static String mailbox(String call) {
        return "call:" + call;
    }

    /** The id of the call whose mailbox that is. */
    public static String idOf(String mailbox) {
        return mailbox.substring("call:".length());
    }

    /** Has somebody hear a call from when its two talk, until one of them hangs up; false where there is no such call. */
    public boolean listen(String id, CallListener listener) {
        if (!open.contains(id)) return false;
        mailboxes.send(mailbox(id), new Call.Listen(listener, true));
        return true;
    }

    /** Hears it no longer. */
    public void leave(String id, CallListener listener) {
        if (open.contains(id)) mailboxes.send(mailbox(id), new Call.Listen(listener, false));
    }

    /** Has a stream be heard in place of a side of a call from when its two talk; false where there is no such call. */
    public boolean speak(String id, CallVoice voice) {
        if (!open.contains(id)) return false;
        mailboxes.send(mailbox(id), new Call.Speak(voice, true));
        return true;
    }

    /** No longer. */
    public void hush(String id, CallVoice voice) {
        if (open.contains(id)) mailboxes.send(mailbox(id), new Call.Speak(voice, false));
    }

    /** Ends a call from outside. */
    public void end(String id, Ending ending) {
        if (open.contains(id)) mailboxes.send(mailbox(id), new CallEvent.Barred(ending));
    }

    /** Whether there is such a call. */
    public boolean isOpen(String id) {
        return open.contains(id);
    }

    /** From now on nobody shall begin a call; those that are there go on. */
    public void drain() {
        draining = true;
    }

    /** Whether nobody shall begin a call any more. */
    public boolean isDraining() {
        return draining;
    }

    /** Ends all calls, each told to both of its ends. */
    public void stop() {
        stopping = true;
        open.forEach(id -> mailboxes.send(mailbox(id), new CallEvent.Stopping()));
    }

    public int count() {
        return open.size();
    }

    void retired(String id) {
        open.remove(id);
        journal.forget(id);
    }

    Post post() {
        return mailboxes;
    }

    long epoch(String id) {
        return directory.locate(mailbox(id)).epoch();
    }

    Clock clock() {
        return clock;
    }

    Timers timers() {
        return timers;
    }

    Journal journal() {
        return journal;
    }

    MediaEngine media() {
        return media;
    }

    /** Of a call that may have ended. */
    public void rated(Opinion opinion) {
        records.rated(opinion);
    }

    CallRecords records() {
        return records;
    }

    CallTimes times() {
        return times;
    }

    LegFactory legs() {
        return legs;
    }

    Limits limits() {
        return limits;
    }

    Recordings recordings() {
        return recordings;
    }
}
