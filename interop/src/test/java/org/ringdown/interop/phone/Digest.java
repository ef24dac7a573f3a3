package org.ringdown.interop.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/** Answers a digest challenge for one user (RFC 7616, and RFC 8760 for SHA-256). */
public record Digest(String user, String password) {
    private static final Pattern PARAMETER =
            Pattern.compile("(\\w+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]+))");
    private static final String CLIENT_NONCE = "0a4f113b";
    private static final String COUNT = "00000001";

    /** The value of Authorization or Proxy-Authorization that answers {@code challenge}. */
    public String answer(String challenge, String method, String uri) {
        var asked = parameters(challenge);
        var algorithm = asked.getOrDefault("algorithm", "MD5");
        var nonce = asked.get("nonce");
        var user1 = hash(algorithm, user + ":" + asked.get("realm") + ":" + password);
        var request = hash(algorithm, method + ":" + uri);
        boolean protectedQuality = asked.containsKey("qop");
        var response =
                hash(
                        algorithm,
                        protectedQuality
                                ? String.join(
                                        ":", user1, nonce, COUNT, CLIENT_NONCE, "auth", request)
                                : String.join(":", user1, nonce, request));
        var answer =
                new StringBuilder(
                        "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s"
                                .formatted(
                                        user, asked.get("realm"), nonce, uri, response, algorithm));
        if (protectedQuality)
            answer.append(", qop=auth, nc=")
                    .append(COUNT)
                    .append(", cnonce=\"")
                    .append(CLIENT_NONCE)
                    .append('"');
        if (asked.containsKey("opaque"))
            answer.append(", opaque=\"").append(asked.get("opaque")).append('"');
        return answer.toString();
    }

    private static Map<String, String> parameters(String challenge) {
        var found = new HashMap<String, String>();
        var matcher = PARAMETER.matcher(challenge);
        while (matcher.find()) {
            found.put(
                    matcher.group(1).toLowerCase(),
                    matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        return found;
    }

    private static String hash(String algorithm, String text) {
        try {
            var digest =
                    MessageDigest.getInstance(algorithm)
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("challenged with " + algorithm, e);
        }
    }
}
