package org.ringdown.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.page.ToPage.IceServer;

/** What pages are told of relays. */
class IceServersTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_763_856_000);
    private static final IceServer STUN =
            new IceServer(List.of("stun:stun.example.com"), Optional.empty(), Optional.empty());
    private static final IceServers.Timed RELAY =
            new IceServers.Timed(
                    List.of("turns:turn.example.com"), "a shared secret", Duration.ofHours(1));

    /** The password is what {@code openssl dgst -sha1 -hmac "a shared secret" -binary | base64} says of the name. */
    @Test
    void aNameThatEndsIsProvedByTheSharedSecret() {
        assertThat(new IceServers(List.of(RELAY)).of("alice", NOW))
                .containsExactly(
                        new IceServer(
                                List.of("turns:turn.example.com"),
                                Optional.of("1763859600:alice"),
                                Optional.of("xlR6p4XwRGu3F2Jndk4t7NdFbtM=")));
    }

    @Test
    void whatDoesNotEndIsTheSameForEverybody() {
        var servers = new IceServers(List.of(new IceServers.Fixed(STUN)));

        assertThat(servers.of("alice", NOW)).isEqualTo(servers.of("bob", NOW.plusSeconds(9)));
        assertThat(servers.renewal()).isEmpty();
    }

    @Test
    void isRenewedWhileHalfOfTheShortestTimeIsLeft() {
        var brief = new IceServers.Timed(RELAY.urls(), "s", Duration.ofMinutes(10));

        assertThat(new IceServers(List.of(new IceServers.Fixed(STUN), RELAY, brief)).renewal())
                .hasValue(Duration.ofMinutes(5));
    }

    @Test
    void theSecretNeverShowsItself() {
        assertThat(new IceServers(List.of(RELAY)).toString()).doesNotContain(RELAY.secret());
    }
}
