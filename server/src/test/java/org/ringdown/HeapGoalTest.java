package org.ringdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a JVM for each case, as it is told to start. */
class HeapGoalTest {
    @ParameterizedTest
    @CsvSource({
        "-Xmx1g, 268435456",
        "-Xmx128m, 134217728",
        "-Xmx1g -XX:SoftMaxHeapSize=512m, 536870912"
    })
    void isTheSmallerOfItsOwnAndWhatTheHeapMayBe(String flags, String goal) throws Exception {
        assertThat(goalWith(List.of(flags.split(" ")))).isEqualTo(goal);
    }

    private static String goalWith(List<String> flags) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@../dist/java.flags");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Printed.class.getName());
        var java = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        java.waitFor();
        return said.strip();
    }

    /** Sets the goal, and prints what has come of it. */
    static final class Printed {
        private Printed() {}

        public static void main(String[] arguments) {
            HeapGoal.set();
            System.out.println(HeapGoal.now());
        }
    }
}
