package org.ringdown.media;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which codecs are converted into each other where two ends share none.
 *
 * @param codecs the best first
 * @param unasked what is converted, too, and never offered to whom it was not asked of: what few far ends speak
 * @param onLoss whether a page whose network loses packets is spoken to in Opus, whatever it shares with its partner
 * @param pictures whether pictures are, from any codec into any
 */
public record Transcoding(
        List<Codec> codecs, List<Codec> unasked, boolean onLoss, boolean pictures) {
    /** Whoever shares no codec does not hear each other. */
    public static final Transcoding NONE = new Transcoding(List.of(), List.of(), false, false);

    public Transcoding {
        codecs = List.copyOf(codecs);
        unasked = List.copyOf(unasked);
    }

    /** Nothing else. */
    public Transcoding(List<Codec> codecs, boolean onLoss, boolean pictures) {
        this(codecs, List.of(), onLoss, pictures);
    }

    /** Sound alone. */
    public Transcoding(List<Codec> codecs, boolean onLoss) {
        this(codecs, onLoss, false);
    }

    /** On loss, too. */
    public Transcoding(List<Codec> codecs) {
        this(codecs, true);
    }

    /** Whether that becomes others, and others that. */
    public boolean converts(Codec codec) {
        return codecs.contains(codec) || unasked.contains(codec);
    }

    /** What is to be spoken, instead of {@code shared}, over a network that loses packets; empty where that cannot be. */
    public Optional<Codec> protecting(Codec shared, List<Codec> able) {
        boolean helps = !shared.equals(Codec.OPUS) && able.contains(Codec.OPUS);
        boolean can = codecs.contains(shared) && codecs.contains(Codec.OPUS);
        return onLoss && helps && can ? Optional.of(Codec.OPUS) : Optional.empty();
    }

    /** What to offer for somebody who can do {@code theirs}: these first, so that nothing is converted that need not be. */
    public List<Codec> offered(List<Codec> theirs) {
        if (theirs.stream().noneMatch(this::converts)) return theirs;
        return Stream.concat(theirs.stream(), codecs.stream()).distinct().toList();
    }

    /**
     * What somebody who can do {@code able} speaks with somebody who speaks {@code theirs}: what both do, as the other prefers it; else what
     * is converted, as he himself does; empty where neither helps.
     */
    public List<Codec> spoken(List<Codec> able, List<Codec> theirs) {
        var shared = theirs.stream().filter(able::contains).toList();
        if (carriesSound(shared)) return shared;
        if (theirs.stream().noneMatch(this::converts)) return List.of();
        var converted =
                able.stream().filter(codec -> codec.isTelephoneEvent() || converts(codec)).toList();
        return carriesSound(converted) ? converted : List.of();
    }

    /** Whether two understand each other. */
    public boolean joins(List<Codec> one, List<Codec> other) {
        return !spoken(one, other).isEmpty();
    }

    private static boolean carriesSound(List<Codec> all) {
        return !all.stream().allMatch(Codec::isTelephoneEvent);
    }
}
