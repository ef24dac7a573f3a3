package org.ringdown.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallRecord;
import org.ringdown.call.CallState;
import org.ringdown.call.CallTimes;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Holds;
import org.ringdown.call.Party;
import org.ringdown.testkit.time.SeededExecutor;

/** A gateway that forgets a call, ends it twice or lets it live for ever is found out. */
class LedgerTest {
    private static final Ending HANGUP = Ending.of(EndReason.HANGUP, Ending.By.CALLER);
    private static final CallState TALKING = new CallState.Talking("a", "b", Holds.NONE);
    private static final CallState ENDED = new CallState.Ended("a", HANGUP);

    private final SeededExecutor executor = new SeededExecutor(1);
    private final List<String> complaints = new ArrayList<>();
    private final Ledger ledger =
            new Ledger(
                    executor.time(),
                    new CallTimes(Duration.ofSeconds(10), Duration.ofSeconds(30)),
                    complaints::add);

    @BeforeEach
    void oneCallTalks() {
        ledger.append("c1", 1, CallState.placedBy("a"));
        ledger.append("c1", 1, TALKING);
    }

    @Test
    void anOrderlyLifeIsNotRemarkedUpon() {
        executor.run(Duration.ofSeconds(29));
        ledger.checkDeadlines();
        ledger.append("c1", 1, ENDED);
        ledger.ended(record("c1"));
        ledger.forget("c1");
        assertThat(complaints).isEmpty();
        assertThat(ledger.alive()).isZero();
        assertThat(ledger.record("c1")).isPresent();
    }

    @Test
    void aCallThatOutlivesItsDeadline() {
        executor.run(Duration.ofSeconds(32));
        ledger.checkDeadlines();
        assertThat(complaints).singleElement().asString().contains("c1 has outlived its deadline");
    }

    @Test
    void aCallThatEndsTwice() {
        ledger.append("c1", 1, ENDED);
        ledger.ended(record("c1"));
        ledger.ended(record("c1"));
        assertThat(complaints).containsExactly("two records of c1");
    }

    @Test
    void aRecordOfACallThatIsNotOver() {
        ledger.ended(record("c1"));
        assertThat(complaints).singleElement().asString().contains("not over: c1");
    }

    @Test
    void aCallThatGoesOnAfterItsRecord() {
        ledger.append("c1", 1, ENDED);
        ledger.ended(record("c1"));
        ledger.append("c1", 1, TALKING);
        assertThat(complaints).singleElement().asString().contains("c1 goes on after its record");
    }

    @Test
    void aCallThatIsForgottenWithoutARecord() {
        ledger.forget("c1");
        assertThat(complaints).containsExactly("c1 is gone without a record");
    }

    private CallRecord record(String id) {
        var alice = new Party("sip:alice@here", Optional.empty(), Optional.empty());
        var now = executor.time().wall();
        return new CallRecord(
                id,
                "600",
                alice,
                "page",
                Optional.empty(),
                Optional.empty(),
                now,
                Optional.empty(),
                now,
                HANGUP);
    }
}
