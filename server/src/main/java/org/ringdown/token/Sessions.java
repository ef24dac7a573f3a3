package org.ringdown.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.ringdown.time.Clock;

/** Who has signed in with a password, as a signed text that the browser keeps from its pages: good for page tokens, and for nothing else. */
public final class Sessions {
    /** A working day. */
    public static final Duration LIFE = Duration.ofHours(12);

    private static final String AUDIENCE = "ringdown-session";
    private static final int LONGEST = 2048;

    private final Keyring keys;
    private final Clock clock;

    public Sessions(Keyring keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    public String open(String user) {
        var key = keys.signing();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer("ringdown")
                        .audience(AUDIENCE)
                        .subject(user)
                        .expirationTime(Date.from(clock.wall().plus(LIFE)))
                        .build();
        var jwt =
                new SignedJWT(
                        new JWSHeader.Builder(key.algorithm()).keyID(key.kid()).build(), claims);
        try {
            jwt.sign(key.signer().orElseThrow());
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that was accepted does not sign", e);
        }
        return jwt.serialize();
    }

    /** Whose session it is; empty for whatever we have not signed, or not for this, or too long ago. */
    public Optional<String> user(String session) {
        if (session.length() > LONGEST) return Optional.empty();
        try {
            var jwt = SignedJWT.parse(session);
            var key = keys.byName(jwt.getHeader().getKeyID());
            if (key.isEmpty() || !key.get().signed(jwt)) return Optional.empty();
            return user(jwt.getJWTClaimsSet());
        } catch (ParseException | RuntimeException e) {
            return Optional.empty(); // whatever the library trips over is not of our making
        }
    }

    private Optional<String> user(JWTClaimsSet claims) {
        boolean ours = claims.getAudience().equals(List.of(AUDIENCE));
        var expires = claims.getExpirationTime();
        boolean good = expires != null && clock.wall().isBefore(expires.toInstant());
        return ours && good ? Optional.ofNullable(claims.getSubject()) : Optional.empty();
    }
}
