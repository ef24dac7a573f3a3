package org.ringdown.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.store.Samples.NOON;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.ladder.Ladder;

/** Calls are kept once, found, listed by time and by user, and forgotten; in every database alike. */
class CallDaoTest {
    @ParameterizedTest
    @EnumSource
    void aCallComesBackAsItWas(Databases databases) {
        var call = Samples.row(Samples.full("c1"));
        with(
                databases,
                calls -> {
                    calls.add(List.of(call));

                    // A NUL and a lone surrogate are written as JSON escapes, or as what UTF-8 has
                    // for them.
                    assertThat(calls.find("c1")).map(CallRow::json).contains(call.json());
                    assertThat(calls.find("c2")).isEmpty();
                    return null;
                });
    }

    @ParameterizedTest
    @EnumSource
    void theSameCallTwiceIsOne(Databases databases) {
        with(
                databases,
                calls -> {
                    calls.add(List.of(Samples.row("c1")));
                    calls.add(
                            List.of(
                                    Samples.row(
                                            Samples.call(
                                                    "c1", NOON.plusSeconds(1), "carol", "dave"))));

                    assertThat(ids(calls.list(Optional.empty(), 10))).containsExactly("c1");
                    assertThat(calls.find("c1")).map(CallRow::begun).contains(NOON);
                    assertThat(calls.listOf("carol", Optional.empty(), 10)).isEmpty();
                    return null;
                });
    }

    @ParameterizedTest
    @EnumSource
    void theListIsInPagesAlsoWithinOneMillisecond(Databases databases) {
        with(
                databases,
                calls -> {
                    for (int i = 0; i < 10; i++)
                        calls.add(
                                List.of(
                                        Samples.row(
                                                Samples.call(
                                                        "c" + i,
                                                        NOON.plusMillis(i / 5),
                                                        "alice",
                                                        "bob"))));

                    var seen = new ArrayList<String>();
                    Optional<Ladder.Place> place = Optional.empty();
                    for (var page = calls.list(place, 3);
                            !page.isEmpty();
                            page = calls.list(place, 3)) {
                        seen.addAll(ids(page));
                        place = Optional.of(page.getLast().place());
                    }
                    assertThat(seen)
                            .containsExactly(
                                    "c9", "c8", "c7", "c6", "c5", "c4", "c3", "c2", "c1", "c0");
                    return null;
                });
    }

    @ParameterizedTest
    @EnumSource
    void eachUserHasTheirOwnCalls(Databases databases) {
        with(
                databases,
                calls -> {
                    calls.add(List.of(Samples.row(Samples.call("c1", NOON, "alice", "bob"))));
                    calls.add(
                            List.of(
                                    Samples.row(
                                            Samples.call(
                                                    "c2", NOON.plusSeconds(1), "carol", "alice"))));
                    calls.add(
                            List.of(
                                    Samples.row(
                                            Samples.call(
                                                    "c3", NOON.plusSeconds(2), "bob", "bob"))));

                    assertThat(ids(calls.listOf("alice", Optional.empty(), 10)))
                            .containsExactly("c2", "c1");
                    assertThat(ids(calls.listOf("bob", Optional.empty(), 10)))
                            .containsExactly("c3", "c1");
                    var after =
                            Optional.of(
                                    Samples.row(Samples.call("c2", NOON.plusSeconds(1), "", ""))
                                            .place());
                    assertThat(ids(calls.listOf("alice", after, 10))).containsExactly("c1");
                    assertThat(calls.listOf("alice' or '1'='1", Optional.empty(), 10)).isEmpty();
                    return null;
                });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOldIsForgottenForEverybody(Databases databases) {
        with(
                databases,
                calls -> {
                    calls.add(
                            List.of(
                                    Samples.row(
                                            Samples.call(
                                                    "old",
                                                    NOON.minusSeconds(600),
                                                    "alice",
                                                    "bob"))));
                    calls.add(List.of(Samples.row("new")));

                    assertThat(calls.forget(NOON)).isEqualTo(1);
                    assertThat(calls.forget(NOON)).isZero();
                    assertThat(ids(calls.list(Optional.empty(), 10))).containsExactly("new");
                    assertThat(ids(calls.listOf("alice", Optional.empty(), 10)))
                            .containsExactly("new");
                    return null;
                });
    }

    private static List<String> ids(List<CallRow> rows) {
        return rows.stream().map(CallRow::id).toList();
    }

    private static void with(Databases databases, Function<CallDao, Void> test) {
        try (var database = Database.open(databases.empty())) {
            database.jdbi().useHandle(handle -> test.apply(new CallDao(handle)));
        }
    }
}
