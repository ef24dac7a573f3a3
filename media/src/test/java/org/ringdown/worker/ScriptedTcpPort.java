package org.ringdown.worker;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;

/** A listening port to which a test connects; no network. */
public final class ScriptedTcpPort implements TcpPort {
    private InetSocketAddress local = new InetSocketAddress(0);
    private Optional<Function<TcpConnection, TcpHandler>> accepted = Optional.empty();

    public TcpPort open(InetSocketAddress at, Function<TcpConnection, TcpHandler> handler) {
        local = at;
        accepted = Optional.of(handler);
        return this;
    }

    /** Connects from there. */
    public ScriptedConnection connect(InetSocketAddress from, long now) {
        var connection = new ScriptedConnection(from);
        connection.serve(accepted.orElseThrow().apply(connection), now);
        return connection;
    }

    /** A connection of which nobody hears. */
    public ScriptedConnection unheard() {
        return new ScriptedConnection(local);
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public void close() {
        accepted = Optional.empty();
    }
}
