package org.ringdown.sip;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives is read or refused, answered or dropped. */
class SipFuzzTest {
    @MethodSource("seeds")
    @FuzzTest
    void survivesAnyBytes(byte[] data) {
        Invariants.hold(data);
    }

    static Stream<Arguments> seeds() {
        return SipMutationTest.seeds().stream().map(seed -> Arguments.of((Object) seed));
    }
}
