package org.ringdown.flash;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.ringdown.page.ToPage.Party;

/**
 * Where a phone of mod_rtmp is with its calls.
 *
 * @param account as it signed in: user, or user@domain
 * @param attached the call on its streams; empty for none
 * @param opened how many media it has had
 */
record ModRtmpState(
        Stage stage,
        String session,
        String account,
        Map<String, Line> calls,
        Map<String, Attempt> attempts,
        String attached,
        int opened,
        int spoken,
        int heard) {
    private static final long ROOMS_THERE_ARE = 1_000_000_000_000L;

    /** Whether the gateway knows it. */
    enum Stage {
        OUTSIDE,
        IN,
        ENTERING,
        WELCOME
    }

    /**
     * A call of the phone.
     *
     * @param m its media; empty where it has none yet
     * @param rings whether it is to be answered
     * @param held whether the far end holds, as far as was told
     * @param remote who is at the far end, as was told
     * @param guests calls whose far ends follow into this one when it is answered
     */
    record Line(String m, boolean rings, boolean held, Party remote, List<String> guests) {
        static Line ringing(Party remote) {
            return new Line("", true, false, remote, List.of());
        }

        Line answeredBy(String media) {
            return new Line(media, false, held, remote, guests);
        }

        Line held(boolean now) {
            return new Line(m, rings, now, remote, guests);
        }

        Line with(Party other) {
            return new Line(m, rings, held, other, guests);
        }

        Line alone() {
            return new Line(m, rings, held, remote, List.of());
        }
    }

    /** A call that the gateway has not named yet. */
    record Attempt(String m, String number, String account, List<String> guests) {}

    ModRtmpState {
        calls = new LinkedHashMap<>(calls);
        attempts = Map.copyOf(attempts);
    }

    ModRtmpState at(Stage next) {
        return new ModRtmpState(
                next, session, account, calls, attempts, attached, opened, spoken, heard);
    }

    ModRtmpState as(String signedIn) {
        return new ModRtmpState(
                Stage.ENTERING,
                session,
                signedIn,
                calls,
                attempts,
                attached,
                opened,
                spoken,
                heard);
    }

    ModRtmpState attach(String call) {
        return new ModRtmpState(
                stage, session, account, calls, attempts, call, opened, spoken, heard);
    }

    ModRtmpState streams(int published, int played) {
        return new ModRtmpState(
                stage, session, account, calls, attempts, attached, opened, published, played);
    }

    ModRtmpState with(String call, Line line) {
        var now = new LinkedHashMap<>(calls);
        now.put(call, line);
        return new ModRtmpState(
                stage, session, account, now, attempts, attached, opened, spoken, heard);
    }

    ModRtmpState without(String call) {
        var now = new LinkedHashMap<>(calls);
        now.remove(call);
        return new ModRtmpState(
                stage,
                session,
                account,
                now,
                attempts,
                attached.equals(call) ? "" : attached,
                opened,
                spoken,
                heard);
    }

    ModRtmpState tries(String ref, Attempt attempt) {
        var now = new LinkedHashMap<>(attempts);
        now.put(ref, attempt);
        return new ModRtmpState(
                stage, session, account, calls, now, attached, opened + 1, spoken, heard);
    }

    ModRtmpState tried(String ref) {
        var now = new LinkedHashMap<>(attempts);
        now.remove(ref);
        return new ModRtmpState(
                stage, session, account, calls, now, attached, opened, spoken, heard);
    }

    ModRtmpState opens() {
        return new ModRtmpState(
                stage, session, account, calls, attempts, attached, opened + 1, spoken, heard);
    }

    String m() {
        return "m" + opened;
    }

    /** A room that nobody else guesses: twelve digits of what only this client and we know. */
    String room() {
        var secret = (session + "/" + opened).getBytes(StandardCharsets.UTF_8);
        long number = UUID.nameUUIDFromBytes(secret).getLeastSignificantBits();
        return Address.ROOMS + "%012d".formatted(Math.floorMod(number, ROOMS_THERE_ARE));
    }

    String user() {
        return account.split("@", 2)[0];
    }

    String domain() {
        int sign = account.indexOf('@');
        return sign < 0 ? "" : account.substring(sign + 1);
    }

    /** The call that a client means: named, or the attached one. */
    Optional<String> meant(Optional<String> named) {
        return Optional.of(named.orElse(attached)).filter(calls::containsKey);
    }
}
