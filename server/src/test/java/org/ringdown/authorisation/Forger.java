package org.ringdown.authorisation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** Writes tokens as their makers would not. */
public final class Forger {
    public static final String SECRET = "a secret of more than thirty-two bytes, for k1";

    private static final JsonMapper JSON = new JsonMapper();

    private final KeyPair ed25519 = pair("Ed25519");
    private final KeyPair rsa = pair("RSA");

    /** How the two parts before it are signed. */
    interface Signing {
        byte[] of(byte[] text) throws GeneralSecurityException;
    }

    /** The gateway's key k2, as its configuration has it. */
    public String key() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(ed25519.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** What an honest token of alice says. */
    static Map<String, Object> claims() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", "crm");
        claims.put("aud", "ringdown");
        claims.put("sub", "alice");
        claims.put("jti", "1");
        claims.put("exp", in(60));
        return claims;
    }

    static long in(int seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    /** Honest but for one claim, which is left out where there is no value. */
    public String saying(String claim, Object... value) {
        var claims = claims();
        if (value.length == 0) claims.remove(claim);
        else claims.put(claim, value[0]);
        return token("HS256", "k1", claims, this::hmac);
    }

    public String honest() {
        return token("HS256", "k1", claims(), this::hmac);
    }

    String naming(String kid) {
        return token("HS256", kid, claims(), this::hmac);
    }

    String withoutAlgorithm() {
        return token("none", "k1", claims(), _ -> new byte[0]);
    }

    /** RS256 under the name of a secret. */
    String byRsa() {
        return token("RS256", "k1", claims(), text -> sign("SHA256withRSA", rsa, text));
    }

    /** The public key is no secret, and was used as one. */
    String byThePublicKeyAsSecret() {
        var open = ed25519.getPublic().getEncoded();
        return token("HS256", "k2", claims(), text -> hmac(open, text));
    }

    /** A signature that is all zeros: r = 0, s = 0. */
    String withABlankSignature() {
        return token("EdDSA", "k2", claims(), _ -> new byte[64]);
    }

    private static String token(
            String algorithm, String kid, Map<String, Object> claims, Signing signing) {
        var header = new TreeMap<>(Map.of("alg", algorithm, "kid", kid));
        var text =
                encode(JSON.writeValueAsBytes(header))
                        + "."
                        + encode(JSON.writeValueAsBytes(claims));
        try {
            return text + "." + encode(signing.of(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] hmac(byte[] text) throws GeneralSecurityException {
        return hmac(SECRET.getBytes(StandardCharsets.UTF_8), text);
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] sign(String algorithm, KeyPair by, byte[] text)
            throws GeneralSecurityException {
        var signature = Signature.getInstance(algorithm);
        signature.initSign(by.getPrivate());
        signature.update(text);
        return signature.sign();
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
