package org.ringdown.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.ringdown.page.ToPage.IceServer;

/** The STUN and TURN servers that pages are told of. */
public record IceServers(List<Server> servers) {
    public static final IceServers NONE = new IceServers(List.of());

    /** One of them, before it is known who asks. */
    public sealed interface Server {}

    /** The same for everybody. */
    public record Fixed(IceServer told) implements Server {}

    /**
     * A relay that shares a secret with us, by which it believes in users that we make up and that do not last (the TURN REST API of
     * draft-uberti-behave-turn-rest, coturn's {@code use-auth-secret}).
     */
    public record Timed(List<String> urls, String secret, Duration ttl) implements Server {
        private IceServer of(String user, Instant now) {
            String name = now.plus(ttl).getEpochSecond() + ":" + user;
            return new IceServer(urls, Optional.of(name), Optional.of(proof(name)));
        }

        private String proof(String name) {
            try {
                var mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(secret.getBytes(UTF_8), mac.getAlgorithm()));
                return Base64.getEncoder().encodeToString(mac.doFinal(name.getBytes(UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HmacSHA1", e);
            }
        }

        @Override
        public String toString() {
            return "Timed[" + urls + ", " + ttl + "]";
        }
    }

    public IceServers {
        servers = List.copyOf(servers);
    }

    /** What a page of {@code user} is told now. */
    public List<IceServer> of(String user, Instant now) {
        return servers.stream()
                .map(server ->
                        switch (server) {
                            case Fixed(var told) -> told;
                            case Timed timed -> timed.of(user, now);
                        })
                .toList();
    }

    /** How long what was told serves before something else should be: while half of the shortest time is left. Empty where it lasts. */
    public Optional<Duration> renewal() {
        return servers.stream()
                .filter(Timed.class::isInstance)
                .map(server -> ((Timed) server).ttl().dividedBy(2))
                .min(Duration::compareTo);
    }
}
