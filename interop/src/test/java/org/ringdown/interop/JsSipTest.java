package org.ringdown.interop;

/** Unmodified JsSIP in Chromium, over our WebSocket. */
@Scenario
class JsSipTest extends WebPhoneScenarios {
    JsSipTest() {
        super("jssip");
    }
}
