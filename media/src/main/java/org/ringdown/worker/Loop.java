package org.ringdown.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/**
 * One worker's thread, as the code on it sees it: what time it is, what is to happen later, datagrams and connections.
 *
 * <p>Nothing that runs here may block. Except where it says "from anywhere", everything is called on the loop itself.
 */
public interface Loop extends Clock, Timers, AutoCloseable {
    /** Runs {@code task} on the loop, after whatever the caller asked for before. From anywhere. */
    void execute(Runnable task);

    /** A task that others may ask for often: asking allocates nothing. */
    Signal signal(Runnable task);

    /** A task that is set again and again: setting allocates nothing. */
    Alarm alarm(Runnable task);

    /**
     * Opens a UDP port; port 0 is any free one. From anywhere; what arrives is handled on the loop.
     *
     * @throws IOException when the address cannot be bound
     */
    DatagramPort open(InetSocketAddress local, DatagramHandler handler) throws IOException;

    /**
     * Waits for TCP connections; port 0 is any free one. From anywhere; {@code accepted} is asked on the loop who hears of a new one.
     *
     * @throws IOException when the address cannot be bound
     */
    TcpPort listen(InetSocketAddress local, Function<TcpConnection, TcpHandler> accepted)
            throws IOException;

    /**
     * Takes a connection over from another loop of this kind, or from itself. On the loop that has it, where nothing more is heard of it.
     *
     * @param handler made on this loop, and told at once that something may be read
     */
    void adopt(TcpConnection connection, Supplier<TcpHandler> handler);

    /** For how many nanoseconds this loop has been at work so far, and not waiting. From anywhere. */
    long worked();

    /** What this worker counts. */
    Counters counters();

    /** Ends the loop and its ports; tasks that have not begun are forgotten. From anywhere but the loop. */
    @Override
    void close();

    @Override
    default Timer after(Duration delay, Runnable task) {
        var alarm = alarm(task);
        alarm.set(nanos() + delay.toNanos());
        return alarm::cancel;
    }
}
