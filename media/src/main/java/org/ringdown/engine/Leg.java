package org.ringdown.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ringdown.media.Format;
import org.ringdown.media.LegSound;
import org.ringdown.media.Media;
import org.ringdown.media.MediaListener;
import org.ringdown.media.Tap;
import org.ringdown.path.CaptureTime;
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
    private Ear eye = Ear.DEAF;
    private RtpSink mouth = RtpSink.NOBODY;
    private Optional<Tap> tap = Optional.empty();
    private List<Format> said = List.of();
    private List<Format> showed = List.of();
    private RtpSink face = RtpSink.NOBODY;
    private Optional<CaptureTime> captured = Optional.empty();
    private Optional<CaptureTime> picturesCaptured = Optional.empty();
    private Optional<Leg> voice = Optional.empty();
    private Optional<Leg> dubbed = Optional.empty();
    private Runnable whenEnded = () -> {};
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

    /** Before it begins. */
    final void whenEnded(Runnable task) {
        whenEnded = task;
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
            said = heardAs().receiving();
            showed = pictureFormats().receiving();
            if (by.isPresent() && by.get().sees()) wantKeyframe();
        });
    }

    @Override
    public final void watch(boolean on) {
        post(() -> {
            if (on) worker.watched().add(this);
            else worker.watched().remove(this);
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

    /** How this leg sees a partner: not at all where it has no pictures. */
    Ear newEye(int number) {
        return Ear.DEAF;
    }

    /** What a partner has to know of this leg's pictures. */
    LegFormats pictureFormats() {
        return LegFormats.NONE;
    }

    /** The most bits a second that this leg's far end wants to see. */
    OptionalLong wantedBitrate() {
        return OptionalLong.empty();
    }

    /** The partner wants a picture of this leg's far end that stands alone. */
    void wantKeyframe() {}

    /** The partner wants no more of this leg's far end than so many bits a second. */
    void wantBitrate(OptionalLong most) {}

    /** How it sounds; nothing of a leg without a network. Asked each second while it is watched, by itself or by its partner. */
    Optional<LegSound> sound() {
        return Optional.empty();
    }

    /** Tells its listener how it sounds, and its partner; one that has just ended is not told of any more. */
    final void tellSound() {
        sound().ifPresent(here ->
                partner()
                        .ifPresentOrElse(
                                partner ->
                                        partner.post(() -> {
                                            var there = partner.sound();
                                            post(() -> listener.sounds(here, there));
                                        }),
                                () -> listener.sounds(here, Optional.empty())));
    }

    /** Lets ports, keys and timers go. */
    abstract void release();

    final void begin() {
        worker.opened(this);
    }

    final void end() {
        if (ended) return;
        part(newest);
        ended = true;
        voice.ifPresent(by -> by.dubbed = Optional.empty());
        dubbed.ifPresent(Leg::undub);
        worker.closed(this);
        whenEnded.run();
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
        eye = newEye(ears);
        var heard = ear;
        var seen = eye;
        var sound = voice.map(by -> by.captured).orElse(captured);
        var pictures = picturesCaptured;
        tell(
                next,
                partner -> {
                    partner.met(next, worker.mouth(partner.worker, heard), heardAs());
                    partner.faced(next, worker.mouth(partner.worker, seen), pictureFormats());
                    partner.wantBitrate(next, wantedBitrate());
                    sound.ifPresent(time -> partner.heardCaptured(next, time));
                    pictures.ifPresent(time -> partner.seenCaptured(next, time));
                });
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

    private void faced(Join with, RtpSink partnerEye, LegFormats formats) {
        if (!isIn(with)) return;
        face = partnerEye;
        eye.formats(formats);
    }

    private void wantBitrate(Join in, OptionalLong most) {
        if (isIn(in)) wantBitrate(most);
    }

    private void wantKeyframe(Join in) {
        if (isIn(in)) wantKeyframe();
    }

    private void shown(Join by, LegFormats formats) {
        if (isIn(by)) eye.formats(formats);
    }

    private void heardCaptured(Join in, CaptureTime time) {
        if (isIn(in)) ear.captured(time);
    }

    private void seenCaptured(Join in, CaptureTime time) {
        if (isIn(in)) eye.captured(time);
    }

    private void left(Join by) {
        if (isIn(by)) forget();
    }

    private void told(Join by, LegFormats formats) {
        if (isIn(by)) ear.formats(formats);
    }

    private void forget() {
        ear.close();
        eye.close();
        ear = Ear.DEAF;
        eye = Ear.DEAF;
        mouth = RtpSink.NOBODY;
        face = RtpSink.NOBODY;
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
        if (voice.isPresent()) return;
        if (dubbed.isPresent()) dubbed.get().say(packet, now);
        else say(packet, now);
    }

    private void say(RtpPacket packet, long now) {
        if (tap.isPresent() && join.isPresent()) tap.get().heard(said, packet, now);
        mouth.accept(packet, now);
    }

    /** What this leg sees of its far end goes to its partner, and what that sees into a tap, too. */
    final void show(RtpPacket packet, long now) {
        if (tap.isPresent() && join.isPresent()) showTap(tap.get(), packet, now);
        face.accept(packet, now);
    }

    private void showTap(Tap to, RtpPacket packet, long now) {
        to.saw(showed, packet, now);
        if (to.wantsKeyframe()) wantKeyframe();
    }

    /** What was agreed with the far end about pictures has changed. */
    final void picturesChanged() {
        var formats = pictureFormats();
        showed = formats.receiving();
        eye.renew();
        join.ifPresent(present -> tell(present, partner -> partner.shown(present, formats)));
        bitrateChanged(wantedBitrate());
    }

    /** This leg's far end wants a picture of the partner that stands alone. */
    final void keyframeWanted() {
        join.ifPresent(present -> tell(present, partner -> partner.wantKeyframe(present)));
    }

    final void bitrateChanged(OptionalLong most) {
        join.ifPresent(present -> tell(present, partner -> partner.wantBitrate(present, most)));
    }

    /** This leg's far end says when it captured its sound. */
    final void captured(CaptureTime time) {
        captured = Optional.of(time);
        if (dubbed.isPresent()) dubbed.get().tellCaptured(time);
        else if (voice.isEmpty()) tellCaptured(time);
    }

    private void tellCaptured(CaptureTime time) {
        join.ifPresent(present -> tell(present, partner -> partner.heardCaptured(present, time)));
    }

    /** And when its pictures. */
    final void picturesCaptured(CaptureTime time) {
        picturesCaptured = Optional.of(time);
        join.ifPresent(present -> tell(present, partner -> partner.seenCaptured(present, time)));
    }

    /** What was agreed with the far end has changed. */
    final void formatsChanged() {
        ear.renew();
        heardAsChanged();
        dubbed.ifPresent(Leg::heardAsChanged);
    }

    private void heardAsChanged() {
        var formats = heardAs();
        said = formats.receiving();
        join.ifPresent(present -> tell(present, partner -> partner.told(present, formats)));
    }

    /** What a partner has to know of what it hears of this leg, whoever speaks. */
    private LegFormats heardAs() {
        var own = formats();
        return voice.map(by -> new LegFormats(by.formats().receiving(), own.sending())).orElse(own);
    }

    /** Is heard in place of that leg's far end until it ends; the newest who does is. Both live on the same worker. */
    final void dub(Leg over) {
        if (ended || over.ended) return;
        over.voice.ifPresent(before -> before.dubbed = Optional.empty());
        over.voice = Optional.of(this);
        dubbed = Optional.of(over);
        over.heardAsChanged();
    }

    private void undub() {
        voice = Optional.empty();
        heardAsChanged();
    }

    final Optional<Leg> partner() {
        return join.map(present -> present.other(this));
    }
}
