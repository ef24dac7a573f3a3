package org.ringdown.leg.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ringdown.shard.DtmfInfo;

/** Keys that are told of in two ways count once. */
class KeysOnceTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aKeyThatComesByEventsAndByInfoCountsOnce() {
        var keys = new KeysOnce();
        keys.heard('1', 0);
        assertThat(keys.told(info('1'), 500 * MILLI)).isEmpty();
        keys.heard('1', 600 * MILLI);
        assertThat(keys.told(info('1'), 700 * MILLI)).isEmpty();
    }

    @Test
    void itCountsOnceWhicheverComesFirst() {
        var keys = new KeysOnce();
        var first = keys.told(info('1'), 0).orElseThrow();
        keys.heard('1', 100 * MILLI);

        assertThat(keys.counts(first)).isFalse();
        assertThat(keys.told(info('1'), 400 * MILLI)).isPresent();
    }

    @Test
    void aKeyByInfoAloneCountsAfterAMoment() {
        var keys = new KeysOnce();
        keys.heard('2', 0);
        var told = keys.told(info('1'), 0);
        var again = keys.told(info('1'), 0);

        assertThat(keys.counts(told.orElseThrow())).isTrue();
        assertThat(keys.counts(again.orElseThrow())).isTrue();
        assertThat(keys.counts(again.orElseThrow())).isFalse();
    }

    @Test
    void aKeyLongAgoIsAnotherOne() {
        var keys = new KeysOnce();
        keys.heard('1', 0);

        assertThat(keys.told(info('1'), 2_000 * MILLI)).isPresent();
    }

    @Test
    void nobodyMakesItRememberWithoutEnd() {
        var keys = new KeysOnce();
        for (int i = 0; i < 1000; i++) keys.heard('1', i);
        var taken = 0;
        for (int i = 0; i < 1000; i++) if (keys.told(info('2'), i).isPresent()) taken++;

        assertThat(taken).isEqualTo(64);
    }

    private static DtmfInfo info(char key) {
        return new DtmfInfo(key, Duration.ofMillis(160));
    }
}
