package org.ringdown.media;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which codecs are converted into each other where two ends share none.
 *
 * @param codecs the best first
 */
public record Transcoding(List<Codec> codecs) {
    /** Whoever shares no codec does not hear each other. */
    public static final Transcoding NONE = new Transcoding(List.of());

    public Transcoding {
        codecs = List.copyOf(codecs);
    }

    /** What to offer for somebody who can do {@code theirs}: these first, so that nothing is converted that need not be. */
    public List<Codec> offered(List<Codec> theirs) {
        if (theirs.stream().noneMatch(codecs::contains)) return theirs;
        return Stream.concat(theirs.stream(), codecs.stream()).distinct().toList();
    }

    /**
     * What somebody who can do {@code able} speaks with somebody who speaks {@code theirs}: what both do, as the other prefers it; else what
     * is converted, as he himself does; empty where neither helps.
     */
    public List<Codec> spoken(List<Codec> able, List<Codec> theirs) {
        var shared = theirs.stream().filter(able::contains).toList();
        if (carriesSound(shared)) return shared;
        if (theirs.stream().noneMatch(codecs::contains)) return List.of();
        var converted =
                able.stream()
                        .filter(codec -> codec.isTelephoneEvent() || codecs.contains(codec))
                        .toList();
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
