package org.ringdown.leg.sip;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ringdown.call.CustomHeaders;

/**
 * What a SIP peer may tell us about a caller, and be told.
 *
 * @param asserted whether its P-Asserted-Identity is believed, and it is told ours (RFC 3325 §2)
 * @param history whether it is told who was called before (RFC 7044 §10)
 * @param headers the custom headers that may pass, in lower case; empty: all of them
 */
public record Trust(boolean asserted, boolean history, Optional<Set<String>> headers) {
    /** Somebody unknown. */
    public static final Trust NONE = new Trust(false, false, Optional.of(Set.of()));

    /** A user's own phone, or an address that the operator lets users dial directly. */
    public static final Trust OURS = new Trust(false, true, Optional.empty());

    /** A trunk that carries our calls. */
    public static Trust trunk(boolean trusted, Collection<String> headers) {
        var names = headers.stream().map(CustomHeaders::key).collect(Collectors.toSet());
        return new Trust(trusted, trusted, Optional.of(Set.copyOf(names)));
    }

    boolean passes(String header) {
        return headers.map(names -> names.contains(CustomHeaders.key(header))).orElse(true);
    }
}
