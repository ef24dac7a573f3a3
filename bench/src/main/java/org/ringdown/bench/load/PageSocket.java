package org.ringdown.bench.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The WebSocket of one page, and what was said on it. */
final class PageSocket extends JsonSocket implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Map<String, CompletableFuture<JsonNode>> said = new ConcurrentHashMap<>();
    private final WebSocket socket;

    /** Opens one, and waits until it is welcome. */
    PageSocket(HttpClient client, String origin, String token) {
        var uri = URI.create(origin.replaceFirst("^http", "ws") + "/v1/phone");
        socket = client.newWebSocketBuilder().header("Origin", origin).buildAsync(uri, this).join();
        say(Map.of("type", "hello", "v", 1, "token", token, "sdk", "load/1", "register", false));
        await("welcome", "");
    }

    void say(Map<String, Object> message) {
        socket.sendText(JSON.writeValueAsString(message), true).join();
    }

    /** The message of this type about this medium, attempt or call. */
    JsonNode await(String type, String about) {
        return of(type, about).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<JsonNode> of(String type, String about) {
        return said.computeIfAbsent(type + " " + about, _ -> new CompletableFuture<>());
    }

    @Override
    void heard(JsonNode message) {
        var type = message.path("type").asString();
        switch (type) {
            case "media.answer" -> of(type, message.path("m").asString()).complete(message);
            case "calling" -> of(type, message.path("ref").asString()).complete(message);
            case "answered", "ended" -> of(type, message.path("call").asString()).complete(message);
            case "welcome" -> of(type, "").complete(message);
            case "error" -> {
                var refused = new IllegalStateException(message.toString());
                said.values().forEach(waiting -> waiting.completeExceptionally(refused));
            }
            default -> {}
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
