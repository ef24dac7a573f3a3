package org.ringdown.sip.auth;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ringdown.wire.MalformedException;

/**
 * What a server asks for in one WWW-Authenticate or Proxy-Authenticate header (RFC 7616 §3.3).
 *
 * <p>{@code realm}, {@code nonce} and {@code opaque} are as they stand between their quotes.
 */
public record Challenge(
        String realm,
        String nonce,
        Optional<String> opaque,
        boolean stale,
        DigestAlgorithm algorithm,
        Set<Qop> qops) {
    private static final Set<String> QUOTED = Set.of("realm", "nonce", "opaque", "qop");

    public Challenge {
        qops = Set.copyOf(qops);
    }

    /** Reads a header value; empty where it is for another scheme, algorithm or protection than we can do. */
    public static Optional<Challenge> parse(String value) throws MalformedException {
        var header = DigestHeader.parse(value);
        return header.isEmpty() ? Optional.empty() : from(header.get());
    }

    private static Optional<Challenge> from(DigestHeader header) throws MalformedException {
        var realm = header.need("realm");
        var nonce = header.need("nonce");
        var algorithm =
                DigestAlgorithm.named(header.get("algorithm").orElse(DigestAlgorithm.MD5.token()));
        var qops = qops(header);
        if (algorithm.isEmpty() || qops.isEmpty()) return Optional.empty();
        boolean stale = header.get("stale").filter("true"::equalsIgnoreCase).isPresent();
        return Optional.of(
                new Challenge(realm, nonce, header.get("opaque"), stale, algorithm.get(), qops));
    }

    private static Set<Qop> qops(DigestHeader header) {
        var qops = EnumSet.noneOf(Qop.class);
        var named = header.get("qop");
        if (named.isEmpty()) return EnumSet.of(Qop.NONE);
        for (var token : named.get().split(",", -1)) {
            switch (token.strip().toLowerCase(Locale.ROOT)) {
                case "auth" -> qops.add(Qop.AUTH);
                case "auth-int" -> qops.add(Qop.AUTH_INT);
                default -> {} // an unknown protection is to be ignored, §3.3
            }
        }
        return qops;
    }

    /** The lightest protection on offer: proxies may rewrite a body, so that one is covered only where the server insists. */
    Qop qop() {
        if (qops.contains(Qop.AUTH)) return Qop.AUTH;
        return qops.contains(Qop.AUTH_INT) ? Qop.AUTH_INT : Qop.NONE;
    }

    /** The header value. */
    public String write() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("realm", realm);
        parameters.put("nonce", nonce);
        opaque.ifPresent(text -> parameters.put("opaque", text));
        if (stale) parameters.put("stale", "true");
        parameters.put("algorithm", algorithm.token());
        var protections = qops.stream().filter(qop -> qop != Qop.NONE).sorted().map(Qop::token);
        var list = protections.collect(Collectors.joining(","));
        if (!list.isEmpty()) parameters.put("qop", list);
        return new DigestHeader(parameters).write(QUOTED);
    }
}
