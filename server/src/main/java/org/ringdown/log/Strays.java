package org.ringdown.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings into our log what would go to stderr beside it, as it is: the JDK's own log, and what no thread has caught. */
public final class Strays extends Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Strays.class);

    /** Before anything else. The JDK's log is set up when somebody first uses it, if ever. */
    public static void gather() {
        System.setProperty("java.util.logging.config.class", OfTheJdk.class.getName());
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> LOG.error("{} has failed", thread.getName(), thrown));
    }

    /** Made by the JDK, which knows it by its name. */
    public static final class OfTheJdk {
        public OfTheJdk() throws IOException {
            var settings = "handlers=" + Strays.class.getName() + "\n.level=WARNING\n";
            LogManager.getLogManager()
                    .readConfiguration(
                            new ByteArrayInputStream(settings.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Override
    public void publish(LogRecord entry) {
        var log = LoggerFactory.getLogger(String.valueOf(entry.getLoggerName()));
        if (entry.getLevel().intValue() >= Level.SEVERE.intValue())
            log.error("{}", entry.getMessage(), entry.getThrown());
        else log.warn("{}", entry.getMessage(), entry.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
