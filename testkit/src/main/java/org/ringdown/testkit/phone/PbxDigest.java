package org.ringdown.testkit.phone;

import java.util.Optional;
import java.util.regex.Pattern;

/** A proof of a password, as a PBX checks it (RFC 7616 §3.4.1, with qop auth). */
record PbxDigest(String header) {
    Optional<String> field(String name) {
        var match = Pattern.compile("\\b" + name + "=\"?([^\",]+)\"?").matcher(header);
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }

    String user() {
        return field("username").orElse("");
    }

    String nonce() {
        return field("nonce").orElse("");
    }

    String realm() {
        return field("realm").orElse("");
    }

    boolean proves(String password, String method) {
        String algorithm = field("algorithm").orElse("MD5");
        String secret = hash(algorithm, user() + ":" + realm() + ":" + password);
        String asked = hash(algorithm, method + ":" + field("uri").orElse(""));
        String middle =
                field("qop").isPresent()
                        ? ":" + field("nc").orElse("") + ":" + field("cnonce").orElse("") + ":auth:"
                        : ":";
        return field("response")
                .filter(hash(algorithm, secret + ":" + nonce() + middle + asked)::equals)
                .isPresent();
    }

    private static String hash(String algorithm, String text) {
        return PhoneDigest.digest(algorithm, text);
    }
}
