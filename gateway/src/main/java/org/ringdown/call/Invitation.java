package org.ringdown.call;

import java.util.List;
import java.util.Map;
import org.ringdown.media.Codec;

/**
 * What a candidate is offered.
 *
 * @param sipCallId by which SIP traces know this call; the call's own id where no SIP is spoken
 * @param dialled the address as the caller dialled it
 * @param codecs those that the caller can do, its preferred one first
 * @param headers from the caller, for the called page; only those that policy lets through
 * @param anonymous whether the caller wishes not to be named: then {@code caller} is for those only who are trusted with it
 * @param diversions who was called before, the latest first
 * @param hops how often it may still be passed on, so that no call goes round for ever
 */
public record Invitation(
        Party caller,
        String sipCallId,
        String dialled,
        List<Codec> codecs,
        Map<String, String> headers,
        boolean anonymous,
        List<Diversion> diversions,
        int hops) {
    /** Hops of a call that begins here (RFC 3261 §8.1.1.6). */
    public static final int ALL_HOPS = 70;

    public Invitation {
        codecs = List.copyOf(codecs);
        headers = Map.copyOf(headers);
        diversions = List.copyOf(diversions);
    }

    /** By a caller who gives a name, to whom was meant. */
    public Invitation(
            Party caller,
            String sipCallId,
            String dialled,
            List<Codec> codecs,
            Map<String, String> headers) {
        this(caller, sipCallId, dialled, codecs, headers, false, List.of(), ALL_HOPS);
    }

    /** The caller as anybody may be shown it. */
    public Party shown() {
        return anonymous ? Party.ANONYMOUS : caller;
    }
}
