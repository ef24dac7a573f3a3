package org.ringdown.http;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ringdown.config.Configuration.Button;
import org.ringdown.limit.Account;
import org.ringdown.route.Hours;
import org.ringdown.signin.Throttle;
import org.ringdown.time.Clock;
import org.ringdown.token.TokenMint;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * POST /v1/buttons/KEY/token: a token for whoever presses a button, on a page that may show it. It is for one visitor whom nobody knows, for
 * what that button calls, for a minute, once; and for nobody outside its hours.
 */
final class ButtonEndpoint implements Endpoint {
    private static final String ABOVE = "/v1/buttons/";
    private static final String BELOW = "/token";
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int FOR_ADDRESS = 20;
    private static final int FOR_BUTTON = 300;
    private static final DateTimeFormatter OPENS =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy 'at' HH:mm '('VV')'", Locale.ENGLISH);

    private final Map<String, Button> buttons;
    private final TokenMint mint;
    private final Clock clock;
    private final Throttle addresses;
    private final Throttle all;

    ButtonEndpoint(Map<String, Button> buttons, TokenMint mint, Clock clock) {
        this.buttons = buttons;
        this.mint = mint;
        this.clock = clock;
        this.addresses = new Throttle(FOR_ADDRESS, PERIOD, clock);
        this.all = new Throttle(FOR_BUTTON, PERIOD, clock);
    }

    static boolean serves(String path) {
        return path.startsWith(ABOVE);
    }

    /** Whether pages of an origin may show any button. */
    boolean isKnown(String origin) {
        return buttons.values().stream().anyMatch(button -> button.origins().contains(origin));
    }

    /** An exact match: a button has origins of its own, and no other page may ask, ours included. */
    @Override
    public Answer answer(Ask ask) {
        var key = key(ask.path());
        var button = key.flatMap(name -> Optional.ofNullable(buttons.get(name)));
        if (button.isEmpty())
            return Origins.readableByAll(Problem.of(404, "not-found", "There is no such button."));
        var origin = ask.header("Origin").filter(button.get().origins()::contains);
        if (origin.isEmpty()) return Origins.readableByAll(notHere()).vary("Origin");
        return Origins.readable(allowed(ask, key.get(), button.get(), origin.get()), origin.get());
    }

    private static Optional<String> key(String path) {
        return Optional.of(path)
                .filter(text -> text.endsWith(BELOW))
                .filter(text -> text.length() > ABOVE.length() + BELOW.length())
                .map(text -> text.substring(ABOVE.length(), text.length() - BELOW.length()));
    }

    private Answer allowed(Ask ask, String key, Button button, String origin) {
        if (ask.isPreflight()) return Origins.preflight();
        if (!ask.method().equals("POST"))
            return Problem.of(405, "method-not-allowed", "This path takes POST.")
                    .with("Allow", "POST");
        var address = Account.address(ask.visitor().address()).name();
        var wait = longer(addresses.wait(address), all.wait(key));
        if (wait.isPositive()) return later(wait);
        addresses.count(address);
        all.count(key);
        var closed = button.hours().flatMap(hours -> closed(hours, clock.wall()));
        if (closed.isPresent()) return closed.get();
        var token = mint.mint(TokenMint.Order.press(key, origin));
        var answer = JsonNodeFactory.instance.objectNode().put("token", token);
        return Answer.of(200, "application/json", answer.toString());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Answer notHere() {
        return Problem.of(
                403,
                "origin-not-allowed",
                "Pages of this origin may not show this button; the operator lists those that may in its origins.");
    }

    /** Outside its hours; {@code opens} is for pages, which say it by the visitor's clock and in the visitor's language. */
    static Optional<Answer> closed(Hours hours, Instant now) {
        if (hours.contains(now)) return Optional.empty();
        var opens = hours.opens(now).map(at -> at.atZone(hours.zone()));
        var words = opens.map(at -> " It opens again on " + OPENS.format(at) + ".").orElse("");
        var more = opens.map(at -> Map.of("opens", ISO_OFFSET_DATE_TIME.format(at)));
        return Optional.of(
                Problem.of(
                        403,
                        "destination-not-allowed",
                        "This button is closed now." + words,
                        more.orElse(Map.of())));
    }

    private static Answer later(Duration wait) {
        long seconds = Math.max(1, wait.toSeconds());
        return Problem.of(
                        429,
                        "rate-limited",
                        "This button was pressed too often; try again in " + seconds + " s.")
                .with("Retry-After", Long.toString(seconds));
    }
}
