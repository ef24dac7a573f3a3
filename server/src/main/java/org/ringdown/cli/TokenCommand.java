package org.ringdown.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ringdown.config.Configuration;
import org.ringdown.config.Durations;
import org.ringdown.time.Clock;
import org.ringdown.token.Keyring;
import org.ringdown.token.TokenMint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes a page token: with the configured key, or by asking the gateway that runs in dev mode. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a signed page token.",
            "With --config it is signed here, with the first of tokens.keys; without, the gateway that runs",
            "in dev mode is asked for one, since its key exists only in its own process."
        })
final class TokenCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Mixin private ConfigurationOptions configuration;
    @Spec private CommandSpec spec;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "NAME",
            description = "Whom the page speaks for.")
    private String user;

    @Option(
            names = "--to",
            paramLabel = "PATTERN",
            description = "What may be dialled (? one character, * the rest); may be repeated.")
    private final List<String> to = new ArrayList<>();

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description = "The web origin that may use it.")
    private String origin;

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "Its life, at most 10m (default).")
    private String ttl;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the gateway in dev mode is (default ${DEFAULT-VALUE}).")
    private URI url;

    @Override
    public Integer call() throws CannotStart, InterruptedException {
        var life =
                Durations.parse(ttl)
                        .filter(TokenMint.Order::canLive)
                        .orElseThrow(() -> refused("--ttl must be 1s to 10m, such as 5m."));
        var order = new TokenMint.Order(user, List.copyOf(to), Optional.ofNullable(origin), life);
        var token = configuration.hasFile() ? signed(order) : asked(order);
        spec.commandLine().getOut().println(token);
        return 0;
    }

    private String signed(TokenMint.Order order) throws CannotStart {
        var configured = configuration.require();
        if (configured.tokens().keys().isEmpty()) {
            throw refused(
                    "The configuration has no tokens.keys, so only the running gateway can sign.");
        }
        if (!user.equals("guest") && !configured.users().containsKey(user)) {
            throw refused(user + " is not one of the configuration's users.");
        }
        return mint(configured).mint(order);
    }

    private static TokenMint mint(Configuration configured) throws CannotStart {
        var random = new SecureRandom();
        try {
            return new TokenMint(Keyring.of(configured.tokens(), random), Clock.system(), random);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private String asked(TokenMint.Order order) throws CannotStart, InterruptedException {
        var body = JsonNodeFactory.instance.objectNode().put("user", order.user());
        order.to().forEach(body.withArray("to")::add);
        order.origin().ifPresent(value -> body.put("origin", value));
        body.put("ttl", order.life().toSeconds());
        if (order.to().isEmpty()) body.remove("to");
        var request =
                HttpRequest.newBuilder(url.resolve("/v1/tokens"))
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            var json = JSON.readTree(answer.body());
            if (answer.statusCode() == 200) return json.path("token").asString();
            throw refused(
                    "The gateway at "
                            + url
                            + " refused: "
                            + json.path("detail").asString("no reason"));
        } catch (IOException | JacksonException e) {
            throw refused(
                    "No gateway in dev mode answers at "
                            + url
                            + "; start one (./ringdown run), say where it is (--url), or give --config FILE.");
        }
    }

    private static CannotStart refused(String sentence) {
        return new CannotStart(CannotStart.CONFIGURATION, sentence);
    }
}
