package org.ringdown.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long START = Long.MAX_VALUE - 5;

    private final Allowance allowance = new Allowance(3, 10, START);

    @Test
    void letsSoManyThroughAtOnceAndThenOneInEachInterval() {
        for (int i = 0; i < 3; i++) assertThat(allowance.take(START)).isTrue();
        assertThat(allowance.take(START)).isFalse();
        assertThat(allowance.take(START + 9)).isFalse();
        assertThat(allowance.take(START + 10)).isTrue();
        assertThat(allowance.take(START + 19)).isFalse();
        assertThat(allowance.take(START + 20)).isTrue();
    }

    @Test
    void savesNoMoreThanItsMost() {
        for (int i = 0; i < 3; i++) assertThat(allowance.take(START + 1_000)).isTrue();
        assertThat(allowance.take(START + 1_000)).isFalse();
        for (int i = 0; i < 3; i++) assertThat(allowance.take(START + 9_000)).isTrue();
        assertThat(allowance.take(START + 9_000)).isFalse();
    }
}
