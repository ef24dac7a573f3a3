package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading takes time in proportion to the size of a message, whatever is in it. */
class HostileInputTest {
    /** What a quadratic reader would take many times over, and a linear one on a busy machine never needs. */
    private static final long ENOUGH_NANOS = 400_000_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "\"",
                "(",
                ")",
                "<",
                ">",
                ";",
                "=",
                ":",
                "@",
                "%",
                "%41",
                "\\",
                "[",
                "\\\"",
                "\",",
                "<,",
                "a,",
                ";a",
                ";a=1",
                "?a=1",
                "&a=b",
                " ",
                "\t",
                "9",
                "a b ",
                "\"\"",
                "<>",
                "*",
                "/",
                "SIP/2.0/UDP a,",
                "<sip:a@b>,",
                "a/b,",
                "\u00fc",
                "\ufffd",
                "\\\0",
                ".",
                "1.",
                "::",
                "a\r\n "
            })
    void takesLinearTime(String unit) {
        for (var message : messages(unit)) {
            Invariants.hold(message); // compiled before it is timed
            long start = cpuTime();
            Invariants.hold(message);
            assertThat(cpuTime() - start).isLessThan(ENOUGH_NANOS);
        }
    }

    /** As much of {@code unit} as fits, in the start line and in each kind of header, as many headers as fit. */
    private static List<byte[]> messages(String unit) {
        int room = 7900 / unit.getBytes(StandardCharsets.UTF_8).length;
        var filler = unit.repeat(room);
        var messages = new ArrayList<byte[]>();
        for (var line :
                List.of(
                        "Via: SIP/2.0/UDP h;x=",
                        "Via: ",
                        "Contact: ",
                        "Contact: <sip:a@b",
                        "Route: \"",
                        "Accept: ",
                        "Require: ",
                        "Reason: x",
                        "X-Any: ")) {
            var header = line + filler + "\r\n";
            messages.add(
                    Messages.INVITE
                            .replace("Max-Forwards: 70\r\n", header.repeat(3))
                            .getBytes(StandardCharsets.UTF_8));
        }
        messages.add(
                Messages.INVITE.replace("bob@biloxi", filler).getBytes(StandardCharsets.UTF_8));
        messages.add(unit.repeat(8 * room).getBytes(StandardCharsets.UTF_8));
        messages.add(
                ("X-Any: " + unit + "\r\n")
                        .repeat(64_000 / (unit.length() + 9))
                        .getBytes(StandardCharsets.UTF_8));
        return messages;
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
