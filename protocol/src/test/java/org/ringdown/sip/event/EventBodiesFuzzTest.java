package org.ringdown.sip.event;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is notified is read or refused. */
class EventBodiesFuzzTest {
    @MethodSource("seeds")
    @FuzzTest
    void survivesAnyBytes(byte[] data) {
        EventBodies.hold(data);
    }

    static Stream<Arguments> seeds() {
        return EventBodies.seeds().stream()
                .map(seed -> Arguments.of((Object) seed.getBytes(StandardCharsets.UTF_8)));
    }
}
