package org.ringdown.call;

import java.util.List;

/**
 * What a call has been through before it came to us.
 *
 * @param anonymous whether the caller wishes not to be named: then its name is for those only who are trusted with it
 * @param diversions who was called before, the latest first
 * @param hops how often it may still be passed on, so that no call goes round for ever
 */
public record Origin(boolean anonymous, List<Diversion> diversions, int hops) {
    /** Hops of a call that begins here (RFC 3261 §8.1.1.6). */
    public static final int ALL_HOPS = 70;

    /** A call that begins here, by a caller who gives a name. */
    public static final Origin HERE = new Origin(false, List.of(), ALL_HOPS);

    public Origin {
        diversions = List.copyOf(diversions);
    }
}
