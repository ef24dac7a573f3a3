package org.ringdown.sip.auth;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.ringdown.wire.MalformedException;

/**
 * What a client proves in one Authorization or Proxy-Authorization header (RFC 7616 §3.4).
 *
 * <p>{@code fresh} has an empty client nonce and count 0 where {@code qop} is {@link Qop#NONE}.
 */
public record Authorization(
        String username,
        String realm,
        String uri,
        DigestAlgorithm algorithm,
        Qop qop,
        Digest.Freshness fresh,
        String response,
        Optional<String> opaque) {
    private static final Set<String> QUOTED =
            Set.of("username", "realm", "nonce", "uri", "response", "cnonce", "opaque");
    private static final int NC_DIGITS = 8;

    /** Reads a header value; empty where it is for another scheme, algorithm or protection than we can do. */
    public static Optional<Authorization> parse(String value) throws MalformedException {
        var header = DigestHeader.parse(value);
        return header.isEmpty() ? Optional.empty() : from(header.get());
    }

    private static Optional<Authorization> from(DigestHeader header) throws MalformedException {
        var algorithm =
                DigestAlgorithm.named(header.get("algorithm").orElse(DigestAlgorithm.MD5.token()));
        var qop = qop(header.get("qop").orElse(""));
        var username = header.need("username");
        var realm = header.need("realm");
        var nonce = header.need("nonce");
        var uri = header.need("uri");
        var response = header.need("response").toLowerCase(Locale.ROOT);
        if (algorithm.isEmpty() || qop.isEmpty()) return Optional.empty();
        var fresh =
                qop.get() == Qop.NONE
                        ? new Digest.Freshness(nonce, 0, header.get("cnonce").orElse(""))
                        : new Digest.Freshness(
                                nonce, count(header.need("nc")), header.need("cnonce"));
        return Optional.of(
                new Authorization(
                        username,
                        realm,
                        uri,
                        algorithm.get(),
                        qop.get(),
                        fresh,
                        response,
                        header.get("opaque")));
    }

    private static Optional<Qop> qop(String token) {
        for (var qop : Qop.values()) {
            if (qop.token().equalsIgnoreCase(token)) return Optional.of(qop);
        }
        return Optional.empty();
    }

    private static int count(String nc) throws MalformedException {
        boolean digits = nc.length() == NC_DIGITS && nc.chars().allMatch(HexFormat::isHexDigit);
        int count = digits ? HexFormat.fromHexDigits(nc) : 0;
        if (count <= 0)
            throw new MalformedException(
                    "nc is not eight hexadecimal digits above zero (RFC 7616 §3.4)");
        return count;
    }

    /** The header value. */
    public String write() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("username", username);
        parameters.put("realm", realm);
        parameters.put("nonce", fresh.nonce());
        parameters.put("uri", uri);
        parameters.put("response", response);
        parameters.put("algorithm", algorithm.token());
        if (!fresh.clientNonce().isEmpty()) parameters.put("cnonce", fresh.clientNonce());
        opaque.ifPresent(text -> parameters.put("opaque", text));
        if (qop != Qop.NONE) {
            parameters.put("qop", qop.token());
            parameters.put("nc", fresh.nc());
        }
        return new DigestHeader(parameters).write(QUOTED);
    }
}
