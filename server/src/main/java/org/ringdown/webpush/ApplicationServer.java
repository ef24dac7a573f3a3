package org.ringdown.webpush;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import org.ringdown.time.Clock;

/** Who we are to push services: a key pair that they know from the browsers that we may wake (VAPID, RFC 8292). */
final class ApplicationServer {
    /** RFC 8292 §2: a day at most; a clock may go wrong. */
    private static final Duration GOOD_FOR = Duration.ofHours(12);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encoded("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");

    private final KeyPair keys;
    private final String contact;
    private final Clock clock;

    /** @param contact whom a service may write to: a URI, {@code mailto:} or {@code https:} */
    ApplicationServer(KeyPair keys, String contact, Clock clock) {
        this.keys = keys;
        this.contact = contact;
        this.clock = clock;
    }

    /** As browsers want it for {@code applicationServerKey}. */
    String publicKey() {
        return BASE64.encodeToString(P256.write((ECPublicKey) keys.getPublic()));
    }

    /** The header {@code Authorization} of a message to this endpoint (RFC 8292 §3). */
    String authorization(URI endpoint) throws GeneralSecurityException {
        long until = clock.wall().plus(GOOD_FOR).getEpochSecond();
        var claims =
                "{\"aud\":\"%s\",\"exp\":%d,\"sub\":\"%s\"}"
                        .formatted(origin(endpoint), until, contact);
        var signed = HEADER + "." + encoded(claims);
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return "vapid t="
                + signed
                + "."
                + BASE64.encodeToString(signature.sign())
                + ", k="
                + publicKey();
    }

    private static String origin(URI endpoint) {
        return endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
