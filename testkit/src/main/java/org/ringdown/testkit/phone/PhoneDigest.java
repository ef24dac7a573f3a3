package org.ringdown.testkit.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The phone's answer to a challenge (RFC 7616, RFC 8760): MD5 or SHA-256, with qop auth. */
record PhoneDigest(String user, String password) {
    private static final String FIELD = "\\b%s=\"?([^\",]+)\"?";

    /** The Authorization that a 401 asks for; empty for a challenge that the phone does not understand. */
    Optional<String> answer(SipText challenge, String method, String uri, String cnonce) {
        return challenge.all("WWW-Authenticate").stream()
                .filter(offer -> hash(algorithm(offer)).isPresent())
                .findFirst()
                .map(offer -> answer(offer, method, uri, cnonce));
    }

    private String answer(String offer, String method, String uri, String cnonce) {
        String algorithm = algorithm(offer);
        String realm = field(offer, "realm").orElse("");
        String nonce = field(offer, "nonce").orElse("");
        String secret = digest(algorithm, user + ":" + realm + ":" + password);
        String asked = digest(algorithm, method + ":" + uri);
        String response =
                digest(algorithm, secret + ":" + nonce + ":00000001:" + cnonce + ":auth:" + asked);
        return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", algorithm=%s, qop=auth, nc=00000001, cnonce=\"%s\", response=\"%s\""
                .formatted(user, realm, nonce, uri, algorithm, cnonce, response);
    }

    private static String algorithm(String offer) {
        return field(offer, "algorithm").orElse("MD5");
    }

    private static Optional<String> field(String offer, String name) {
        var match = Pattern.compile(FIELD.formatted(name)).matcher(offer);
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }

    static String digest(String algorithm, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(hash(algorithm).orElseThrow().digest(bytes));
    }

    private static Optional<MessageDigest> hash(String algorithm) {
        try {
            return Optional.of(MessageDigest.getInstance(algorithm));
        } catch (NoSuchAlgorithmException unknown) {
            return Optional.empty();
        }
    }
}
