package org.ringdown.net.rtmp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.ringdown.flash.Credentials;
import org.ringdown.line.LineAccount;
import org.ringdown.line.Visitors;
import org.ringdown.signin.SignIn;
import org.ringdown.sip.SipUri;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/** Registrars that clients may name as their own ({@code rtmp.registrars}): whoever can register there is a visitor with a line. */
public final class Registrars {
    /** Less than a client has to connect. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Duration EXPIRES = Duration.ofMinutes(10);
    private static final String SAYS_NOTHING = "it does not answer";
    private static final int LONGEST_NAME = 32;

    private final List<SipUri> known;
    private final Function<LineAccount, Visitors.Stay> lines;
    private final SignIn attempts;

    /**
     * @param lines makes them
     * @param attempts who guesses too often; it waits for registrars, so nobody else's
     */
    public Registrars(
            List<SipUri> known, Function<LineAccount, Visitors.Stay> lines, SignIn attempts) {
        this.known = List.copyOf(known);
        this.lines = lines;
        this.attempts = attempts;
    }

    /** What became of somebody who would be registered. */
    sealed interface Outcome {
        record In(String user, Runnable leave) implements Outcome {}

        record Out(String why) implements Outcome {}
    }

    /** Whether a client's address is of a registrar that may be named. */
    boolean know(Credentials.Account account) {
        return address(account).flatMap(this::registrar).isPresent();
    }

    /** Registers; waits for what the registrar says. */
    Outcome admit(Credentials.Account shown, String from) {
        var address = address(shown).orElseThrow();
        var user = user(address);
        var said = new AtomicReference<Outcome>(new Outcome.Out(SAYS_NOTHING));
        var judged =
                attempts.judge(user, () -> register(account(user, address, shown), said), from);
        return judged instanceof SignIn.Outcome.Wait(var time)
                ? new Outcome.Out(
                        "too many wrong passwords; try again in "
                                + Math.max(1, time.toSeconds())
                                + " s")
                : said.get();
    }

    /** Whether there was nothing wrong about the password. */
    private boolean register(LineAccount account, AtomicReference<Outcome> said) {
        var stay = lines.apply(account);
        try {
            switch (stay.outcome().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                case Visitors.Outcome.Registered() -> {
                    said.set(new Outcome.In(account.user(), stay.leave()));
                    return true;
                }
                case Visitors.Outcome.Refused(var why) -> {
                    said.set(new Outcome.Out(why));
                    return false;
                }
            }
        } catch (TimeoutException | ExecutionException silent) {
            stay.leave().run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stay.leave().run();
        }
        return true;
    }

    private LineAccount account(String user, SipUri address, Credentials.Account shown) {
        var registrar = registrar(address).orElseThrow();
        return new LineAccount(
                user,
                address,
                registrar,
                Optional.empty(),
                new org.ringdown.sip.auth.Credentials(
                        LineAccount.account(user),
                        shown.user(),
                        shown.password(),
                        Optional.empty()),
                EXPIRES,
                Trunk.Transfer.BRIDGE);
    }

    private static Optional<SipUri> address(Credentials.Account account) {
        try {
            var uri = SipUri.parse(account.address());
            boolean plain = uri.user().matches("[A-Za-z0-9+._-]{1,64}");
            boolean quotable =
                    account.user()
                            .chars()
                            .allMatch(c -> c >= ' ' && c != 0x7f && c != '"' && c != '\\');
            return Optional.of(uri).filter(_ -> plain && quotable);
        } catch (MalformedException none) {
            return Optional.empty();
        }
    }

    /** The one of its host, and of its port if it says one. */
    private Optional<SipUri> registrar(SipUri address) {
        return known.stream()
                .filter(registrar -> registrar.host().equalsIgnoreCase(address.host()))
                .filter(registrar ->
                        address.port().isEmpty() || address.port().equals(registrar.port()))
                .findFirst();
    }

    /** A guest's name, which no user of ours has, the same for the same address. */
    private static String user(SipUri address) {
        var whole = (address.user() + "@" + address.target()).toLowerCase(Locale.ROOT);
        var shown = address.user().replaceAll("[^A-Za-z0-9._-]", "");
        return "guest:"
                + shown.substring(0, Math.min(LONGEST_NAME, shown.length()))
                + "-"
                + hash(whole);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
