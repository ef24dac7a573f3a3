package org.ringdown.sip.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ringdown.wire.MalformedException;

/** Whatever a header says, reading it ends in a value or a refusal, and a value survives being written. */
class DigestHeaderFuzzTest {
    @FuzzTest
    void readsAnything(byte[] data) throws MalformedException {
        roundTrip(new String(data, StandardCharsets.UTF_8));
    }

    static void roundTrip(String value) throws MalformedException {
        Optional<Challenge> challenge = Optional.empty();
        Optional<Authorization> authorization = Optional.empty();
        try {
            challenge = Challenge.parse(value);
            authorization = Authorization.parse(value);
        } catch (MalformedException _) {
            // refused, as most input is
        }
        if (challenge.isPresent())
            assertEquals(challenge, Challenge.parse(challenge.get().write()));
        if (authorization.isPresent())
            assertEquals(authorization, Authorization.parse(authorization.get().write()));
    }
}
