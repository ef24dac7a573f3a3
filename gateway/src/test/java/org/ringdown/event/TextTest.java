package org.ringdown.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void countsBytesAndNotCharacters() {
        assertThat(Text.fits("x".repeat(1300))).isTrue();
        assertThat(Text.fits("x".repeat(1301))).isFalse();
        assertThat(Text.fits("\u00e4".repeat(650))).isTrue();
        assertThat(Text.fits("\u00e4".repeat(651))).isFalse();
    }

    @Test
    void whatWasSaidIsInNoLog() {
        var body = "my secret\r\n\u001b[2J";

        assertThat(new Text("sip:a@b", body).toString()).doesNotContain("secret", "\u001b", "\r");
        assertThat(new TextSaid("bob", body, "sip:0", "t").toString()).doesNotContain("secret");
        assertThat(new TextArrives(new Text("sip:a@b", body), "sip:0", "t").toString())
                .doesNotContain("secret");
    }
}
