package org.ringdown.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ringdown.time.Clock;

class LimitsTest {
    private static final Account ALICE = Account.user("alice");

    private final Time time = new Time();
    private final List<String> told = new ArrayList<>();

    @Test
    void eachIsCountedForItself() {
        var limits = limits(Rules.ofUsers(Allowance.atOnce(1)));
        admitted(limits, Claim.by(ALICE));
        admitted(limits, Claim.by(Account.user("bob")));
        assertThat(refused(limits, Claim.by(ALICE))).isEqualTo("alice may have 1 call at a time.");
    }

    @Test
    void allAccountsHaveToHaveRoomAndNoneIsChargedWhereOneHasNot() {
        var rules =
                Rules.ofUsers(Allowance.atOnce(5))
                        .withButtons(Map.of("sales", Allowance.atOnce(1)));
        var limits = limits(rules);
        var both = Claim.by(ALICE, Account.button("sales"));
        var one = admitted(limits, both);
        for (int i = 0; i < 10; i++)
            assertThat(refused(limits, both))
                    .isEqualTo("The button sales may have 1 call at a time.");
        one.release();
        one.release();
        for (int i = 0; i < 5; i++) admitted(limits, Claim.by(ALICE));
        assertThat(limits.size()).isEqualTo(5);
    }

    @Test
    void aPhoneThatHasGoneMadIsStopped() {
        var limits = limits(Rules.ofUsers(Allowance.NONE));
        for (int i = 0; i < 20; i++) admitted(limits, Claim.by(Account.phones("alice")));
        assertThat(refused(limits, Claim.by(Account.phones("alice"))))
                .isEqualTo("The phones of alice may begin 20 calls a second.");
        admitted(limits, Claim.by(Account.phones("bob")));
    }

    @Test
    void numbersAreKnownByHowTheyBeginHoweverTheyAreWritten() {
        var rules =
                Rules.ofUsers(Allowance.NONE)
                        .withPrefixes(Map.of("+44*", Allowance.atOnce(1), "+447", Allowance.NONE));
        var limits = limits(rules);
        admitted(limits, Claim.to(List.of("+44123", "0044123")));
        assertThat(refused(limits, Claim.to(List.of("0044777", "+44777"))))
                .isEqualTo("Numbers that begin with +44 may have 1 call at a time.");
        admitted(limits, Claim.to(List.of("+49123")));
    }

