package org.ringdown.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.ringdown.time.Timers;

/** Closes a connection that has not sent one whole request head in time, however busily it trickles. */
final class FirstRequestDeadline implements Connection.Listener {
    private final Timers timers;
    private final Duration deadline;
    private final Map<Connection, Timers.Timer> waiting = new ConcurrentHashMap<>();

    FirstRequestDeadline(Timers timers, Duration deadline) {
        this.timers = timers;
        this.deadline = deadline;
    }

    @Override
    public void onOpened(Connection connection) {
        waiting.put(connection, timers.after(deadline, () -> check(connection)));
    }

    @Override
    public void onClosed(Connection connection) {
        var timer = waiting.remove(connection);
        if (timer != null) timer.cancel();
    }

    private void check(Connection connection) {
        waiting.remove(connection);
        if (connection.getMessagesIn() == 0) connection.close();
    }
}
