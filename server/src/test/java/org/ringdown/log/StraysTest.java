package org.ringdown.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What others would write to stderr comes into our log instead. */
class StraysTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final Thread.UncaughtExceptionHandler before =
            Thread.getDefaultUncaughtExceptionHandler();

    @BeforeEach
    void listen() {
        written.start();
        context.getLogger("ROOT").addAppender(written);
    }

    @AfterEach
    void listenNoMore() {
        context.getLogger("ROOT").detachAppender(written);
        Thread.setDefaultUncaughtExceptionHandler(before);
        System.clearProperty("java.util.logging.config.class");
    }

    @Test
    void whatTheJdkSays() {
        var entry = new LogRecord(Level.SEVERE, "{0} a\r\nb");
        entry.setLoggerName("javax.net.ssl");
        new Strays().publish(entry);

        assertThat(written.list).hasSize(1);
        assertThat(written.list.getFirst().getLoggerName()).isEqualTo("javax.net.ssl");
        assertThat(new LogLine().doLayout(written.list.getFirst()))
                .endsWith(" ERROR javax.net.ssl  {0} a\\r\\nb\n");
    }

    @Test
    void whatNoThreadHasCaught() throws InterruptedException {
        Strays.gather();
        Thread.ofPlatform()
                .name("worker")
                .start(() -> {
                    throw new IllegalStateException("x\r\ny");
                })
                .join();

        assertThat(new LogLine().doLayout(written.list.getLast()))
                .contains("worker has failed\n    java.lang.IllegalStateException: x\\r\\ny\n");
    }
}
