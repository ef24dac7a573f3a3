package org.ringdown.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.ringdown.time.Timers;
import org.ringdown.tls.KeyFiles;

/** Jetty with our limits: selectors on a few platform threads, every request on a virtual one. */
public final class HttpServer implements AutoCloseable {
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_CONNECTIONS = 20_000;
    private static final int MAX_FROM_ONE_ADDRESS = 2_000;

    /** What the kernel holds for us: one more believes to be connected, and we know nothing of it. */
    private static final int MAX_UNACCEPTED = 1024;

    private static final int MAX_STREAMS = 100; // the least that RFC 9113 §6.5.2 recommends
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration CERTIFICATE_CHECK = Duration.ofMinutes(10);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final Server server;
    private final ServerConnector connector;
    private final PhoneSockets phones;
    private final SipWebSockets sip;

    private HttpServer(
            Server server, ServerConnector connector, PhoneSockets phones, SipWebSockets sip) {
        this.server = server;
        this.connector = connector;
        this.phones = phones;
        this.sip = sip;
    }

    /**
     * Opens the port and serves it.
     *
     * @param address where to listen; port 0 is any free one
     * @throws BindException if the port is taken
     */
    public static HttpServer open(InetSocketAddress address, Site site, Timers timers)
            throws IOException {
        var threads = new QueuedThreadPool(16, 4);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
        var server = new Server(threads);
        var connector = connector(server, site.tls(), timers);
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(MAX_UNACCEPTED);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(
                new ConnectionGuard(
                        timers, site.patience().request(), MAX_FROM_ONE_ADDRESS, site.proxies()));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        server.setErrorHandler(new ProblemHandler());
        server.setStopTimeout(STOP.toMillis());

        var phones = new PhoneSockets(site.door(), timers, site.patience());
        var sockets = ServerWebSocketContainer.ensure(server);
        phones.configure(sockets);
        server.setHandler(new Router(site, phones, sockets, timers));
        start(server);
        return new HttpServer(server, connector, phones, site.sip());
    }

    private static ServerConnector connector(Server server, Optional<KeyFiles> files, Timers timers)
            throws IOException {
        var http = new HttpConnectionFactory(http());
        if (files.isEmpty()) return new ServerConnector(server, 1, 1, http);
        var customizer = new SecureRequestCustomizer();
        customizer.setSniHostCheck(
                false); // an address may be asked for by more names than its certificate has
        http.getHttpConfiguration().addCustomizer(customizer);
        var tls = new Tls(files.get(), timers, CERTIFICATE_CHECK);
        var http2 = http2(http.getHttpConfiguration());
        var chosen = new ALPNServerConnectionFactory(); // between those that follow, best first
        chosen.setDefaultProtocol(http.getProtocol());
        var ssl = new SslConnectionFactory(tls.context(), chosen.getProtocol());
        return new ServerConnector(server, 1, 1, ssl, chosen, http2, http);
    }

    /** Without WebSockets (RFC 8441): a call's signalling would wait behind whatever else its connection carries. */
    private static HTTP2ServerConnectionFactory http2(HttpConfiguration http) {
        var http2 = new HTTP2ServerConnectionFactory(http);
        http2.setConnectProtocolEnabled(false);
        http2.setMaxConcurrentStreams(MAX_STREAMS);
        return http2;
    }

    private static HttpConfiguration http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADERS);
        http.setUriCompliance(UriCompliance.RFC3986);
        http.setNotifyRemoteAsyncErrors(false);
        return http;
    }

    private static void start(Server server) throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException taken) throw taken;
            }
            throw e instanceof IOException io
                    ? io
                    : new IOException("the HTTP server did not start", e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    /** Tells every page and every SIP phone that the gateway stops (1001), then closes the port. */
    @Override
    public void close() {
        phones.closeAll();
        sip.closeAll();
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            org.slf4j.LoggerFactory.getLogger(HttpServer.class).warn("stopping took too long", e);
        }
    }
}
