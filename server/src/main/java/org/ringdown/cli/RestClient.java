package org.ringdown.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the gateway that runs. What goes wrong is one sentence for whoever typed the command. */
final class RestClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI url;
    private final Optional<String> key;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    RestClient(URI url, Optional<String> key) {
        this.url = url;
        this.key = key;
    }

    JsonNode json(String path) throws CannotStart, InterruptedException {
        try {
            return JSON.readTree(text(path));
        } catch (JacksonException none) {
            throw refused("What answers at " + url + " is no Ringdown gateway.");
        }
    }

    String text(String path) throws CannotStart, InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE);
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) return answer.body();
            throw refused("The gateway at " + url + " refused: " + detail(answer.body()));
        } catch (IOException nobody) {
            throw refused(
                    "No gateway answers at "
                            + url
                            + "; start one (./ringdown run), or say where it is (--url).");
        }
    }

    private static String detail(String problem) {
        try {
            return JSON.readTree(problem).path("detail").asString("no reason given.");
        } catch (JacksonException none) {
            return "no reason given.";
        }
    }

    static CannotStart refused(String sentence) {
        return new CannotStart(CannotStart.CONFIGURATION, sentence);
    }

    @Override
    public void close() {
        client.close();
    }
}
