package org.ringdown.authorisation;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a browser of their own making. */
public final class WebVisitor implements AutoCloseable {
    /** Escaped, so that it can also say what is no text. */
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
                    .build();

    private static final int PATIENCE_S = 20;

    private final HttpClient client;
    private final String authority;

    /** @param from the address it comes from */
    public WebVisitor(String from, int port) {
        this.client = HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(from)).build();
        this.authority = "127.0.0.1:" + port;
    }

    /** What is answered. */
    public record Answer(int status, String code, String body) {
        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    public Answer ask(String method, String path, String body, Map<String, String> headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + authority + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        var code =
                answer.body().startsWith("{")
                        ? JSON.readTree(answer.body()).path("code").asString("")
                        : "";
        return new Answer(answer.statusCode(), code, answer.body());
    }

    /** The status with which a WebSocket is refused; 101 where it is not. */
    int upgrade(Map<String, String> headers) throws Exception {
        try {
            open(headers).close();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused)
                return refused.getResponse().statusCode();
            throw e;
        }
    }

    public PageSocket open(Map<String, String> headers) {
        var builder = client.newWebSocketBuilder();
        headers.forEach(builder::header);
        var heard = new LinkedBlockingQueue<JsonNode>();
        var socket =
                builder.buildAsync(URI.create("ws://" + authority + "/v1/phone"), ear(heard))
                        .join();
        return new PageSocket(socket, heard);
    }

    /** A page's WebSocket. */
    public record PageSocket(WebSocket socket, BlockingQueue<JsonNode> heard)
            implements AutoCloseable {
        public void say(Map<String, ?> message) {
            socket.sendText(JSON.writeValueAsString(message), true).join();
        }

        public void hello(String token) {
            say(Map.of("type", "hello", "v", 1, "token", token));
        }

        /** The next message of one of these kinds. */
        public JsonNode await(String... types) throws InterruptedException {
            while (true) {
                var message = heard.poll(PATIENCE_S, TimeUnit.SECONDS);
                if (message == null) throw new AssertionError("nothing was said");
                for (var type : types)
                    if (message.path("type").asString().equals(type)) return message;
            }
        }

        /** What becomes of what was said: the code of an error, else the kind of the message. */
        public String verdict(String good) throws InterruptedException {
            var message = await(good, "error");
            return message.path("code").asString(message.path("type").asString());
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    private static WebSocket.Listener ear(BlockingQueue<JsonNode> heard) {
        return new WebSocket.Listener() {
            private final StringBuilder message = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
                message.append(part);
                if (last) {
                    heard.add(JSON.readTree(message.toString()));
                    message.setLength(0);
                }
                socket.request(1);
                return null;
            }
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
