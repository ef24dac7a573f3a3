package org.ringdown.hostile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Everything that the program writes to stderr while this is open: at its most talkative, and without the filter that ends floods. */
final class ErrorStream implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Logger ours;
    private final Level level;
    private final List<ch.qos.logback.classic.turbo.TurboFilter> filters;
    private final LoggerContext context;

    ErrorStream() {
        context = (LoggerContext) LoggerFactory.getILoggerFactory();
        filters = List.copyOf(context.getTurboFilterList());
        context.resetTurboFilterList();
        ours = context.getLogger("org.ringdown");
        level = ours.getLevel();
        ours.setLevel(Level.TRACE);
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    /** Whole lines, so far. */
    List<String> lines() {
        var text = written.toString(StandardCharsets.UTF_8);
        int whole = text.lastIndexOf('\n');
        return whole < 0 ? List.of() : List.of(text.substring(0, whole).split("\n"));
    }

    @Override
    public void close() {
        System.setErr(before);
        ours.setLevel(level);
        filters.forEach(context::addTurboFilter);
    }
}
