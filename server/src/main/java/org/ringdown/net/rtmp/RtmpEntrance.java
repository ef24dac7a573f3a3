package org.ringdown.net.rtmp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ringdown.flash.Credentials;
import org.ringdown.flash.Entrance;
import org.ringdown.signin.SignIn;
import org.ringdown.token.SignedTokens;
import org.ringdown.token.TokenMint;
import org.ringdown.user.Tokens;

/** Who RTMP clients are: by a token, or by a name and a password of {@code users:}, for which they get a token as pages do. */
public final class RtmpEntrance implements Entrance {
    private static final String GUEST = "guest";

    private final Tokens tokens;
    private final TokenMint mint;
    private final SignIn signIn;
    private final Registrars registrars;
    private final Policy policy;

    /**
     * Whom we believe what.
     *
     * @param free whether tokens are for the asking, as they are on one's own machine in dev mode
     * @param plainPasswords whether passwords may come where others can read along
     * @param users who there is
     * @param password in clear, of who has one
     */
    public record Policy(
            boolean free,
            boolean plainPasswords,
            Set<String> users,
            Function<String, Optional<String>> password) {
        public Policy {
            users = Set.copyOf(users);
        }
    }

    public RtmpEntrance(
            Tokens tokens, TokenMint mint, SignIn signIn, Registrars registrars, Policy policy) {
        this.tokens = tokens;
        this.mint = mint;
        this.signIn = signIn;
        this.registrars = registrars;
        this.policy = policy;
    }

    @Override
    public Admission admit(Credentials shown, String address, boolean isPrivate) {
        return switch (shown) {
            case Credentials.Token(var token) -> byToken(token);
            case Credentials.Nothing() when policy.free() -> granted(GUEST);
            case Credentials.Nothing() ->
                    new Admission.Refused(
                            "Nobody may come in without a token or a password; add ?token=… to the address");
            case Credentials.Account account when !registrars.know(account) ->
                    admit(password(account), address, isPrivate);
            case Credentials.Password(var user, var password)
                    when policy.free() && password.isEmpty() && policy.users().contains(user) ->
                    granted(user);
            case Credentials.Password _, Credentials.Proof _, Credentials.Account _
                    when !isPrivate && !policy.plainPasswords() ->
                    new Admission.Refused(
                            "Passwords are not taken over plain RTMP from elsewhere; connect by rtmps, use a token, or"
                                    + " set rtmp.plain-passwords");
            case Credentials.Account account -> outcome(registrars.admit(account, address));
            case Credentials.Password(var user, var password) ->
                    outcome(user, signIn.judge(user, password, address));
            case Credentials.Proof proof ->
                    outcome(
                            proof.user(),
                            signIn.judge(proof.user(), () -> isProved(proof), address));
        };
    }

    private Admission byToken(String token) {
        return switch (tokens.verify(token, "")) {
            case Tokens.Verdict.Granted(var grant) ->
                    new Admission.Granted(grant.user(), token, Optional.empty());
            case Tokens.Verdict.Refused(_, var why) -> new Admission.Refused(why);
        };
    }

    private Admission outcome(String user, SignIn.Outcome outcome) {
        return switch (outcome) {
            case SignIn.Outcome.Welcome() -> granted(user);
            case SignIn.Outcome.Wrong() -> new Admission.Refused("Name or password is wrong");
            case SignIn.Outcome.Wait(var time) ->
                    new Admission.Refused(
                            "Too many wrong passwords; try again in " + seconds(time) + " s");
        };
    }

    private static Credentials password(Credentials.Account account) {
        return new Credentials.Password(account.user(), account.password());
    }

    private Admission outcome(Registrars.Outcome outcome) {
        return switch (outcome) {
            case Registrars.Outcome.In(var user, var leave) ->
                    new Admission.Granted(user, token(user), Optional.of(() -> token(user)), leave);
            case Registrars.Outcome.Out(var why) -> new Admission.Refused("Not registered: " + why);
        };
    }

    private static long seconds(Duration time) {
        return Math.max(1, time.toSeconds());
    }

    private Admission granted(String user) {
        return new Admission.Granted(user, token(user), Optional.of(() -> token(user)));
    }

    private String token(String user) {
        return mint.mint(
                new TokenMint.Order(user, List.of(), Optional.empty(), SignedTokens.LONGEST));
    }

    /** Whoever does not exist is judged by a password that nobody has, so that it takes as long. */
    private boolean isProved(Credentials.Proof proof) {
        var password = policy.password().apply(proof.user());
        var expected = md5(proof.prefix() + ":" + password.orElse(""));
        var shown = proof.md5().toLowerCase(Locale.ROOT);
        boolean same = MessageDigest.isEqual(bytes(expected), bytes(shown));
        return same && password.isPresent();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
