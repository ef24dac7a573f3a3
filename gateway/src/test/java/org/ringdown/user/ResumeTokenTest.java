package org.ringdown.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a resume token says, and what it does not give away. */
class ResumeTokenTest {
    private final ResumeToken token = ResumeToken.issue("guest:ü", new Random(1));

    @Test
    void isReadAsItWasWritten() {
        assertThat(ResumeToken.parse(token.text()))
                .hasValueSatisfying(read -> {
                    assertThat(read.user()).isEqualTo("guest:ü");
                    assertThat(read.matches(token)).isTrue();
                });
    }

    @Test
    void matchesNoOtherSecretAndNoOtherUser() {
        assertThat(token.matches(ResumeToken.issue("guest:ü", new Random(2)))).isFalse();
        assertThat(token.matches(new ResumeToken("guest:u", token.secret()))).isFalse();
    }

    @Test
    void aLogNeverShowsTheSecret() {
        assertThat(token.toString()).doesNotContain(token.secret());
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "r_", "x_YWxpY2U.secret", "r_YWxpY2U", "r_!.secret"})
    void whatWeNeverWroteIsNone(String text) {
        assertThat(ResumeToken.parse(text)).isEmpty();
    }

    @Test
    void anEndlessOneIsNone() {
        assertThat(ResumeToken.parse("r_YWxpY2U." + "s".repeat(600))).isEmpty();
    }
}
