package org.ringdown.http;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ringdown.call.Opinion;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.push.Subscription;

/** Reads what pages send (docs/phone-protocol.md): strict about types and lengths, blind to members it does not know. */
final class PageReader {
    private static final Pattern KEYS = Pattern.compile("[0-9A-D*#]*");
    private static final int NAME = 64;
    private static final int CODECS = 32;
    private static final int OFFER = 64 * 1024;

    /** What fits into one datagram (RFC 3428 §8); its bytes are counted where it is sent. */
    private static final int TEXT = 1300;

    private PageReader() {}

    /** What became of a frame. */
    sealed interface Outcome {}

    record Understood(FromPage message) implements Outcome {}

    /** @param failure the answer owed to the page */
    record NotUnderstood(ToPage.Failure failure) implements Outcome {}

    static Outcome read(String frame) {
        try {
            var in = JsonMembers.parse(frame);
            try {
                return new Understood(message(in));
            } catch (BadMessage bad) {
                return new NotUnderstood(
                        failure(bad, named(in, "ref"), named(in, "call"), named(in, "m")));
            }
        } catch (BadMessage bad) {
            return new NotUnderstood(
                    failure(bad, Optional.empty(), Optional.empty(), Optional.empty()));
        }
    }

    private static FromPage message(JsonMembers in) throws BadMessage {
        return switch (in.text("type", NAME)) {
            case "hello" ->
                    new FromPage.Hello(
                            in.number("v", 0, Integer.MAX_VALUE),
                            in.text("token", 4096),
                            in.maybe("sdk", 128).orElse("unknown"),
                            in.flag("register", true),
                            in.maybe("resume", 256));
            case "token" -> new FromPage.FreshToken(in.text("token", 4096));
            case "register" -> new FromPage.Register(in.flag("on"));
            case "media.open" ->
                    new FromPage.MediaOpen(in.text("m", NAME), in.text("offer", OFFER));
            case "media.close" -> new FromPage.MediaClose(in.text("m", NAME));
            case "call" -> dial(in);
            case "answer" -> new FromPage.Answer(in.text("call", NAME), in.text("m", NAME));
            case "reject" -> new FromPage.Reject(in.text("call", NAME), in.flag("busy", false));
            case "hangup" -> new FromPage.Hangup(in.text("call", NAME));
            case "pull" -> new FromPage.Pull(in.text("call", NAME), in.text("m", NAME));
            case "hold" -> new FromPage.Hold(in.text("call", NAME), in.flag("on"));
            case "transfer" -> transfer(in);
            case "dtmf" -> dtmf(in);
            case "message" ->
                    new FromPage.Message(
                            in.text("ref", NAME), in.text("to", 256), in.text("body", TEXT));
            case "info" ->
                    new FromPage.Info(
                            in.text("ref", NAME),
                            in.text("call", NAME),
                            in.text("contentType", 128),
                            in.text("body", TEXT));
            case "record" ->
                    new FromPage.Record(in.text("ref", NAME), in.text("call", NAME), in.flag("on"));
            case "feedback" ->
                    new FromPage.Feedback(
                            in.text("ref", NAME),
                            in.text("call", NAME),
                            in.number("score", 1, 5),
                            in.maybe("issue", Opinion.LONGEST_ISSUE));
            case "stats" -> new FromPage.Stats(in.text("call", NAME), in.flag("on"));
            case "push" -> push(in);
            case "push.off" ->
                    new FromPage.PushOff(
                            in.text("ref", NAME), in.text("endpoint", Subscription.LONGEST_URL));
            case "ping" -> new FromPage.Ping();
            default -> throw new BadMessage("This type of message is not known.");
        };
    }

    private static FromPage dial(JsonMembers in) throws BadMessage {
        var ringTimeout =
                in.has("ringTimeout")
                        ? Optional.of(Duration.ofMillis(in.number("ringTimeout", 1000, 600_000)))
                        : Optional.<Duration>empty();
        return new FromPage.Dial(
                in.text("ref", NAME),
                in.text("to", 256),
                in.text("m", NAME),
                in.map("headers", 32, 64, 1024),
                in.map("context", 32, 64, 1024),
                ringTimeout,
                in.list("codecs", CODECS, NAME),
                in.flag("check", false));
    }

    private static FromPage push(JsonMembers in) throws BadMessage {
        return new FromPage.Push(
                in.text("ref", NAME),
                new Subscription(
                        in.text("endpoint", Subscription.LONGEST_URL),
                        in.text("p256dh", Subscription.LONGEST_KEY),
                        in.text("auth", Subscription.LONGEST_KEY),
                        in.text("page", Subscription.LONGEST_URL)));
    }

    private static FromPage transfer(JsonMembers in) throws BadMessage {
        var call = in.text("call", NAME);
        if (in.has("to") == in.has("with")) {
            throw new BadMessage("A transfer names an address (to) or another call (with).");
        }
        return in.has("to")
                ? new FromPage.Transfer(call, in.text("to", 256))
                : new FromPage.TransferToCall(call, in.text("with", NAME));
    }

    private static FromPage dtmf(JsonMembers in) throws BadMessage {
        var digits = in.text("digits", 64);
        if (!KEYS.matcher(digits).matches()) {
            throw new BadMessage("digits must be 0 to 9, *, # or A to D.");
        }
        return new FromPage.Dtmf(
                in.text("call", NAME),
                digits,
                Duration.ofMillis(in.number("duration", 40, 8000, 100)),
                Duration.ofMillis(in.number("gap", 30, 8000, 70)));
    }

    private static ToPage.Failure failure(
            BadMessage bad, Optional<String> ref, Optional<String> call, Optional<String> m) {
        return new ToPage.Failure(
                "bad-message",
                bad.getMessage(),
                "docs/phone-protocol.md lists the messages and their members.",
                false,
                ref,
                call,
                m,
                Optional.empty());
    }

    /** Names what the answer is about, where the page said so in a readable way. */
    private static Optional<String> named(JsonMembers in, String name) {
        try {
            return in.maybe(name, NAME);
        } catch (BadMessage unreadable) {
            return Optional.empty();
        }
    }
}
