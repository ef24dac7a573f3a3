package org.ringdown.interop;

/** Unmodified SIP.js in Chromium, over our WebSocket. */
@Scenario
class SipJsTest extends WebPhoneScenarios {
    SipJsTest() {
        super("sipjs");
    }
}
