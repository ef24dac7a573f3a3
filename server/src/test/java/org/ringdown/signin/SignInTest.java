package org.ringdown.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringdown.signin.SignIn.Outcome;
import org.ringdown.time.Clock;

class SignInTest {
    private static final String GOOD = "late for tea today";

    private long now = Long.MAX_VALUE - 1000; // wraps soon
    private final Clock clock =
            new Clock() {
                @Override
                public long nanos() {
                    return now;
                }

                @Override
                public Instant wall() {
                    return Instant.EPOCH;
                }
            };
    private final SignIn signIn = new SignIn(new Passwords(Map.of("alice", GOOD)), clock, 2);

    @Test
    void letsInWhoKnowsThePassword() {
        assertThat(signIn.judge("alice", GOOD, "192.0.2.1")).isEqualTo(new Outcome.Welcome());
        assertThat(signIn.judge("alice", "guess", "192.0.2.1")).isEqualTo(new Outcome.Wrong());
    }

    @Test
    void aGuesserWaitsEvenWithTheRightPassword() {
        guess(5, "alice", "192.0.2.1");

        assertThat(signIn.judge("alice", GOOD, "192.0.2.1"))
                .isEqualTo(new Outcome.Wait(Duration.ofMinutes(15)));
        now += Duration.ofMinutes(15).toNanos();
        assertThat(signIn.judge("alice", GOOD, "192.0.2.1")).isEqualTo(new Outcome.Welcome());
    }

    @Test
    void aGuesserDoesNotLockTheUserOutElsewhere() {
        guess(5, "alice", "192.0.2.1");

        assertThat(signIn.judge("alice", GOOD, "192.0.2.2")).isEqualTo(new Outcome.Welcome());
    }

    @Test
    void aNameThatDoesNotExistIsThrottledAlike() {
        guess(5, "nobody", "192.0.2.1");

        assertThat(signIn.judge("nobody", "guess", "192.0.2.1")).isInstanceOf(Outcome.Wait.class);
    }

    @Test
    void whoTriesManyNamesWaits() {
        for (int i = 0; i < 20; i++) guess(1, "user" + i, "192.0.2.1");

        assertThat(signIn.judge("alice", GOOD, "192.0.2.1")).isInstanceOf(Outcome.Wait.class);
    }

    @Test
    void manyAddressesGuessAtOneNameFiftyTimesAtMost() {
        for (int i = 0; i < 50; i++) guess(1, "alice", "198.51.100." + i);

        assertThat(signIn.judge("alice", "guess", "203.0.113.1")).isInstanceOf(Outcome.Wait.class);
    }

    @Test
    void oneWhoSucceedsStartsAnew() {
        guess(4, "alice", "192.0.2.1");
        signIn.judge("alice", GOOD, "192.0.2.1");
        guess(4, "alice", "192.0.2.1");

        assertThat(signIn.judge("alice", GOOD, "192.0.2.1")).isEqualTo(new Outcome.Welcome());
    }

    private void guess(int times, String name, String address) {
        for (int i = 0; i < times; i++)
            assertThat(signIn.judge(name, "guess", address)).isEqualTo(new Outcome.Wrong());
    }
}
