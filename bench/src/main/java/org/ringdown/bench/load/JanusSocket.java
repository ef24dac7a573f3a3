package org.ringdown.bench.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** One session with Janus: questions and answers, and the events of its handles. */
final class JanusSocket extends JsonSocket implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Map<String, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Map<Long, BlockingQueue<JsonNode>> events = new ConcurrentHashMap<>();
    private final WebSocket socket;
    private final long session;
    private int transactions;

    JanusSocket(HttpClient client, String uri) {
        socket =
                client.newWebSocketBuilder()
                        .subprotocols("janus-protocol")
                        .buildAsync(URI.create(uri), this)
                        .join();
        session = ask(Map.of("janus", "create")).path("data").path("id").asLong();
    }

    /** A new handle of the SIP plugin. */
    long attach() {
        return ask(Map.of("janus", "attach", "session_id", session, "plugin", "janus.plugin.sip"))
                .path("data")
                .path("id")
                .asLong();
    }

    void message(long handle, Map<String, Object> body, Optional<String> offer) {
        var message = of("message", handle);
        message.put("body", body);
        offer.ifPresent(
                sdp -> message.put("jsep", Map.of("type", "offer", "sdp", sdp, "trickle", false)));
        ask(message);
    }

    void detach(long handle) {
        ask(of("detach", handle));
        events.remove(handle);
    }

    private Map<String, Object> of(String janus, long handle) {
        var message = new LinkedHashMap<String, Object>();
        message.put("janus", janus);
        message.put("session_id", session);
        message.put("handle_id", handle);
        return message;
    }

    private JsonNode ask(Map<String, Object> question) {
        var transaction = "t" + ++transactions;
        var answer = asked.computeIfAbsent(transaction, _ -> new CompletableFuture<>());
        var message = new LinkedHashMap<>(question);
        message.put("transaction", transaction);
        socket.sendText(JSON.writeValueAsString(message), true).join();
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The plugin's event of this name, after which the handle's earlier ones are forgotten. */
    JsonNode await(long handle, String name) throws InterruptedException {
        while (true) {
            var event = of(handle).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) throw new IllegalStateException("Janus never said " + name);
            var data = event.path("plugindata").path("data");
            var happened = data.path("result").path("event").asString("");
            if (happened.equals(name)) return event;
            if (data.has("error") || happened.endsWith("failed") || happened.equals("hangup"))
                throw new IllegalStateException("Janus, instead of " + name + ": " + data);
        }
    }

    private BlockingQueue<JsonNode> of(long handle) {
        return events.computeIfAbsent(handle, _ -> new LinkedBlockingQueue<>());
    }

    @Override
    void heard(JsonNode message) {
        switch (message.path("janus").asString("")) {
            case "success", "ack" -> answer(message).complete(message);
            case "error" ->
                    answer(message)
                            .completeExceptionally(new IllegalStateException(message.toString()));
            case "event" -> of(message.path("sender").asLong()).add(message);
            default -> {}
        }
    }

    private CompletableFuture<JsonNode> answer(JsonNode message) {
        return asked.computeIfAbsent(
                message.path("transaction").asString(""), _ -> new CompletableFuture<>());
    }

    @Override
    public void close() {
        socket.abort();
    }
}
