package org.ringdown.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ringdown.time.Clock;
import org.ringdown.user.Grant;
import org.ringdown.user.Tokens;

/** Believes a token that one of our keys signed, that is for us, and that is still good. */
public final class SignedTokens implements Tokens {
    /** No token is good for longer: what leaks from a page is soon worthless. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    /** A visitor who has not come by then presses again. */
    public static final Duration BUTTON_LIFE = Duration.ofSeconds(60);

    static final String BUTTON = "button";
    static final String AUDIENCE = "ringdown";
    static final Duration SKEW = Duration.ofSeconds(60);
    private static final int MAX_TOKEN = 4096;
    private static final int MAX_PATTERNS = 64;
    private static final int MAX_CLAIM = 256;
    private static final Pattern USER = Pattern.compile("(guest:)?[A-Za-z0-9._-]{1,64}");

    private final Keyring keys;
    private final Clock clock;
    private final UsedTokens used;

    public SignedTokens(Keyring keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.used = new UsedTokens(clock);
    }

    /** Whether a token says that it is a visitor's with a button. Not verified: it is still to be. */
    public static boolean isForButton(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getClaim(BUTTON) != null;
        } catch (ParseException | RuntimeException unreadable) {
            return false;
        }
    }

    @Override
    public Verdict verify(String token, String origin) {
        try {
            return new Verdict.Granted(grant(claims(token), origin));
        } catch (Refusal refusal) {
            return new Verdict.Refused(refusal.code, refusal.getMessage());
        }
    }

    private JWTClaimsSet claims(String token) throws Refusal {
        if (token.length() > MAX_TOKEN) throw invalid("it is longer than 4096 characters");
        try {
            var jwt = SignedJWT.parse(token);
            var header = jwt.getHeader();
            if (header.getCriticalParams() != null) throw invalid("its header asks for extensions");
            var key = keys.byName(header.getKeyID());
            if (key.isEmpty()) throw invalid("its kid names no key of this gateway");
            if (!key.get().signed(jwt)) throw invalid("its signature is not by the key it names");
            return jwt.getJWTClaimsSet();
        } catch (ParseException | RuntimeException e) {
            throw invalid(
                    "it is not a signed JWT"); // whatever the library trips over is the token's
            // fault
        }
    }

    private Grant grant(JWTClaimsSet claims, String origin) throws Refusal {
        try {
            var now = clock.wall();
            if (!claims.getAudience().contains(AUDIENCE)) throw invalid("aud is not \"ringdown\"");
            text(claims, "iss");
            var jti = text(claims, "jti");
            var user = text(claims, "sub");
            if (!USER.matcher(user).matches()) throw invalid("sub is not the name of a user");
            var expires = expires(claims, now);
            var bound = Optional.ofNullable(claims.getStringClaim("origin"));
            if (bound.isPresent() && !bound.get().equals(origin)) {
                throw new Refusal(
                        "origin-not-allowed", "The token is for pages of another origin.");
            }
            var button = Optional.ofNullable(claims.getStringClaim(BUTTON));
            if (button.isPresent()) checkVisitor(user, bound, jti, expires);
            return new Grant(user, patterns(claims), button, expires);
        } catch (ParseException e) {
            throw invalid("a claim has the wrong type");
        }
    }

    /** A button's token is for one visitor, on one origin, once. */
    private void checkVisitor(String user, Optional<String> origin, String jti, Instant expires)
            throws Refusal {
        if (!user.startsWith("guest:")) throw invalid("a button's token is for a visitor");
        if (origin.isEmpty()) throw invalid("a button's token names an origin");
        if (expires.isAfter(clock.wall().plus(BUTTON_LIFE).plus(SKEW)))
            throw invalid("a button's token lives 60 s");
        if (!used.first(jti, expires.plus(SKEW))) throw invalid("it has been used before");
    }

    private static Instant expires(JWTClaimsSet claims, Instant now) throws Refusal {
        if (claims.getExpirationTime() == null) throw invalid("it has no exp");
        var expires = claims.getExpirationTime().toInstant();
        if (!now.minus(SKEW).isBefore(expires)) {
            throw new Refusal("token-expired", "The token has expired.");
        }
        if (expires.isAfter(now.plus(LONGEST).plus(SKEW))) {
            throw invalid("exp is more than 10 minutes ahead");
        }
        var start = claims.getNotBeforeTime();
        if (start != null && start.toInstant().isAfter(now.plus(SKEW))) {
            throw invalid("nbf is still to come");
        }
        return expires;
    }

    private static List<String> patterns(JWTClaimsSet claims) throws ParseException, Refusal {
        var patterns = claims.getStringListClaim("to");
        if (patterns == null) return List.of();
        boolean odd =
                patterns.stream().anyMatch(p -> p == null || p.isEmpty() || p.length() > MAX_CLAIM);
        if (odd || patterns.isEmpty() || patterns.size() > MAX_PATTERNS) {
            throw invalid("to is not a list of 1 to 64 patterns");
        }
        return patterns;
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException, Refusal {
        var text = claims.getStringClaim(name);
        if (text == null || text.isBlank() || text.length() > MAX_CLAIM) {
            throw invalid("it has no usable " + name);
        }
        return text;
    }

    private static Refusal invalid(String why) {
        return new Refusal("token-invalid", "The token cannot be accepted: " + why + ".");
    }

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;

        Refusal(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }
}
