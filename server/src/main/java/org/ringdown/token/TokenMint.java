package org.ringdown.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.time.Clock;

/** Makes page tokens. */
public final class TokenMint {
    private final Keyring keys;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param random must be unguessable */
    public TokenMint(Keyring keys, Clock clock, RandomGenerator random) {
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What a token is to say.
     *
     * @param user a configured user, or "guest", who becomes a fresh one that no other visitor is
     * @param to patterns of numbers that may be dialled; empty means whatever the routes allow
     * @param origin the web origin whose pages may use it; none means any allowed one
     * @param button the entry whose visitor it is for
     * @param life at most {@link SignedTokens#LONGEST}
     */
    public record Order(
            String user,
            List<String> to,
            Optional<String> origin,
            Optional<String> button,
            Duration life) {
        public Order {
            if (!canLive(life)) throw new IllegalArgumentException("a token lives 1 s to 10 min");
        }

        /** Without a button. */
        public Order(String user, List<String> to, Optional<String> origin, Duration life) {
            this(user, to, origin, Optional.empty(), life);
        }

        /** For a visitor of a page, who presses its button once. */
        public static Order press(String button, String origin) {
            return new Order(
                    "guest",
                    List.of(button),
                    Optional.of(origin),
                    Optional.of(button),
                    SignedTokens.BUTTON_LIFE);
        }

        /** Whether a token may be good for so long. */
        public static boolean canLive(Duration life) {
            return life.compareTo(Duration.ofSeconds(1)) >= 0
                    && life.compareTo(SignedTokens.LONGEST) <= 0;
        }
    }

    public String mint(Order order) {
        var key = keys.signing();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer("ringdown")
                        .audience(SignedTokens.AUDIENCE)
                        .subject(
                                order.user().equals("guest")
                                        ? "guest:" + unguessable()
                                        : order.user())
                        .expirationTime(Date.from(clock.wall().plus(order.life())))
                        .jwtID(unguessable());
        if (!order.to().isEmpty()) claims.claim("to", order.to());
        order.origin().ifPresent(origin -> claims.claim("origin", origin));
        order.button().ifPresent(button -> claims.claim(SignedTokens.BUTTON, button));
        var header = new JWSHeader.Builder(key.algorithm()).keyID(key.kid()).build();
        var jwt = new SignedJWT(header, claims.build());
        try {
            jwt.sign(key.signer().orElseThrow());
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that was accepted does not sign", e);
        }
        return jwt.serialize();
    }

    private String unguessable() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