    @Test
    void whoHasUsedUpTheMinutesIsToldToEnd() {
        var limits = limits(Rules.ofUsers(Allowance.NONE.withMinutesPerDay(10)));
        var one = admitted(limits, Claim.by(ALICE), "call:1");
        var other = admitted(limits, Claim.by(ALICE), "call:2");
        one.talk();
        time.pass(Duration.ofMinutes(4));
        other.talk();
        time.pass(Duration.ofSeconds(179));
        assertThat(told).isEmpty();
        time.pass(Duration.ofSeconds(1));
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "call:1 alice may talk 10 minutes a day.",
                        "call:2 alice may talk 10 minutes a day.");
        one.release();
        other.release();
        assertThat(refused(limits, Claim.by(ALICE))).contains("10 minutes a day");
        assertThat(time.waiting()).isZero();
        time.pass(Duration.ofHours(26));
        admitted(limits, Claim.by(ALICE));
    }

    @Test
    void whoEndsEarlyLeavesMoreToTheOthers() {
        var limits = limits(Rules.ofUsers(Allowance.NONE.withMinutesPerDay(10)));
        var one = admitted(limits, Claim.by(ALICE), "call:1");
        var other = admitted(limits, Claim.by(ALICE), "call:2");
        one.talk();
        other.talk();
        time.pass(Duration.ofMinutes(1));
        one.release();
        time.pass(Duration.ofSeconds(7 * 60 + 59));
        assertThat(told).isEmpty();
        time.pass(Duration.ofSeconds(1));
        assertThat(told).hasSize(1);
    }

    @Test
    void whoeverHoldsItNowIsTold() {
        var limits = limits(Rules.ofUsers(Allowance.NONE.withMinutesPerDay(10)));
        var lease = admitted(limits, Claim.by(ALICE), "call:1");
        lease.talk();
        lease.holder("call:2");
        time.pass(Duration.ofMinutes(10));
        assertThat(told).containsExactly("call:2 alice may talk 10 minutes a day.");
        lease.holder("call:3");
        assertThat(told).as("the one before may have been told in vain").hasSize(2);
    }

    @Test
    void whatTheOperatorStopsEndsAndDoesNotBegin() {
        var limits = limits(Rules.ofUsers(Allowance.NONE));
        var pbx = Account.trunk("pbx");
        admitted(limits, Claim.by(ALICE), "alice");
        admitted(limits, Claim.by(Account.user("bob"), Account.button("sales")), "button");
        admitted(limits, Claim.to(List.of("+44123")), "number");
        admitted(limits, Claim.over(pbx), "out");
        admitted(limits, Claim.by(pbx), "in");
        var stops = new LinkedHashMap<Stop, String>();
        stops.put(stop("user", "alice"), "alice");
        stops.put(stop("button", "sales"), "button");
        stops.put(stop("prefix", "+44*"), "number");
        stops.put(stop("trunk", "pbx"), "out");
        stops.forEach((stop, whose) -> {
            told.clear();
            assertThat(limits.stop(stop)).contains(1);
            assertThat(told).singleElement().asString().startsWith(whose + " The operator");
        });
        assertThat(limits.stopped()).containsExactlyElementsOf(stops.keySet());
        assertThat(refused(limits, Claim.by(ALICE)))
                .isEqualTo("The operator has stopped calls of alice.");
        refused(limits, Claim.to(List.of("+44999")));
        refused(limits, Claim.over(pbx));
        admitted(limits, Claim.by(pbx));
        assertThat(limits.resume(stop("user", "alice"))).isTrue();
        assertThat(limits.resume(stop("user", "alice"))).isFalse();
        admitted(limits, Claim.by(ALICE));
        assertThat(limits.stop(stop("everything", ""))).contains(2);
        refused(limits, Claim.to(List.of("+1555")));
        admitted(limits, Claim.by(ALICE));
    }

    @Test
    void nobodyEscapesByBeingOneOfTooMany() {
        var rules = Rules.ofUsers(Allowance.NONE).withAddress(Allowance.atOnce(1));
        var limits = new Limits(rules, time, time::after, this::tell, 10);
        for (int i = 0; i < 10; i++) admitted(limits, Claim.by(Account.address("192.0.2." + i)));
        admitted(limits, Claim.by(Account.address("192.0.2.10")));
        assertThat(refused(limits, Claim.by(Account.address("192.0.2.11"))))
                .as("those without a meter of their own share one")
                .isEqualTo("This address may have 1 call at a time.");
        refused(limits, Claim.by(Account.address("192.0.2.3")));
        admitted(limits, Claim.by(ALICE));
        assertThat(limits.metersNow()).isLessThanOrEqualTo(12);
    }

    @Test
    void whatIsForgottenMakesRoom() {
        var rules = Rules.ofUsers(Allowance.NONE).withAddress(Allowance.NONE.withCallsPerHour(1));
        var limits = new Limits(rules, time, time::after, this::tell, 10);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 10; i++) {
                var claim = Claim.by(Account.address("198.51." + round + "." + i));
                admitted(limits, claim).release();
                refused(limits, claim);
            }
            time.pass(Duration.ofHours(2));
        }
        assertThat(limits.metersNow()).isLessThanOrEqualTo(10);
    }

    @Test
    void anAddressOfIPv6IsWhoHasTheFirstHalfOfIt() {
        assertThat(Account.address(InetAddress.ofLiteral("2001:db8:0:1::1")))
                .isEqualTo(Account.address("2001:db8:0:1:ffff::2"))
                .isNotEqualTo(Account.address("2001:db8:0:2::1"));
        assertThat(Account.address("::ffff:192.0.2.1"))
                .isEqualTo(Account.address(InetAddress.ofLiteral("192.0.2.1")));
    }

    private Limits limits(Rules rules) {
        return new Limits(rules, time, time::after, this::tell);
    }

    private void tell(String mailbox, Object message) {
        told.add(mailbox + " " + ((Overrun) message).why().message());
    }

    private static Stop stop(String what, String name) {
        return Stop.of(what, name).orElseThrow();
    }

    private static Lease admitted(Limits limits, Claim claim) {
        return admitted(limits, claim, "nobody");
    }

    private static Lease admitted(Limits limits, Claim claim, String holder) {
        return ((Verdict.Admitted) limits.admit(claim, holder)).lease();
    }

    private static String refused(Limits limits, Claim claim) {
        return ((Verdict.Refused) limits.admit(claim, "nobody")).why().message();
    }

    /** A clock that somebody turns. */
    private static final class Time implements Clock {
        private final TreeMap<Long, Runnable> due = new TreeMap<>();
        private long now = -77;

        org.ringdown.time.Timers.Timer after(Duration delay, Runnable task) {
            long when = now + delay.toNanos();
            due.put(when, task);
            return () -> due.remove(when, task);
        }

        int waiting() {
            return due.size();
        }

        void pass(Duration time) {
            long until = now + time.toNanos();
            while (!due.isEmpty() && due.firstKey() <= until) {
                var first = due.pollFirstEntry();
                now = first.getKey();
                first.getValue().run();
            }
            now = until;
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH.plusNanos(now);
        }
    }
}
