package org.ringdown.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.call.CallRecord;
import org.ringdown.call.CallRoute;
import org.ringdown.call.CallSetup;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.call.Party;
import org.ringdown.call.Transfer;
import org.ringdown.ladder.Ladder;

/** Calls that have ended. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    /** What somebody may call themselves. */
    public static final String HOSTILE =
            "Robert'); drop table calls;-- \"\\ \0 \r\n\u2028\u202e<b>\uD83D\uDE00 \uD800 :id <json> ?";

    private Samples() {}

    public static Party party(String user) {
        return new Party("sip:" + user + "@r.example", Optional.of(user), Optional.empty());
    }

    /** From one user to another, who hung up after a minute. */
    public static CallRecord call(String id, Instant placed, String from, String to) {
        return new CallRecord(
                id,
                to,
                party(from),
                "page",
                Optional.of(party(to)),
                Optional.of("page"),
                placed,
                Optional.of(placed.plusSeconds(5)),
                placed.plusSeconds(65),
                Ending.of(EndReason.HANGUP, By.CALLEE).withQ850(OptionalInt.of(16)),
                List.of(),
                new CallSetup(Optional.of(from), false, CallRoute.to("user").of(to)),
                List.of(to));
    }

    public static CallRecord call(String id) {
        return call(id, NOON, "alice", "bob");
    }

    /** With everything that a record can have. */
    public static CallRecord full(String id) {
        var caller = new Party("sip:x@evil.example", Optional.of("+4930"), Optional.of(HOSTILE));
        return new CallRecord(
                id,
                HOSTILE,
                caller,
                "sip",
                Optional.of(party("bob")),
                Optional.of("page"),
                NOON,
                Optional.of(NOON.plusMillis(1)),
                NOON.plusMillis(1234),
                Ending.of(EndReason.BUSY, By.CALLEE, 486, HOSTILE).withQ850(OptionalInt.of(17)),
                List.of(new Transfer(NOON.plusMillis(2), party("bob"), party("carol"))),
                new CallSetup(
                        Optional.empty(),
                        true,
                        CallRoute.to("trunk").by(Optional.of("+49*")).over(List.of("pbx"))),
                List.of("bob", "carol"));
    }

    /** As it comes out of a file. */
    static CallRow row(CallRecord call) {
        var bytes = CallJson.record(Ladder.of(call)).toString().getBytes(StandardCharsets.UTF_8);
        return CallRow.read(new String(bytes, StandardCharsets.UTF_8)).orElseThrow();
    }

    static CallRow row(String id) {
        return row(call(id));
    }
}
