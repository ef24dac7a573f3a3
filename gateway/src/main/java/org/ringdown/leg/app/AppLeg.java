package org.ringdown.leg.app;

import java.util.List;
import org.ringdown.call.CallEvent.KeysPressed;
import org.ringdown.call.Handover;
import org.ringdown.call.Invitation;
import org.ringdown.call.Keys;
import org.ringdown.call.LegHost;
import org.ringdown.media.AppKind;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;
import org.ringdown.media.MediaEngine;
import org.ringdown.media.MediaListener;
import org.ringdown.route.AppDestination;

/** A built-in destination for one caller alone, as the called side of a call. */
public final class AppLeg extends BuiltInLeg {
    private static final List<Codec> CHEAP = List.of(Codec.PCMA, Codec.PCMU);

    private final AppDestination destination;

    /** What sound of its own may be made in. */
    private final List<Codec> made;

    public AppLeg(String id, AppDestination destination, LegHost host, MediaEngine engine) {
        this(
                id,
                destination,
                host,
                engine.openApp(
                        engine.workerOf(destination.forUser()),
                        destination.app(),
                        new MediaListener() {}),
                engine.transcoding().codecs());
    }

    private AppLeg(
            String id, AppDestination destination, LegHost host, Media media, List<Codec> made) {
        super(id, destination.number(), host, media);
        this.destination = destination;
        this.made = made;
    }

    @Override
    public void invite(Invitation invitation) {
        answer(best(invitation.codecs()));
    }

    /** What costs least to make, where the caller has it. */
    private List<Codec> best(List<Codec> callers) {
        if (destination.app() == AppKind.ECHO) return callers;
        boolean cheap = callers.stream().anyMatch(CHEAP::contains);
        return callers.stream()
                .filter(codec -> codec.isTelephoneEvent() || (cheap ? CHEAP : made).contains(codec))
                .toList();
    }

    /**
     * The app that repeats keys says them to the eye (a message), to the ear (a tone) and to machines (RFC 4733). It hears those that travel
     * with the sound by itself, and what it says to the ear and to machines travels so too.
     */
    @Override
    public void keys(Keys keys) {
        if (destination.app() != AppKind.KEYS) return;
        if (!keys.inMedia()) sound().sendKeys(keys.digits(), keys.duration(), keys.gap());
        host().tell(
                        new KeysPressed(
                                id(), new Keys(keys.digits(), keys.duration(), keys.gap(), true)));
    }

    @Override
    public Handover release() {
        return to -> {
            var moved = new AppLeg(id(), destination, to, sound(), made);
            moved.agree(codecs());
            return moved;
        };
    }
}
