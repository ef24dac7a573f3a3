package org.ringdown.net.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.config.Configuration;
import org.ringdown.flash.Credentials;
import org.ringdown.flash.Entrance.Admission;
import org.ringdown.line.LineAccount;
import org.ringdown.line.Visitors;
import org.ringdown.signin.Passwords;
import org.ringdown.signin.SignIn;
import org.ringdown.sip.SipUri;
import org.ringdown.time.Clock;
import org.ringdown.token.Keyring;
import org.ringdown.token.SignedTokens;
import org.ringdown.token.TokenMint;
import org.ringdown.wire.MalformedException;

/** Who is believed to be whom, where, and how often one may be wrong. */
class RtmpEntranceTest {
    private static final String ALICES = "late for tea today";
    private static final String HERE = "192.0.2.1";
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long nanos() {
                    return 0;
                }

                @Override
                public Instant wall() {
                    return Instant.parse("2026-11-30T12:00:00Z");
                }
            };

    private final Keyring keys = Keyring.of(new Configuration.Tokens(Map.of()), new Random(1));
    private final SignedTokens tokens = new SignedTokens(keys, CLOCK);
    private final TokenMint mint = new TokenMint(keys, CLOCK, new Random(2));
    private final SignIn signIn = new SignIn(new Passwords(Map.of("alice", ALICES)), CLOCK, 2);

    private final List<LineAccount> lines = new ArrayList<>();

    private Visitors.Stay line(LineAccount account) {
        boolean right = account.credentials().password().equals("right");
        if (right) lines.add(account);
        var outcome =
                right
                        ? new Visitors.Outcome.Registered()
                        : new Visitors.Outcome.Refused("403 Forbidden");
        return new Visitors.Stay(
                CompletableFuture.completedFuture(outcome), () -> lines.remove(account));
    }

    private static SipUri uri(String text) {
        try {
            return SipUri.parse(text);
        } catch (MalformedException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private RtmpEntrance entrance(boolean free, boolean plainPasswords) {
        return new RtmpEntrance(
                tokens,
                mint,
                signIn,
                new Registrars(
                        List.of(uri("sip:pbx.example:5070;transport=tcp")),
                        this::line,
                        new SignIn(new Passwords(Map.of()), CLOCK, 2)),
                new RtmpEntrance.Policy(
                        free,
                        plainPasswords,
                        Set.of("alice"),
                        name -> name.equals("alice") ? Optional.of(ALICES) : Optional.empty()));
    }

    @Test
    void aPasswordOpensTheDoorAndATokenComesOfIt() {
        var granted = granted(entrance(false, false), new Credentials.Password("alice", ALICES));
        assertThat(granted.user()).isEqualTo("alice");
        assertThat(granted.renewal()).isPresent();
        assertThat(granted(entrance(false, false), new Credentials.Token(granted.token())).user())
                .isEqualTo("alice");
    }

    @Test
    void aTokenForPagesOfAnOriginIsForNobodyElse() {
        var order =
                new TokenMint.Order(
                        "alice",
                        List.of(),
                        Optional.of("https://example.com"),
                        SignedTokens.LONGEST);
        var shown = new Credentials.Token(mint.mint(order));
        assertThat(entrance(true, true).admit(shown, HERE, true))
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void aTokenBroughtAlongIsNotRenewed() {
        var token = granted(entrance(false, false), new Credentials.Password("alice", ALICES));
        assertThat(granted(entrance(false, false), new Credentials.Token(token.token())).renewal())
                .isEmpty();
    }

    @Test
    void whoShowsNothingIsAGuestInDevModeAndNobodyElsewhere() {
        assertThat(granted(entrance(true, false), new Credentials.Nothing()).user())
                .isEqualTo("guest");
        assertThat(why(entrance(false, true), new Credentials.Nothing(), true))
                .startsWith("Nobody may come in without a token");
        assertThat(granted(entrance(true, false), new Credentials.Password("alice", "")).user())
                .isEqualTo("alice");
        assertThat(why(entrance(false, false), new Credentials.Password("alice", ""), true))
                .isEqualTo("Name or password is wrong");
    }

    @Test
    void passwordsAreNotTakenWhereOthersReadAlong() {
        var shown = new Credentials.Password("alice", ALICES);
        assertThat(why(entrance(false, false), shown, false)).contains("rtmp.plain-passwords");
        assertThat(why(entrance(false, false), proof("alice", ALICES), false))
                .contains("rtmp.plain-passwords");
        assertThat(entrance(false, true).admit(shown, HERE, false))
                .isInstanceOf(Admission.Granted.class);
    }

    @Test
    void aProofIsAsGoodAsThePassword() {
        assertThat(granted(entrance(false, false), proof("alice", ALICES)).user())
                .isEqualTo("alice");
        assertThat(why(entrance(false, false), proof("alice", "guess"), true))
                .isEqualTo("Name or password is wrong");
        assertThat(why(entrance(false, false), proof("nobody", ""), true))
                .isEqualTo("Name or password is wrong");
    }

    @Test
    void whoNamesARegistrarThatMayBeNamedIsAVisitorWithALine() {
        var shown = new Credentials.Account("sip:Carol@pbx.example", "carol", "right");
        var granted = granted(entrance(false, false), shown);
        assertThat(granted.user()).startsWith("guest:Carol-");
        assertThat(granted(entrance(false, false), new Credentials.Token(granted.token())).user())
                .isEqualTo(granted.user());
        assertThat(lines)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.address()).hasToString("sip:Carol@pbx.example");
                    assertThat(line.registrar()).hasToString("sip:pbx.example:5070;transport=tcp");
                    assertThat(line.credentials().username()).isEqualTo("carol");
                });
        granted.farewell().run();
        assertThat(lines).isEmpty();
    }

    @Test
    void whomTheRegistrarRefusesIsToldWhatItSays() {
        var entrance = entrance(true, false);
        var shown = new Credentials.Account("sip:carol@pbx.example", "carol", "wrong");
        assertThat(why(entrance, shown, true)).isEqualTo("Not registered: 403 Forbidden");
        for (int i = 0; i < 4; i++) entrance.admit(shown, HERE, true);
        assertThat(why(entrance, shown, true))
                .isEqualTo("Not registered: too many wrong passwords; try again in 900 s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:alice@other.example",
                "sip:alice@pbx.example:5071",
                "sip:alice@pbx.example.evil.example",
                "sip:alice@",
                "sip:a%20b@pbx.example",
                "sip:pbx.example"
            })
    void elsewhereItIsANameAndAPasswordOfOurs(String address) {
        assertThat(
                        granted(
                                        entrance(false, false),
                                        new Credentials.Account(address, "alice", ALICES))
                                .user())
                .isEqualTo("alice");
        assertThat(lines).isEmpty();
    }

    @Test
    void noPasswordForARegistrarIsTakenWhereOthersReadAlong() {
        var shown = new Credentials.Account("sip:carol@pbx.example", "carol", "right");
        assertThat(why(entrance(false, false), shown, false)).contains("rtmp.plain-passwords");
        assertThat(lines).isEmpty();
    }

    @Test
    void whoGuessesWaits() {
        var entrance = entrance(false, false);
        for (int i = 0; i < 5; i++)
            entrance.admit(new Credentials.Password("alice", "guess" + i), HERE, true);
        assertThat(why(entrance, new Credentials.Password("alice", ALICES), true))
                .isEqualTo("Too many wrong passwords; try again in 900 s");
        assertThat(why(entrance, proof("alice", ALICES), true)).startsWith("Too many");
    }

    private static Admission.Granted granted(RtmpEntrance entrance, Credentials shown) {
        return (Admission.Granted) entrance.admit(shown, HERE, true);
    }

    private static String why(RtmpEntrance entrance, Credentials shown, boolean isPrivate) {
        return ((Admission.Refused) entrance.admit(shown, HERE, isPrivate)).why();
    }

    private static Credentials.Proof proof(String user, String password) {
        try {
            var digest =
                    java.security.MessageDigest.getInstance("MD5")
                            .digest(
                                    ("uuid:" + user + ":" + password)
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return new Credentials.Proof(
                    user, "uuid:" + user, java.util.HexFormat.of().formatHex(digest));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
