package org.ringdown.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.ringdown.sip.Body;
import org.ringdown.sip.SipRequest;

/** The mathematics of digest authentication (RFC 7616 §3.4.1 to §3.4.3): strings in, lower-case hexadecimal out. */
public final class Digest {
    private Digest() {}

    /** What both ends add to the secret: the server's nonce, our count and our own nonce. */
    public record Freshness(String nonce, int count, String clientNonce) {
        /** The count as eight hexadecimal digits, {@code nc} (§3.4). */
        public String nc() {
            return "%08x".formatted(count);
        }
    }

    /** What the digest is about: {@code uri} exactly as it stands in the header. */
    public record Subject(String method, String uri, Body body) {
        public static Subject of(String method, String uri) {
            return new Subject(method, uri, Body.EMPTY);
        }

        static Subject of(SipRequest request) {
            return new Subject(request.method(), request.uri().toString(), request.body());
        }
    }

    /** The stored form of a password, H(username:realm:password): as good as the password within its realm. */
    public static String ha1(
            DigestAlgorithm algorithm, String username, String realm, String password) {
        return algorithm.hex(username + ":" + realm + ":" + password);
    }

    /** The value of {@code response} (§3.4.1). {@code ha1} is what {@link #ha1} gives, also for "-sess". */
    public static String response(
            DigestAlgorithm algorithm, String ha1, Freshness fresh, Qop qop, Subject subject) {
        var key =
                algorithm.session()
                        ? join(algorithm, ha1, fresh.nonce(), fresh.clientNonce())
                        : ha1;
        var about = ha2(algorithm, qop, subject);
        return qop == Qop.NONE
                ? join(algorithm, key, fresh.nonce(), about)
                : join(
                        algorithm,
                        key,
                        fresh.nonce(),
                        fresh.nc(),
                        fresh.clientNonce(),
                        qop.token(),
                        about);
    }

    /** Compares without telling by its duration how much was right. */
    static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String ha2(DigestAlgorithm algorithm, Qop qop, Subject subject) {
        return qop.coversBody()
                ? join(
                        algorithm,
                        subject.method(),
                        subject.uri(),
                        algorithm.hex(subject.body().bytes()))
                : join(algorithm, subject.method(), subject.uri());
    }

    private static String join(DigestAlgorithm algorithm, String... parts) {
        return algorithm.hex(String.join(":", parts));
    }
}
