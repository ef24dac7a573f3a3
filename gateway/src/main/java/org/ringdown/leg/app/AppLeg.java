package org.ringdown.leg.app;

import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.KeysPressed;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Handover;
import org.ringdown.call.Invitation;
import org.ringdown.call.Keys;
import org.ringdown.call.Leg;
import org.ringdown.call.LegHost;
import org.ringdown.call.Party;
import org.ringdown.call.TransferProgress;
import org.ringdown.media.AppKind;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;
import org.ringdown.media.MediaEngine;
import org.ringdown.media.MediaListener;
import org.ringdown.route.AppDestination;

/** A built-in destination as the called side of a call. */
public final class AppLeg implements Leg {
    private static final List<Codec> CHEAP = List.of(Codec.PCMA, Codec.PCMU);

    private final String id;
    private final AppDestination destination;
    private final LegHost host;
    private final Media media;

    /** What sound of its own may be made in. */
    private final List<Codec> made;

    private List<Codec> codecs = List.of();

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
        this.id = id;
        this.destination = destination;
        this.host = host;
        this.media = media;
        this.made = made;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Party party() {
        return new Party(
                "sip:" + destination.number(), Optional.of(destination.number()), Optional.empty());
    }

    @Override
    public String kind() {
        return "app";
    }

    @Override
    public Optional<Media> media() {
        return Optional.of(media);
    }

    @Override
    public void invite(Invitation invitation) {
        codecs = best(invitation.codecs());
        if (codecs.stream().allMatch(Codec::isTelephoneEvent)) {
            host.tell(new Leaves(id, Ending.of(EndReason.CODEC_MISMATCH, Ending.By.CALLEE)));
        } else {
            host.tell(new Answers(id, codecs));
        }
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
        if (!keys.inMedia()) media.sendKeys(keys.digits(), keys.duration(), keys.gap());
        host.tell(new KeysPressed(id, new Keys(keys.digits(), keys.duration(), keys.gap(), true)));
    }

    @Override
    public List<Codec> codecs() {
        return codecs;
    }

    @Override
    public void meets(Party other, List<Codec> common) {
        // Whoever comes, it does the same.
    }

    @Override
    public void held(boolean byUs, boolean byThem) {
        // Nobody listens there.
    }

    @Override
    public void entertain() {
        // Nor waits.
    }

    @Override
    public void sits(Ending.By side) {
        // It never leaves by itself.
    }

    @Override
    public void transfer(TransferProgress progress) {
        // It never asks for one.
    }

    @Override
    public Handover release() {
        return to -> {
            var moved = new AppLeg(id, destination, to, media, made);
            moved.codecs = codecs;
            return moved;
        };
    }

    @Override
    public void end(Ending ending) {
        media.close();
    }

    @Override
    public void ringing(boolean early) {
        throw calledOnly();
    }

    @Override
    public void early(List<Codec> codecs) {
        throw calledOnly();
    }

    @Override
    public void answered(List<Codec> codecs) {
        throw calledOnly();
    }

    @Override
    public void receive(Object message) {
        throw new IllegalArgumentException("an app expects no messages: " + message.getClass());
    }

    private static IllegalStateException calledOnly() {
        return new IllegalStateException("an app never places a call");
    }
}
