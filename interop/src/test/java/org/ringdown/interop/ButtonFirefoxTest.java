package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.Test;

/** The script of the button alone, in Firefox: a click before anything has been fetched, and a visitor who is heard. */
@Scenario
class ButtonFirefoxTest {
    @Test
    void aClickBringsWhatCallsAndCalls(Lab lab) {
        var html =
                """
                <!doctype html><script src="instrument.js"></script>
                <script type="module" src="%s/ringdown-button.js"></script>
                <ringdown-button to="600"></ringdown-button>
                """
                        .formatted(lab.gateway().origin());
        var fetched =
                "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/ringdown-calling.js'))";
        try (var page = lab.firefox().open(lab.pages().write("firefox.html", html), "button")) {
            page.await("button", SOON, "customElements.get('ringdown-button')");
            assertThat(page.run("return " + fetched).asBoolean()).isFalse();
            page.run(
                    "document.querySelector('ringdown-button').shadowRoot.querySelector('button').click()");
            ButtonLab.awaitState(page, "ringdown-button", "talking");
            page.await("own voice from number 600", SOON, "window.heard");
            assertThat(page.run("return " + fetched).asBoolean()).isTrue();
            page.click("ringdown-button");
            ButtonLab.awaitHint(page, "You hung up.");
        }
    }
}
