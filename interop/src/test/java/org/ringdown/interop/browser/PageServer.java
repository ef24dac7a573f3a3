package org.ringdown.interop.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.ringdown.interop.process.Host;

/** Serves the resource folder {@code pages}, libraries from npm under {@code bundle/}, and pages that a test wrote, from an origin of its own. */
public final class PageServer implements AutoCloseable {
    private static final String BUNDLE = "/bundle/";

    private final HttpServer server;
    private final Map<String, Path> bundles = new ConcurrentHashMap<>();
    private final Map<String, String> written = new ConcurrentHashMap<>();

    private PageServer(HttpServer server) {
        this.server = server;
    }

    public static PageServer start() {
        return start(Host.HERE);
    }

    /** The same for browsers elsewhere: on their loopback. */
    public static PageServer start(Host host) {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var http = host.inside(() -> HttpServer.create(loopback, 0));
        var server = new PageServer(http);
        http.createContext("/", server::serve);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
        return server;
    }

    /** Always the name localhost, never the address: a secure context, and another origin than http://127.0.0.1. */
    public String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** From now on {@code name} is a page with this text; returns its URL. */
    public String write(String name, String html) {
        written.put("/" + name, html);
        return origin() + "/" + name;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body =
                    written.containsKey(path)
                            ? written.get(path).getBytes(StandardCharsets.UTF_8)
                            : resource(path);
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            path.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(
                    body.length > 0 ? 200 : 404, body.length > 0 ? body.length : -1);
            exchange.getResponseBody().write(body);
        }
    }

    private byte[] resource(String path) throws IOException {
        if (path.contains("..")) return new byte[0];
        if (path.startsWith(BUNDLE) && Bundles.has(path.substring(BUNDLE.length()))) {
            return Files.readAllBytes(
                    bundles.computeIfAbsent(path.substring(BUNDLE.length()), Bundles::make));
        }
        try (var in = PageServer.class.getResourceAsStream("/pages" + path)) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
