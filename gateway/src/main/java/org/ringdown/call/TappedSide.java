package org.ringdown.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ringdown.media.Media;
import org.ringdown.media.Tap;
import org.ringdown.media.Taps;

/** One side of a call, and who listens to the media that it has now. */
final class TappedSide {
    private final Function<CallListener, Tap> side;
    private final Optional<Duration> beep;
    private final Map<CallListener, Tap> taps = new LinkedHashMap<>();
    private Optional<Media> media = Optional.empty();

    /** @param beep how often a far end without a page hears that it is listened to */
    TappedSide(Function<CallListener, Tap> side, Optional<Duration> beep) {
        this.side = side;
        this.beep = beep;
    }

    /** This leg is heard by these. */
    void follow(Leg leg, List<? extends CallListener> listeners) {
        var now = leg.media();
        boolean other = !now.equals(media);
        if (!other && taps.keySet().equals(Set.copyOf(listeners))) return;
        if (other) {
            media.filter(_ -> !taps.isEmpty()).ifPresent(TappedSide::untap);
            // A tap belongs to the worker of one media.
            taps.clear();
            media = now;
        }
        boolean were = !taps.isEmpty();
        taps.keySet().retainAll(new HashSet<>(listeners));
        for (var listener : listeners) taps.computeIfAbsent(listener, side);
        if (listeners.isEmpty()) {
            if (were) now.ifPresent(TappedSide::untap);
            return;
        }
        now.ifPresent(to -> to.tap(Optional.of(Taps.of(new ArrayList<>(taps.values())))));
        if (!were && leg.kind().equals("sip")) now.ifPresent(to -> to.beeps(beep));
    }

    /** Nobody listens any more. */
    void end() {
        media.filter(_ -> !taps.isEmpty()).ifPresent(TappedSide::untap);
        taps.clear();
        media = Optional.empty();
    }

    static void untap(Media media) {
        media.tap(Optional.empty());
        media.beeps(Optional.empty());
    }
}
