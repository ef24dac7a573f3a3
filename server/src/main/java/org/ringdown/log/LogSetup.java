package org.ringdown.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/** How logging is set up, in code: logback finds it through its service file, so there is nothing to misplace. */
public final class LogSetup extends ContextAwareBase implements Configurator {
    /** Read once at the start: error, warn, info, debug or trace. */
    public static final String LEVEL_PROPERTY = "ringdown.log";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var layout = new LogLine();
        layout.setContext(context);
        layout.start();

        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();

        var stderr = new ConsoleAppender<ILoggingEvent>();
        stderr.setContext(context);
        stderr.setName("stderr");
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();

        var flood = new FloodFilter(System::nanoTime);
        flood.setContext(context);
        flood.start();
        context.addTurboFilter(flood);

        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(stderr);
        context.getLogger("org.ringdown")
                .setLevel(Level.toLevel(System.getProperty(LEVEL_PROPERTY), Level.INFO));
        // What it warns of is said by the store, in a sentence.
        context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
