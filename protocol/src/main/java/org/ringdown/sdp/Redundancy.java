package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Packets that say again what those before them said (RFC 2198), for Opus, as browsers offer them: {@code red/48000/2} whose fmtp names the
 * payload type of Opus once for each time that a thing is said, {@code 111/111} (§5).
 */
public final class Redundancy {
    private static final String NAME = "red";

    private Redundancy() {}

    /** Whether an encoding is that. */
    public static boolean is(Codec codec) {
        return codec.name().equalsIgnoreCase(NAME);
    }

    /**
     * Our codecs for the answer, with redundancy among them where the offer has it for Opus.
     *
     * <p>A browser whose answer lists it before Opus says things again whenever it speaks Opus; one that lists it behind does not, and
     * understands it all the same. So its place is the offer's: a page that wants it puts it first.
     */
    public static List<Codec> among(List<Codec> ours, List<PayloadType> offered) {
        var opus = find(offered, Codec.OPUS);
        var red = opus.flatMap(type -> redundancy(offered, type.number()));
        if (red.isEmpty() || !ours.contains(Codec.OPUS)) return ours;
        boolean first = offered.indexOf(red.get()) < offered.indexOf(opus.get());
        var all = new ArrayList<>(ours);
        all.add(all.indexOf(Codec.OPUS) + (first ? 0 : 1), red.get().codec());
        return List.copyOf(all);
    }

    private static Optional<PayloadType> find(List<PayloadType> offered, Codec codec) {
        return offered.stream().filter(type -> type.codec().matches(codec)).findFirst();
    }

    private static Optional<PayloadType> redundancy(List<PayloadType> offered, int opus) {
        return offered.stream()
                .filter(type -> is(type.codec()))
                .filter(type -> type.codec().clockRate() == Codec.OPUS.clockRate())
                .filter(type -> type.codec().channels() == Codec.OPUS.channels())
                .filter(type -> repeats(type.codec(), Integer.toString(opus)))
                .findFirst();
    }

    private static boolean repeats(Codec red, String opus) {
        if (red.parameters().size() != 1) return false;
        var types = red.parameters().firstEntry().getKey().split("/", -1);
        return types.length > 1 && Stream.of(types).allMatch(opus::equals);
    }
}
