package org.ringdown.sip.event;

import java.util.List;
import org.ringdown.sip.Body;
import org.ringdown.wire.MalformedException;

/** Good documents of all packages, and what holds for any bytes at all. */
final class EventBodies {
    private EventBodies() {}

    static List<String> seeds() {
        return List.of(
                MessageSummaryTest.EXAMPLE,
                MessageSummaryTest.WITH_MESSAGES,
                DialogInfoTest.EXAMPLE,
                PidfTest.EXAMPLE);
    }

    /** Whatever is read can be written, and reads as the same again. */
    static void hold(byte[] bytes) {
        var body = Body.of(bytes);
        try {
            var read = MessageSummary.parse(body);
            boolean writable =
                    read.account().stream()
                            .flatMapToInt(String::chars)
                            .noneMatch(Character::isISOControl);
            if (writable) same(read, MessageSummary.parse(read.write()));
        } catch (MalformedException _) {
            // refused, as it should be
        }
        try {
            var read = DialogInfo.parse(body);
            DialogInfo.parse(read.write());
        } catch (MalformedException _) {
            // refused, as it should be
        }
        try {
            var read = Pidf.parse(body);
            Pidf.parse(read.write());
        } catch (MalformedException _) {
            // refused, as it should be
        }
    }

    private static void same(Object one, Object other) {
        if (!one.equals(other)) throw new AssertionError(one + " became " + other);
    }
}
