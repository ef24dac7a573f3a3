package org.ringdown.sip;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever arrives is read or refused, answered or dropped. */
class SipFuzzTest {
    @FuzzTest
    void survivesAnyBytes(byte[] data) {
        Invariants.hold(data);
    }
}
