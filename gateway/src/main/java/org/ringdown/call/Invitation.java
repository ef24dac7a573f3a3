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
 */
public record Invitation(
        Party caller,
        String sipCallId,
        String dialled,
        List<Codec> codecs,
        Map<String, String> headers,
        Optional<Party> referredBy,
        Origin origin) {
    public Invitation {
        dialled = Plain.text(dialled);
        codecs = List.copyOf(codecs);
        headers = Map.copyOf(headers);
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
