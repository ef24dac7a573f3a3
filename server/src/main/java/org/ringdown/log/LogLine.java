package org.ringdown.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A record as one line, "time level logger message"; the frames of an exception follow, indented. */
final class LogLine extends LayoutBase<ILoggingEvent> {
    /** Bytes; with what stands before and behind it a line has 4096 at most. */
    private static final int MAX_MESSAGE = 3900;

    private static final int MAX_FRAMES = 40;
    private static final int MAX_CAUSES = 5;

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(160);
        line.append(Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.MILLIS));
        line.append(' ').append(String.format("%-5s", event.getLevel())).append(' ');
        line.append(shortName(event.getLoggerName())).append("  ");
        Escape.into(line, event.getFormattedMessage(), MAX_MESSAGE);
        line.append('\n');
        exception(line, event.getThrowableProxy());
        return line.toString();
    }

    private static void exception(StringBuilder line, IThrowableProxy first) {
        int causes = 0;
        for (var e = first; e != null && causes < MAX_CAUSES; e = e.getCause(), causes++) {
            line.append(causes == 0 ? "    " : "    caused by ")
                    .append(e.getClassName())
                    .append(": ");
            Escape.into(line, String.valueOf(e.getMessage()), MAX_MESSAGE);
            line.append('\n');
            var frames = e.getStackTraceElementProxyArray();
            for (int i = 0; i < frames.length && i < MAX_FRAMES; i++) {
                line.append("        ").append(frames[i].getSTEAsString()).append('\n');
            }
        }
    }

    private static String shortName(String logger) {
        return logger.startsWith("org.ringdown.")
                ? logger.substring("org.ringdown.".length())
                : logger;
    }
}
