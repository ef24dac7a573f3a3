package org.ringdown.call;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ringdown.call.Recordings.Recording;
import org.ringdown.media.Media;
import org.ringdown.media.Tap;

/** Keeps the sound of a call, whoever carries its sides one after another, and sees to it that everybody in it knows. Part of the call's mailbox. */
final class CallTape {
    private final String call;
    private final Recordable may;
    private final Recordings house;
    private final Runnable broken;
    private final List<Recording> all = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private Optional<Recording> running = Optional.empty();
    private Optional<Media> caller = Optional.empty();
    private Optional<Media> callee = Optional.empty();
    private boolean wished;

    /** @param broken is run when a recording cannot go on */
    CallTape(String call, Recordable may, Recordings house, Runnable broken) {
        this.call = call;
        this.may = may;
        this.house = house;
        this.broken = broken;
        this.wished = may == Recordable.ALWAYS;
    }

    /** Somebody in the call wishes it to be recorded, or no longer; false where that is not theirs to wish. */
    boolean wish(boolean on) {
        boolean allowed = may == Recordable.ON_REQUEST || may == Recordable.ALWAYS && on;
        if (allowed) wished = on;
        return allowed;
    }

    /** The two talk, by whatever media they have now. */
    void talk(Leg from, Leg to) {
        if (wished && running.isEmpty()) begin();
        if (!wished && running.isPresent()) stop(List.of(from, to));
        if (running.isEmpty()) return;
        caller = tapped(from, caller, Recording::caller);
        callee = tapped(to, callee, Recording::callee);
        tell(from);
        tell(to);
    }

    private void begin() {
        running = house.begin(call, broken);
        running.ifPresent(all::add);
        // What cannot be begun is not tried again with every word of the call.
        if (running.isEmpty()) wished = false;
    }

    private Optional<Media> tapped(Leg leg, Optional<Media> before, Function<Recording, Tap> side) {
        var now = leg.media();
        if (now.equals(before)) return before;
        before.ifPresent(media -> media.tap(Optional.empty()));
        now.ifPresent(media -> media.tap(running.map(side)));
        if (leg.kind().equals("sip")) now.ifPresent(media -> media.beeps(house.beep()));
        return now;
    }

    private void tell(Leg leg) {
        if (told.add(leg.id())) leg.recorded(true);
    }

    /** This leg goes on elsewhere. */
    void left(Leg leg) {
        leg.media().ifPresent(CallTape::untap);
        if (told.remove(leg.id())) leg.recorded(false);
    }

    /** It cannot go on. */
    void broke(List<Leg> legs) {
        wished = false;
        stop(legs);
    }

    private void stop(List<Leg> legs) {
        end();
        for (var leg : legs) if (told.remove(leg.id())) leg.recorded(false);
    }

    /** The call is over, or is not recorded any more. */
    void end() {
        running.ifPresent(Recording::end);
        running = Optional.empty();
        caller.ifPresent(CallTape::untap);
        callee.ifPresent(CallTape::untap);
        caller = Optional.empty();
        callee = Optional.empty();
    }

    private static void untap(Media media) {
        media.tap(Optional.empty());
        media.beeps(Optional.empty());
    }

    List<Recorded> kept() {
        return all.stream().map(Recording::kept).toList();
    }
}
