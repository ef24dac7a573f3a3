package org.ringdown.interop.rtmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Makes RTMFP clients of programs that speak RTMP: each connection that comes becomes a session of its own with a gateway, over a path that may lose
 * datagrams, and whose client may move to another port.
 */
public final class RtmfpRelay implements RtmfpRoad {
    private final ServerSocket server;
    private final int gateway;
    private final boolean protect;
    private final double loss;
    private final List<RelayedClient> clients = new CopyOnWriteArrayList<>();

    private RtmfpRelay(ServerSocket server, int gateway, boolean protect, double loss) {
        this.server = server;
        this.gateway = gateway;
        this.protect = protect;
        this.loss = loss;
    }

    /**
     * @param gateway port of its RTMFP
     * @param protect whether HMACs and numbers are wanted
     * @param loss share of datagrams that get lost, each way
     */
    public static RtmfpRelay open(int gateway, boolean protect, double loss) {
        try {
            var server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
            var relay = new RtmfpRelay(server, gateway, protect, loss);
            Thread.startVirtualThread(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway);
                var client = new RelayedClient(socket, to, protect, loss);
                clients.add(client);
                Thread.ofPlatform().daemon().name("rtmfp-relay").start(client::run);
            }
        } catch (IOException closed) {
            // so it is over
        }
    }

    /** All clients are at another port from now on. */
    public void move() {
        clients.forEach(RelayedClient::move);
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // closed it is
        }
        clients.forEach(RelayedClient::close);
    }
}
