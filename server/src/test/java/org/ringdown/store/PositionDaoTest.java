package org.ringdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each spool's places are its own; in every database alike. */
class PositionDaoTest {
    @ParameterizedTest
    @EnumSource
    void aFileHasOnePlace(Databases databases) {
        try (var database = Database.open(databases.empty())) {
            database.jdbi()
                    .useHandle(handle -> {
                        var here = new PositionDao(handle, "here");
                        var there = new PositionDao(handle, "there");
                        here.set("a.jsonl", 10);
                        here.set("a.jsonl", 3_000_000_000L);
                        here.set("b.jsonl", 5);
                        there.set("a.jsonl", 7);

                        assertThat(here.all())
                                .isEqualTo(Map.of("a.jsonl", 3_000_000_000L, "b.jsonl", 5L));
                        here.keepOnly(List.of("b.jsonl"));
                        assertThat(here.all()).isEqualTo(Map.of("b.jsonl", 5L));
                        assertThat(there.all()).isEqualTo(Map.of("a.jsonl", 7L));
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseIsOpenedAgainWithWhatItHas(Databases databases) {
        var place = databases.empty();
        try (var first = Database.open(place)) {
            first.jdbi().useHandle(handle -> new CallDao(handle).add(List.of(Samples.row("c1"))));
            try (var second = Database.open(place)) {
                second.jdbi()
                        .useHandle(
                                handle -> assertThat(new CallDao(handle).find("c1")).isPresent());
            }
        }
    }
}
