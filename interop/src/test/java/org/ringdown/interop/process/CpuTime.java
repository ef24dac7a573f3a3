package org.ringdown.interop.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;

/** The processor time that a program and all that it started have used (Linux: /proc/PID/stat, in ticks of 10 ms). */
public final class CpuTime {
    private static final int TICK_MILLIS = 10;
    private static final int USER = 11; // fields after the name in parentheses
    private static final int SYSTEM = 12;

    private CpuTime() {}

    public static Duration of(long pid) {
        var children =
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(ProcessHandle::pid);
        return Duration.ofMillis(
                TICK_MILLIS
                        * LongStream.concat(LongStream.of(pid), children)
                                .map(CpuTime::ticks)
                                .sum());
    }

    private static long ticks(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        } catch (java.nio.file.NoSuchFileException e) {
            return 0; // ended meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
