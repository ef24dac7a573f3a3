package org.ringdown.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.ringdown.config.Network;
import org.ringdown.net.PerAddress;
import org.ringdown.time.Timers;

/**
 * Closes a connection that has not sent one whole request head in time, however busily it trickles, and those of an address that
 * has too many already.
 */
final class ConnectionGuard implements Connection.Listener {
    private final Timers timers;
    private final Duration deadline;
    private final int mostFromOneAddress;
    private final List<Network> proxies;
    private final Map<Connection, Timers.Timer> waiting = new ConcurrentHashMap<>();
    private final PerAddress open = new PerAddress();

    /** @param proxies through which everybody may come, so that they are not counted */
    ConnectionGuard(
            Timers timers, Duration deadline, int mostFromOneAddress, List<Network> proxies) {
        this.timers = timers;
        this.deadline = deadline;
        this.mostFromOneAddress = mostFromOneAddress;
        this.proxies = proxies;
    }

    @Override
    public void onOpened(Connection connection) {
        if (!isWithinTls(connection) && isOneTooMany(address(connection))) connection.close();
        else if (mustSpeak(connection))
            waiting.put(connection, timers.after(deadline, () -> check(connection)));
    }

    private boolean isOneTooMany(InetAddress from) {
        return open.enter(from) > mostFromOneAddress
                && proxies.stream().noneMatch(proxy -> proxy.contains(from));
    }

    /** TLS is a connection of its own to Jetty, and has been counted. */
    private static boolean isWithinTls(Connection connection) {
        return connection.getEndPoint() instanceof SslConnection.SslEndPoint;
    }

    /** HTTP, and TLS that has not yet agreed on its version; a WebSocket has a deadline of its own. */
    private static boolean mustSpeak(Connection connection) {
        return connection instanceof ConnectionMetaData
                || connection instanceof NegotiatingServerConnection;
    }

    @Override
    public void onClosed(Connection connection) {
        if (!isWithinTls(connection)) open.leave(address(connection));
        var timer = waiting.remove(connection);
        if (timer != null) timer.cancel();
    }

    private void check(Connection connection) {
        waiting.remove(connection);
        if (connection.getMessagesIn() <= 0) close(connection.getEndPoint());
    }

    /** Without a goodbye in TLS, for which an end that says nothing would be waited for. */
    static void close(EndPoint end) {
        if (end instanceof SslConnection.SslEndPoint within)
            within.getSslConnection().getEndPoint().close();
        else end.close();
    }

    private static InetAddress address(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress from
                ? from.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
