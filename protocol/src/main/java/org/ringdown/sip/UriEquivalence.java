package org.ringdown.sip;

import java.util.List;
import org.ringdown.sip.Params.Param;

/** The comparison of SIP URIs, rule by rule (RFC 3261 §19.1.4). */
final class UriEquivalence {
    /** These never match when only one side has them. transport is not in the rules, but in the section's examples. */
    private static final List<String> NEVER_IGNORED =
            List.of("user", "ttl", "method", "maddr", "transport");

    private UriEquivalence() {}

    static boolean test(SipUri a, SipUri b) {
        return a.secure() == b.secure()
                && a.escapedUser().equals(b.escapedUser())
                && sameHost(a.target(), b.target())
                && a.port().equals(b.port())
                && sameParams(a.params(), b.params())
                && a.headers().size() == b.headers().size()
                && includes(a.headers(), b.headers())
                && includes(b.headers(), a.headers());
    }

    /** Names compare as text, IPv6 addresses by value (RFC 5954 §4.2). */
    private static boolean sameHost(HostPort a, HostPort b) {
        if (a.host().equals(b.host())) return true;
        var address = a.address();
        return address.isPresent() && address.equals(b.address());
    }

    private static boolean sameParams(Params a, Params b) {
        for (var name : NEVER_IGNORED) {
            if (a.has(name) != b.has(name)) return false;
        }
        for (var param : a.list()) {
            var ours = a.find(param.name()).orElseThrow(); // of several with one name, the first
            var theirs = b.find(param.name());
            if (theirs.isPresent() && !theirs.get().value().equalsIgnoreCase(ours.value()))
                return false;
        }
        return true;
    }

    /** Header components are never ignored; their order is. */
    private static boolean includes(List<Param> all, List<Param> some) {
        return some.stream()
                .allMatch(wanted -> all.stream().anyMatch(header -> same(header, wanted)));
    }

    private static boolean same(Param a, Param b) {
        return a.name().equalsIgnoreCase(b.name()) && a.value().equals(b.value());
    }
}
