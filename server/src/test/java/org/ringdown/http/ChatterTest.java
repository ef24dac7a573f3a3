package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.http.Chatter.Verdict.CUT_OFF;
import static org.ringdown.http.Chatter.Verdict.HEARD;
import static org.ringdown.http.Chatter.Verdict.NOT_HEARD;
import static org.ringdown.http.Chatter.Verdict.TOLD_TO_GO;

import org.junit.jupiter.api.Test;

class ChatterTest {
    private final Chatter chatter = new Chatter();

    @Test
    void whoeverSaysTooMuchIsToldToGoAndThenCutOff() {
        for (int i = 1; i < 1_000; i++) assertThat(chatter.more()).isEqualTo(HEARD);
        assertThat(chatter.more()).isEqualTo(TOLD_TO_GO);
        for (int i = 1; i < 1_000; i++) assertThat(chatter.more()).isEqualTo(NOT_HEARD);
        assertThat(chatter.more()).isEqualTo(CUT_OFF);
    }

    @Test
    void betweenAnyTwoPingsAsMuchMayBeSaid() {
        for (int round = 0; round < 3; round++) {
            for (int i = 1; i < 1_000; i++) assertThat(chatter.more()).isEqualTo(HEARD);
            chatter.pinged();
        }
    }

    @Test
    void whoWasToldToGoIsNotHeardAgain() {
        for (int i = 0; i < 1_000; i++) chatter.more();
        chatter.pinged();
        assertThat(chatter.more()).isEqualTo(NOT_HEARD);
    }
}
