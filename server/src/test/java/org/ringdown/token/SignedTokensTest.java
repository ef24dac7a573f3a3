package org.ringdown.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.config.Configuration;
import org.ringdown.config.Secret;
import org.ringdown.time.Clock;
import org.ringdown.user.Tokens.Verdict;

/** Believes tokens that one of our keys signed with its own algorithm, and nothing that is nearly one. */
class SignedTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String SECRET = "a secret of more than thirty-two bytes, for k1";
    private static final String ORIGIN = "https://example.com";

    private final KeyPair pair = ed25519();
    private final Keyring keys =
            Keyring.of(
                    SigningKey.of("k1", SECRET),
                    SigningKey.of("k2", pem("PRIVATE", pair.getPrivate().getEncoded())));
    private final SignedTokens tokens = new SignedTokens(keys, at(NOW));
    private final TokenMint mint = new TokenMint(keys, at(NOW), new Random(1));

    @Test
    void believesWhatItMinted() {
        var token =
                mint.mint(
                        new TokenMint.Order(
                                "alice",
                                List.of("6??"),
                                Optional.of(ORIGIN),
                                Duration.ofMinutes(10)));

        var grant = ((Verdict.Granted) tokens.verify(token, ORIGIN)).grant();

        assertThat(grant.user()).isEqualTo("alice");
        assertThat(grant.to()).containsExactly("6??");
        assertThat(grant.expires()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void everyGuestIsAnother() {
        var order =
                new TokenMint.Order("guest", List.of(), Optional.empty(), Duration.ofMinutes(1));
        var first = ((Verdict.Granted) tokens.verify(mint.mint(order), ORIGIN)).grant();
        var second = ((Verdict.Granted) tokens.verify(mint.mint(order), ORIGIN)).grant();

        assertThat(first.isGuest()).isTrue();
        assertThat(first.user()).isNotEqualTo(second.user());
    }

    @Test
    void believesAnEd25519Signature() throws Exception {
        var key = SigningKey.of("k2", pem("PRIVATE", pair.getPrivate().getEncoded()));
        var onlyPublic = SigningKey.of("k2", pem("PUBLIC", pair.getPublic().getEncoded()));
        var token = new TokenMint(Keyring.of(key), at(NOW), new Random(1)).mint(plain());
        var verifier =
                new SignedTokens(Keyring.of(SigningKey.of("k1", SECRET), onlyPublic), at(NOW));

        assertThat(verifier.verify(token, ORIGIN)).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void refusesATokenWithoutAnAlgorithm() {
        var header = encode("{\"alg\":\"none\",\"kid\":\"k1\"}");
        var body =
                encode(
                        "{\"sub\":\"alice\",\"aud\":\"ringdown\",\"exp\":"
                                + (NOW.getEpochSecond() + 60)
                                + "}");

        assertThat(code(header + "." + body + ".")).isEqualTo("token-invalid");
        assertThat(code(header + "." + body + ".AAAA")).isEqualTo("token-invalid");
    }

    @Test
    void refusesAnotherAlgorithmThanTheKeys() throws Exception {
        var longSecret = SECRET + SECRET;
        var verifier = new SignedTokens(Keyring.of(SigningKey.of("k1", longSecret)), at(NOW));
        for (var algorithm : List.of(JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
            var jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(algorithm).keyID("k1").build(), claims(c -> c));
            jwt.sign(new MACSigner(longSecret));

            assertThat(code(verifier.verify(jwt.serialize(), ORIGIN))).isEqualTo("token-invalid");
        }
    }

    @Test
    void refusesAPublicKeyUsedAsASecret() throws Exception {
        var jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k2").build(),
                        claims(c -> c));
        jwt.sign(new MACSigner(pair.getPublic().getEncoded()));

        assertThat(code(jwt.serialize())).isEqualTo("token-invalid");
    }

    @Test
    void refusesAnRsaSignature() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
                        claims(c -> c));
        jwt.sign(new RSASSASigner(generator.generateKeyPair().getPrivate()));

        assertThat(code(jwt.serialize())).isEqualTo("token-invalid");
    }

    @Test
    void refusesBlankSignatures() {
        var header = encode("{\"alg\":\"EdDSA\",\"kid\":\"k2\"}");
        var body = signed(c -> c).split("\\.")[1];
        for (int length : List.of(0, 1, 32, 63, 64, 65, 128)) {
            var blank = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[length]);

            assertThat(code(header + "." + body + "." + blank)).isEqualTo("token-invalid");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"kid\":\"k3\"}",
                "{\"alg\":\"HS256\",\"kid\":\"../../etc/passwd\"}",
                "{\"alg\":\"HS256\",\"kid\":\"https://evil.example/k1\"}",
                "{\"alg\":\"HS256\",\"kid\":null}",
                "{\"alg\":\"HS256\",\"kid\":1}",
                "{\"alg\":\"HS256\",\"kid\":\"k1\",\"crit\":[\"x\"],\"x\":1}",
                "{\"alg\":\"HS256\",\"kid\":\"k1\",\"b64\":false,\"crit\":[\"b64\"]}",
            })
    void refusesForeignKeysAndExtensions(String header) throws Exception {
        var body = signed(c -> c).split("\\.")[1];
        var input = encode(header) + "." + body;
        var mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(
                new javax.crypto.spec.SecretKeySpec(
                        SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signature =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(input.getBytes(StandardCharsets.UTF_8)));

        assertThat(code(input + "." + signature)).isEqualTo("token-invalid");
    }

    @Test
    void refusesEveryChangedCharacter() {
        var token = signed(c -> c);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            var changed = token.substring(0, i) + other + token.substring(i + 1);
            if (sameBytes(token, changed))
                continue; // the last character of a part may carry unused bits

            assertThat(code(changed)).as("character " + i).isEqualTo("token-invalid");
        }
    }

    @Test
    void refusesEveryTruncation() {
        var token = signed(c -> c);
        for (int size = 0; size < token.length(); size++) {
            assertThat(code(token.substring(0, size))).isEqualTo("token-invalid");
        }
    }

    @Test
    void tellsExpiredFromInvalid() {
        assertThat(code(signed(c -> c.expirationTime(in(-61))))).isEqualTo("token-expired");
        assertThat(code(signed(c -> c.expirationTime(in(-60))))).isEqualTo("token-expired");
        assertThat(granted(signed(c -> c.expirationTime(in(-59))))).isTrue();
    }

    @Test
    void refusesALifeOfMoreThanTenMinutes() {
        assertThat(granted(signed(c -> c.expirationTime(in(660))))).isTrue();
        assertThat(code(signed(c -> c.expirationTime(in(661))))).isEqualTo("token-invalid");
        assertThat(code(signed(c -> c.expirationTime(null)))).isEqualTo("token-invalid");
    }

    @Test
    void refusesWhatIsStillToCome() {
        assertThat(granted(signed(c -> c.notBeforeTime(in(60))))).isTrue();
        assertThat(code(signed(c -> c.notBeforeTime(in(61))))).isEqualTo("token-invalid");
    }

    @Test
    void refusesMissingOrOddClaims() {
        var broken = new LinkedHashMap<String, UnaryOperator<JWTClaimsSet.Builder>>();
        broken.put("aud", c -> c.audience("else"));
        broken.put("no aud", c -> c.claim("aud", null));
        broken.put("no iss", c -> c.issuer(null));
        broken.put("no jti", c -> c.jwtID(null));
        broken.put("no sub", c -> c.subject(null));
        broken.put("sub with a line end", c -> c.subject("alice\r\nbob"));
        broken.put("sub with a host", c -> c.subject("alice@example.com"));
        broken.put("to is text", c -> c.claim("to", "6*"));
        broken.put("to is empty", c -> c.claim("to", List.of()));
        broken.put("to has numbers", c -> c.claim("to", List.of(1)));
        broken.put("to is too long", c -> c.claim("to", List.of("1".repeat(257))));
        broken.put("origin is a list", c -> c.claim("origin", List.of("a")));

        broken.forEach((what, change) ->
                assertThat(code(signed(change))).as(what).isEqualTo("token-invalid"));
    }

    @Test
    void aTokenForOneOriginIsNoneForAnother() {
        var token = signed(c -> c.claim("origin", "https://other.example"));

        assertThat(code(token)).isEqualTo("origin-not-allowed");
    }

    @Test
    void aRefusalNeverQuotesTheToken() {
        var token = signed(c -> c.subject("very secret\nname"));

        assertThat(((Verdict.Refused) tokens.verify(token, ORIGIN)).message())
                .doesNotContain("secret");
    }

    @Test
    void aTokenOfTenThousandCharactersIsNotEvenRead() {
        assertThat(code("a".repeat(10_000))).isEqualTo("token-invalid");
    }

    @Test
    void randomTextIsInvalid() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            var token = new StringBuilder(signed(c -> c));
            for (int edit = 0; edit < 3; edit++) {
                token.setCharAt(random.nextInt(token.length()), (char) random.nextInt(0x20, 0x180));
            }
            if (sameBytes(signed(c -> c), token.toString())) continue;
            assertThat(code(token.toString())).isEqualTo("token-invalid");
        }
    }

    @Test
    void configuredKeysAreUsedByNameAndTheFirstSigns() {
        var configured = new LinkedHashMap<String, Configuration.TokenKey>();
        configured.put(
                "public",
                new Configuration.TokenKey(
                        new Secret(pem("PUBLIC", pair.getPublic().getEncoded()))));
        configured.put("k1", new Configuration.TokenKey(new Secret(SECRET)));
        var keyring = Keyring.of(new Configuration.Tokens(configured), new Random(1));

        var token = new TokenMint(keyring, at(NOW), new Random(1)).mint(plain());

        assertThat(granted(token)).isTrue();
    }

    @Test
    void withoutConfiguredKeysOnlyThisProcessSigns() {
        var none = new Configuration.Tokens(Map.of());
        var first = Keyring.of(none, new Random(1));
        var second = Keyring.of(none, new Random(2));
        var token = new TokenMint(first, at(NOW), new Random(3)).mint(plain());

        assertThat(new SignedTokens(first, at(NOW)).verify(token, ORIGIN))
                .isInstanceOf(Verdict.Granted.class);
        assertThat(new SignedTokens(second, at(NOW)).verify(token, ORIGIN))
                .isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
            })
    void refusesKeysThatCannotBeUsed(String material) {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of("k", material));
    }

    @Test
    void anRsaKeyInPemIsNoEd25519Key() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var rsa = pem("PRIVATE", generator.generateKeyPair().getPrivate().getEncoded());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.of("k", rsa))
                .withMessageContaining("Ed25519");
    }

    @Test
    void aTokenOfAButtonIsForAVisitorForAMinuteOnItsPageOnce() {
        var token = mint.mint(TokenMint.Order.press("sales", ORIGIN));
        assertThat(SignedTokens.isForButton(token)).isTrue();
        assertThat(code(tokens.verify(token, "https://elsewhere.example")))
                .isEqualTo("origin-not-allowed");
        var grant = ((Verdict.Granted) tokens.verify(token, ORIGIN)).grant();
        assertThat(grant.user()).startsWith("guest:");
        assertThat(grant.button()).contains("sales");
        assertThat(grant.to()).containsExactly("sales");
        assertThat(grant.expires()).isEqualTo(NOW.plusSeconds(60));
        assertThat(code(token)).as("a second time").isEqualTo("token-invalid");
    }

    @Test
    void aTokenOfAButtonThatSaysMoreThanItMayIsRefused() {
        UnaryOperator<JWTClaimsSet.Builder> good =
                claims ->
                        claims.subject("guest:1").claim("button", "sales").claim("origin", ORIGIN);
        assertThat(code(signed(claims -> good.apply(claims).jwtID("2")))).isEqualTo("granted");
        assertThat(code(signed(claims -> good.apply(claims).subject("alice"))))
                .isEqualTo("token-invalid");
        assertThat(code(signed(claims -> good.apply(claims).claim("origin", null))))
                .isEqualTo("token-invalid");
        assertThat(code(signed(claims -> good.apply(claims).expirationTime(in(300)))))
                .isEqualTo("token-invalid");
        assertThat(code(signed(claims -> good.apply(claims).claim("button", 7))))
                .isEqualTo("token-invalid");
    }

    @Test
    void whatCannotBeRememberedIsNotBelieved() {
        var used = new UsedTokens(at(NOW), 2);
        assertThat(used.first("a", NOW.plusSeconds(60))).isTrue();
        assertThat(used.first("b", NOW.minusSeconds(1))).isTrue();
        assertThat(used.first("c", NOW.plusSeconds(60))).as("b has expired").isTrue();
        assertThat(used.first("d", NOW.plusSeconds(60))).isFalse();
        assertThat(used.first("a", NOW.plusSeconds(60))).isFalse();
    }

    private static TokenMint.Order plain() {
        return new TokenMint.Order("alice", List.of(), Optional.empty(), Duration.ofMinutes(1));
    }

    private String signed(UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            var jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
                            claims(change));
            jwt.sign(new MACSigner(SECRET));
            return jwt.serialize();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(
                        new JWTClaimsSet.Builder()
                                .issuer("crm")
                                .audience("ringdown")
                                .subject("alice")
                                .jwtID("1")
                                .expirationTime(in(60)))
                .build();
    }

    private static Date in(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private String code(String token) {
        return code(tokens.verify(token, ORIGIN));
    }

    private static String code(Verdict verdict) {
        return verdict instanceof Verdict.Refused refused ? refused.code() : "granted";
    }

    private boolean granted(String token) {
        return tokens.verify(token, ORIGIN) instanceof Verdict.Granted;
    }

    private static boolean sameBytes(String a, String b) {
        try {
            var as = a.split("\\.", -1);
            var bs = b.split("\\.", -1);
            if (as.length != bs.length) return false;
            for (int i = 0; i < as.length; i++) {
                var decoder = Base64.getUrlDecoder();
                if (!java.util.Arrays.equals(decoder.decode(as[i]), decoder.decode(bs[i])))
                    return false;
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN %1$s KEY-----\n%2$s\n-----END %1$s KEY-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(der));
    }

    private static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Clock at(Instant wall) {
        return new Clock() {
            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public Instant wall() {
                return wall;
            }
        };
    }
}
