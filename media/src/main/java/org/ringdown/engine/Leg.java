package org.ringdown.engine;

import java.util.List;
import java.util.Optional;
import org.ringdown.media.Format;
import org.ringdown.media.Media;
import org.ringdown.media.MediaListener;
import org.ringdown.media.Tap;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.path.RtpSink;
import org.ringdown.rtp.RtpPacket;

/**
 * A leg and whom it hears. The public methods post to its worker, where all else happens.
 *
 * <p>A join begins on the first leg's worker. That leg makes an ear and sends word to the second, which does the same and answers; each then
 * speaks into the other's ear. Word of a join older than the newest that a leg knows of is answered by leaving it.
 */
abstract class Leg implements Media {
    private final MediaWorker worker;
    private final MediaListener listener;

    private Optional<Join> join = Optional.empty();
    private long newest;
    private int ears;
    private Ear ear = Ear.DEAF;
    private RtpSink mouth = RtpSink.NOBODY;
    private Optional<Tap> tap = Optional.empty();
    private List<Format> said = List.of();
    private boolean ended;

    Leg(MediaWorker worker, MediaListener listener) {
        this.worker = worker;
        this.listener = listener;
    }

    final MediaWorker worker() {
        return worker;
    }

    final MediaListener listener() {
        return listener;
    }

    /** Posts a task to this leg's worker; it is forgotten if the leg has ended by then. */
    final void post(Runnable task) {
        worker.loop()
                .execute(() -> {
                    if (!ended) task.run();
                });
    }

    @Override
    public final void tap(Optional<Tap> by) {
        post(() -> {
            tap = by;
            said = formats().receiving();
        });
    }

    @Override
    public final void close() {
        worker.loop().execute(this::end);
    }

    // On the worker, from here on.

    /** How this leg hears a partner; {@code number} tells its ears apart. */
    abstract Ear newEar(int number);

    /** What a partner has to know of this leg. */
    abstract LegFormats formats();

    /** Lets ports, keys and timers go. */
    abstract void release();

    final void begin() {
        worker.opened(this);
    }

    final void end() {
        if (ended) return;
        part(newest);
        ended = true;
        worker.closed(this);
        release();
    }

    final void enter(Join next) {
        if (ended || next.number() <= newest) {
            tell(next, partner -> partner.left(next));
            return;
        }
        part(next.number());
        join = Optional.of(next);
        ear = newEar(++ears);
        tell(next, partner -> partner.met(next, worker.mouth(partner.worker, ear), formats()));
    }

    /** Ends the join there is, unless it is newer than {@code number}. */
    final void part(long number) {
        if (number < newest) return;
        newest = number;
        join.ifPresent(present -> {
            forget();
            tell(present, partner -> partner.left(present));
        });
    }

    private void met(Join with, RtpSink partnerEar, LegFormats formats) {
        if (!isIn(with)) enter(with);
        if (!isIn(with)) return;
        mouth = partnerEar;
        ear.formats(formats);
    }

    private void left(Join by) {
        if (isIn(by)) forget();
    }

    private void told(Join by, LegFormats formats) {
        if (isIn(by)) ear.formats(formats);
    }

    private void forget() {
        ear.close();
        ear = Ear.DEAF;
        mouth = RtpSink.NOBODY;
        join = Optional.empty();
    }

    private boolean isIn(Join which) {
        return join.filter(which::equals).isPresent();
    }

    private interface Word {
        void to(Leg partner);
    }

    /** Never at once, even on the same worker: words then arrive in the order in which they were sent. */
    private void tell(Join in, Word word) {
        var partner = in.other(this);
        partner.worker.loop().execute(() -> word.to(partner));
    }

    /** What this leg hears from its far end goes to its partner, and what that hears into a tap, too. */
    final void speak(RtpPacket packet, long now) {
        if (tap.isPresent() && join.isPresent()) tap.get().heard(said, packet, now);
        mouth.accept(packet, now);
    }

    /** What was agreed with the far end has changed. */
    final void formatsChanged() {
        var formats = formats();
        said = formats.receiving();
        ear.renew();
        join.ifPresent(present -> tell(present, partner -> partner.told(present, formats)));
    }

    final Optional<Leg> partner() {
        return join.map(present -> present.other(this));
    }
}
