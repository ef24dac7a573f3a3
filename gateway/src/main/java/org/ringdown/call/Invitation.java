package org.ringdown.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.wire.Plain;

/**
 * What a candidate is offered.
 *
 * @param sipCallId by which SIP traces know this call; the call's own id where no SIP is spoken
 * @param dialled the address as the caller dialled it
 * @param codecs those that the caller can do, its preferred one first
 * @param headers from the caller, for the called page; only those that policy lets through
 * @param referredBy who transfers the caller there, where somebody does
 * @param origin what it has been through before
 * @param pictures the codecs in which the caller wants to see and be seen; empty where it does not
 */
public record Invitation(
        Party caller,
        String sipCallId,
        String dialled,
        List<Codec> codecs,
        Map<String, String> headers,
        Optional<Party> referredBy,
        Origin origin,
        List<Codec> pictures) {
    public Invitation {
        dialled = Plain.text(dialled);
        codecs = List.copyOf(codecs);
        pictures = List.copyOf(pictures);
        headers = Map.copyOf(headers);
    }

    /** Sound alone. */
    public Invitation(
            Party caller,
            String sipCallId,
            String dialled,
            List<Codec> codecs,
            Map<String, String> headers,
            Optional<Party> referredBy,
            Origin origin) {
        this(caller, sipCallId, dialled, codecs, headers, referredBy, origin, List.of());
    }

    /** The same with pictures. */
    public Invitation with(List<Codec> wanted) {
        return new Invitation(
                caller, sipCallId, dialled, codecs, headers, referredBy, origin, wanted);
    }

    /** Of a call that begins here. */
    public Invitation(
            Party caller,
            String sipCallId,
            String dialled,
            List<Codec> codecs,
            Map<String, String> headers,
            Optional<Party> referredBy) {
        this(caller, sipCallId, dialled, codecs, headers, referredBy, Origin.HERE);
    }

    /** What the caller itself offers. */
    public Invitation(
            Party caller,
            String sipCallId,
            String dialled,
            List<Codec> codecs,
            Map<String, String> headers) {
        this(caller, sipCallId, dialled, codecs, headers, Optional.empty());
    }

    /** The caller as anybody may be shown it. */
    public Party shown() {
        return origin.anonymous() ? Party.ANONYMOUS : caller;
    }
}
