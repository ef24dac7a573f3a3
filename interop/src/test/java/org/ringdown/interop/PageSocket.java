package org.ringdown.interop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.ringdown.interop.process.Patience;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page's WebSocket, in the hands of somebody who sends what he likes (docs/phone-protocol.md). */
final class PageSocket implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private PageSocket(Gateway gateway, String origin) {
        this.gateway = gateway;
        var address = URI.create(gateway.origin().replaceFirst("^http", "ws") + "/v1/phone");
        this.socket =
                client.newWebSocketBuilder()
                        .header("Origin", origin)
                        .buildAsync(address, new Ear())
                        .orTimeout(SOON.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
    }

    static PageSocket open(Gateway gateway) {
        return new PageSocket(gateway, gateway.origin());
    }

    /** Of a page of another origin. */
    static PageSocket open(Gateway gateway, String origin) {
        return new PageSocket(gateway, origin);
    }

    /** Shows a token that it has from elsewhere. */
    void show(String token) {
        say(Map.of("type", "hello", "v", 1, "token", token, "sdk", "interop/1", "register", false));
    }

    /** Signs in with a token of {@code user}; the welcome. */
    JsonNode hello(String user) {
        return hello(user, false);
    }

    /** @param registers whether it takes calls */
    JsonNode hello(String user, boolean registers) {
        say(
                Map.of(
                        "type",
                        "hello",
                        "v",
                        1,
                        "token",
                        token(user),
                        "sdk",
                        "interop/1",
                        "register",
                        registers));
        return await("welcome");
    }

    private String token(String user) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(gateway.origin() + "/v1/tokens"))
                            .header("Origin", gateway.origin())
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            JSON.writeValueAsString(Map.of("user", user))))
                            .build();
            return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .path("token")
                    .asString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void say(Map<String, Object> message) {
        sayText(JSON.writeValueAsString(message));
    }

    /** One text frame with anything in it. */
    void sayText(String text) {
        socket.sendText(text, true).orTimeout(SOON.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** The next message of {@code type}; it is taken, with all before it. */
    JsonNode await(String type) {
        return Patience.await(type + " among " + messages, SOON, () -> take(type));
    }

    private Optional<JsonNode> take(String type) {
        for (int i = 0; i < messages.size(); i++) {
            var message = messages.get(i);
            if (!message.path("type").asString("").equals(type)) continue;
            messages.removeAll(messages.subList(0, i + 1));
            return Optional.of(message);
        }
        return Optional.empty();
    }

    /** The close code, once the gateway has closed. */
    int awaitClose() {
        return closed.orTimeout(SOON.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    boolean open() {
        return !closed.isDone();
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006); // gone without a word, RFC 6455 §7.1.5
        }
    }
}
