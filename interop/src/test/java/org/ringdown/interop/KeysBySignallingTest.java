package org.ringdown.interop;

import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of a SIP phone that we did not write, as INFO and as events, at a page: each once. */
@Scenario
class KeysBySignallingTest {
    private static final String KEYS = "1147*#";

    @ParameterizedTest
    @CsvSource({"info, dtmfmode=info", "events, dtmfmode=rtpevent"})
    void aPageHearsEachKeyOnce(String name, String parameters, Lab lab) {
        try (var page = lab.page(lab.chromium(), "alice");
                var phone = lab.callingBaresip("keys-" + name, parameters)) {
            int seen = phone.control().events();
            phone.control().dial(lab.gateway().uri("alice"));
            page.awaitIncoming();
            page.answer();
            phone.control().awaitEvent("CALL_ESTABLISHED", seen, SOON);
            for (char key : KEYS.toCharArray()) {
                phone.control().press(key);
                phone.control().press((char) 4); // let go
            }
            page.awaitKeys(KEYS);
            phone.control().hangup();
            page.awaitEnd();
        }
    }
}
