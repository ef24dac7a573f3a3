package org.ringdown.leg.app;

import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Keys;
import org.ringdown.call.Leg;
import org.ringdown.call.LegHost;
import org.ringdown.call.Party;
import org.ringdown.call.TransferProgress;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;

/** What all built-in destinations have in common: they answer at once, and whoever comes, and whatever becomes of the call, they do the same. */
abstract class BuiltInLeg implements Leg {
    private final String id;
    private final String number;
    private final LegHost host;
    private final Media media;
    private List<Codec> codecs = List.of();

    BuiltInLeg(String id, String number, LegHost host, Media media) {
        this.id = id;
        this.number = number;
        this.host = host;
        this.media = media;
    }

    final LegHost host() {
        return host;
    }

    final Media sound() {
        return media;
    }

    final void agree(List<Codec> agreed) {
        codecs = agreed;
    }

    /** Answers in these, where one of them carries sound. */
    final void answer(List<Codec> agreed) {
        agree(agreed);
        if (agreed.stream().allMatch(Codec::isTelephoneEvent)) {
            host.tell(new Leaves(id, Ending.of(EndReason.CODEC_MISMATCH, Ending.By.CALLEE)));
        } else {
            host.tell(new Answers(id, agreed));
        }
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Party party() {
        return new Party("sip:" + number, Optional.of(number), Optional.empty());
    }

    @Override
    public final String kind() {
        return "app";
    }

    @Override
    public final Optional<Media> media() {
        return Optional.of(media);
    }

    @Override
    public final List<Codec> codecs() {
        return codecs;
    }

    @Override
    public void keys(Keys keys) {
        // Nobody listens for them.
    }

    @Override
    public final void meets(Party other, List<Codec> common) {
        // Whoever comes, it does the same.
    }

    @Override
    public final void held(boolean byUs, boolean byThem) {
        // Nobody listens there.
    }

    @Override
    public final void entertain() {
        // Nor waits.
    }

    @Override
    public final void sits(Ending.By side) {
        // It never leaves by itself.
    }

    @Override
    public final void transfer(TransferProgress progress) {
        // It never asks for one.
    }

    @Override
    public final void end(Ending ending) {
        media.close();
    }

    @Override
    public final void ringing(boolean early) {
        throw calledOnly();
    }

    @Override
    public final void early(List<Codec> codecs) {
        throw calledOnly();
    }

    @Override
    public final void answered(List<Codec> codecs) {
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
