package org.ringdown.call;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ringdown.call.Recordings.Recording;

/**
 * Whoever hears a call from outside, whichever legs carry its sides one after another: its recording, and those it is streamed to. Sees to it that
 * everybody in the call knows. Part of the call's mailbox.
 */
final class CallTape {
    private final String call;
    private final Recordable may;
    private final Recordings house;
    private final Runnable broken;
    private final List<Recording> all = new ArrayList<>();
    private final List<CallListener> listeners = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private final TappedSide caller;
    private final TappedSide callee;
    private Optional<Recording> running = Optional.empty();
    private boolean wished;

    /** @param broken is run when a recording cannot go on */
    CallTape(String call, Recordable may, Recordings house, Runnable broken) {
        this.call = call;
        this.may = may;
        this.house = house;
        this.broken = broken;
        this.wished = may == Recordable.ALWAYS;
        this.caller = new TappedSide(CallListener::caller, house.beep());
        this.callee = new TappedSide(CallListener::callee, house.beep());
    }

    /** Somebody in the call wishes it to be recorded, or no longer; false where that is not theirs to wish. */
    boolean wish(boolean on) {
        boolean allowed = may == Recordable.ON_REQUEST || may == Recordable.ALWAYS && on;
        if (allowed) wished = on;
        return allowed;
    }

    /** Hears the call from when the two talk. */
    void listen(CallListener listener) {
        listeners.add(listener);
    }

    void leave(CallListener listener) {
        listeners.remove(listener);
    }

    /** The two talk, by whatever media they have now. */
    void talk(Leg from, Leg to) {
        if (wished && running.isEmpty()) begin();
        if (!wished) stopRecording();
        var hearing = new ArrayList<>(listeners);
        running.ifPresent(hearing::addFirst);
        caller.follow(from, hearing);
        callee.follow(to, hearing);
        for (var leg : List.of(from, to)) tell(leg, !hearing.isEmpty());
    }

    private void begin() {
        running = house.begin(call, broken);
        running.ifPresent(all::add);
        // What cannot be begun is not tried again with every word of the call.
        if (running.isEmpty()) wished = false;
    }

    private void tell(Leg leg, boolean heard) {
        boolean news = heard ? told.add(leg.id()) : told.remove(leg.id());
        if (news) leg.recorded(heard);
    }

    /** This leg goes on elsewhere. */
    void left(Leg leg) {
        leg.media().ifPresent(TappedSide::untap);
        tell(leg, false);
    }

    /** The recording cannot go on; who listens beside it goes on. */
    void broke(List<Leg> legs) {
        wished = false;
        stopRecording();
        if (!listeners.isEmpty()) return;
        caller.end();
        callee.end();
        for (var leg : legs) tell(leg, false);
    }

    private void stopRecording() {
        running.ifPresent(Recording::end);
        running = Optional.empty();
    }

    /** The call is over. */
    void end() {
        stopRecording();
        listeners.forEach(CallListener::end);
        listeners.clear();
        caller.end();
        callee.end();
    }

    List<Recorded> kept() {
        return all.stream().map(Recording::kept).toList();
    }
}
