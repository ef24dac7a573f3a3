package org.ringdown.sip.auth;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ringdown.sip.Body;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.SipRequest;
import org.ringdown.wire.MalformedException;

/**
 * Challenges requests and checks the proofs they bring (RFC 3261 §22.1, §22.4; RFC 8760).
 *
 * <p>Nothing is remembered of who has not proved a password, and a wrong name costs exactly what a wrong password costs.
 *
 * <p>A proof is for a method, a nonce and a count, and each count is good once. Its {@code uri} is hashed as the client wrote it
 * but not compared with the Request-URI: phones put the registrar's address there, and proxies rewrite the request line.
 */
public final class DigestServer {
    /** How long a nonce may be used: long enough for a call's requests, short enough for a stolen proof. */
    public static final Duration NONCE_LIFE = Duration.ofMinutes(5);

    /** As RFC 8760 §2.3 wants it. */
    public static final List<DigestAlgorithm> STRONGEST_FIRST =
            List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5);

    /** For phones that know nothing but MD5, and give up when they are offered anything beside it. */
    public static final List<DigestAlgorithm> OLDEST = List.of(DigestAlgorithm.MD5);

    /** What an unknown name is checked against, as long as what a known one is. */
    private static final Map<DigestAlgorithm, String> NOBODY =
            Map.of(DigestAlgorithm.SHA_256, "0".repeat(64), DigestAlgorithm.MD5, "0".repeat(32));

    private final String realm;
    private final List<DigestAlgorithm> offered;
    private final PasswordLookup passwords;
    private final Nonces nonces;
    private final NonceCounts counts;

    /**
     * @param realm shown to the user of a phone, and part of every stored password
     * @param secret at least 32 random bytes, the same on all nodes that share the work
     * @param nonceCapacity how many nonces in use are remembered
     */
    public DigestServer(String realm, byte[] secret, PasswordLookup passwords, int nonceCapacity) {
        this(realm, STRONGEST_FIRST, secret, passwords, nonceCapacity);
    }

    /** @param offered the algorithms in the order of the challenges */
    public DigestServer(
            String realm,
            List<DigestAlgorithm> offered,
            byte[] secret,
            PasswordLookup passwords,
            int nonceCapacity) {
        if (!DigestHeader.quotable(realm)) {
            throw new IllegalArgumentException(
                    "a realm with a quote, backslash or control character");
        }
        if (secret.length < 32)
            throw new IllegalArgumentException("a secret of fewer than 32 bytes");
        this.realm = realm;
        this.offered = List.copyOf(offered);
        this.passwords = passwords;
        this.nonces = new Nonces(secret, realm);
        this.counts = new NonceCounts(nonceCapacity);
    }

    /** What a request's proofs come to. */
    public sealed interface Verdict {
        /** The sender knows this user's password. Whether that user may do this is another question. */
        record Proved(String username) implements Verdict {}

        /** Nothing for our realm: challenge. */
        record Missing() implements Verdict {}

        /** The password is right but the nonce is old, used or was given to another address: challenge with {@code stale}. */
        record Stale(String username) implements Verdict {}

        /** Wrong name or password, which it is stays unsaid: count it, and challenge again. */
        record Wrong(String username) implements Verdict {}

        /** A header for our scheme that cannot be read: 400. */
        record Unreadable(String complaint) implements Verdict {}
    }

    public String realm() {
        return realm;
    }

    /** The 401 that asks the sender of a request for a proof. */
    public Refusal challenge(InetAddress source, long now, boolean stale) {
        var headers = Headers.builder();
        challenges(source, now, stale).forEach(value -> headers.add("WWW-Authenticate", value));
        return new Refusal(401, "Unauthorized", headers.build());
    }

    /**
     * Checks a request's Authorization.
     *
     * <p>Not for a retransmission, whose proof is used up: ask the transactions first. Nor for ACK and CANCEL, which are never
     * challenged (RFC 3261 §22.1).
     */
    public Verdict verify(SipRequest request, InetAddress source, long now) {
        return verify(
                request.headers().authorization(), request.method(), request.body(), source, now);
    }

    /** The values of the challenges, in the order of preference. */
    List<String> challenges(InetAddress source, long now, boolean stale) {
        var nonce = nonces.issue(source, now);
        return offered.stream()
                .map(algorithm ->
                        new Challenge(
                                        realm,
                                        nonce,
                                        Optional.empty(),
                                        stale,
                                        algorithm,
                                        Set.of(Qop.AUTH))
                                .write())
                .toList();
    }

    Verdict verify(List<String> headers, String method, Body body, InetAddress source, long now) {
        var ours = new ArrayList<Authorization>();
        try {
            for (var value : headers)
                Authorization.parse(value).filter(this::isOurs).ifPresent(ours::add);
        } catch (MalformedException e) {
            return new Verdict.Unreadable(e.getMessage());
        }
        return ours.isEmpty()
                ? new Verdict.Missing()
                : verify(ours.getFirst(), method, body, source, now);
    }

    private boolean isOurs(Authorization proof) {
        return proof.realm().equals(realm)
                && offered.contains(proof.algorithm())
                && proof.qop() == Qop.AUTH;
    }

    private Verdict verify(
            Authorization proof, String method, Body body, InetAddress source, long now) {
        var username = proof.username();
        var stored = passwords.ha1(username, realm, proof.algorithm());
        var subject = new Digest.Subject(method, proof.uri(), body);
        var expected =
                Digest.response(
                        proof.algorithm(),
                        stored.orElse(NOBODY.get(proof.algorithm())),
                        proof.fresh(),
                        proof.qop(),
                        subject);
        boolean right = Digest.same(expected, proof.response());
        var issued = nonces.issued(proof.fresh().nonce(), source);
        if (!right || stored.isEmpty()) return new Verdict.Wrong(username);
        return issued.isPresent() && isFresh(proof.fresh(), issued.getAsLong(), now)
                ? new Verdict.Proved(username)
                : new Verdict.Stale(username);
    }

    private boolean isFresh(Digest.Freshness fresh, long issued, long now) {
        long age = now - issued;
        long life = NONCE_LIFE.toNanos();
        return age >= 0
                && age <= life
                && counts.use(fresh.nonce(), issued, fresh.count(), now, life);
    }
}
