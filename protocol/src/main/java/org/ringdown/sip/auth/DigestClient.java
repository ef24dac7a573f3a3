package org.ringdown.sip.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.ringdown.sip.Headers;
import org.ringdown.sip.HeadersBuilder;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.wire.MalformedException;

/**
 * Answers the challenges that one owner's requests meet (RFC 3261 §22.2, §22.3).
 *
 * <p>Each {@link Challenger}'s newest nonce is kept, so that later requests carry an answer before they are asked.
 *
 * <p>Three rules keep a stranger from harvesting answers: a challenge from another owner's request or for another realm is
 * refused; a request is answered twice at most; and the second time only for a stale nonce, or for the other challenger.
 */
public final class DigestClient {
    private static final int MAX_ROUNDS = 2;
    private static final Comparator<Challenge> STRONGEST =
            Comparator.comparing(Challenge::algorithm);

    private final RandomGenerator random;
    private final Map<Challenger, Session> sessions = new EnumMap<>(Challenger.class);
    private Credentials credentials;

    private record Session(Challenge challenge, String clientNonce, int used) {}

    public DigestClient(Credentials credentials, RandomGenerator random) {
        this.credentials = credentials;
        this.random = random;
    }

    /** Who asked: the far end by 401, or a proxy on the way by 407. Each has headers of its own. */
    public enum Challenger {
        USER_AGENT(401, "WWW-Authenticate", "Authorization"),
        PROXY(407, "Proxy-Authenticate", "Proxy-Authorization");

        private final int status;
        private final String asks;
        private final String answers;

        Challenger(int status, String asks, String answers) {
            this.status = status;
            this.asks = asks;
            this.answers = answers;
        }

        /** Who challenges by this status; empty where it is no challenge. */
        public static Optional<Challenger> of(int status) {
            for (var challenger : values()) {
                if (challenger.status == status) return Optional.of(challenger);
            }
            return Optional.empty();
        }

        /** The header of its challenges. */
        public String asks() {
            return asks;
        }

        /** The header of our answer. */
        public String answers() {
            return answers;
        }
    }

    /** How often one request has been answered already, and to whom. */
    public record Rounds(int count, Set<Challenger> answered) {
        public static final Rounds NONE = new Rounds(0, Set.of());

        public Rounds {
            answered = Set.copyOf(answered);
        }

        private Rounds and(Challenger challenger) {
            var all = EnumSet.of(challenger);
            all.addAll(answered);
            return new Rounds(count + 1, all);
        }
    }

    /** A header to put into the request in place of any of the same name. */
    public record Proof(Challenger challenger, String value) {}

    /** What to do about a challenge. */
    public sealed interface Answer {
        /** Send the request again with these headers. */
        record Retry(List<Proof> proofs, Rounds rounds) implements Answer {
            /** The request to send next: a new one, with a higher CSeq and the proofs, and still without a Via (§22.2, §8.1.3.5). */
            public SipRequest apply(SipRequest challenged) {
                var cseq = challenged.headers().cseq();
                var headers =
                        challenged.headers().toBuilder()
                                .remove("Via")
                                .cseq(cseq.next(cseq.method()));
                return challenged.withHeaders(with(proofs, headers));
            }
        }

        /** Give up: the response is final. */
        record GiveUp(Reason reason) implements Answer {}
    }

    /** Why a challenge is not answered. */
    public enum Reason {
        /** The request belongs to somebody else. */
        FOREIGN_OWNER,
        /** None of the challenges is for our realm. */
        FOREIGN_REALM,
        /** No challenge that we can read is of an algorithm and protection that we have. */
        UNSUPPORTED,
        /** The answer was heard and was wrong. */
        WRONG_PASSWORD,
        TOO_MANY_ROUNDS
    }

    /** The realm that is answered: given with the credentials, or learned from the first challenge. */
    public Optional<String> realm() {
        return credentials.realm();
    }

    /** Answers to who has asked before, for a request not yet sent; empty where nobody has. */
    List<Proof> proofs(Digest.Subject subject) {
        return sessions.keySet().stream().map(challenger -> prove(challenger, subject)).toList();
    }

    /** The request with answers to who has asked before. */
    public SipRequest authorize(SipRequest request) {
        var proofs = proofs(Digest.Subject.of(request));
        return proofs.isEmpty()
                ? request
                : request.withHeaders(with(proofs, request.headers().toBuilder()));
    }

    private static Headers with(List<Proof> proofs, HeadersBuilder headers) {
        proofs.forEach(proof -> headers.set(proof.challenger().answers(), proof.value()));
        return headers.build();
    }

    /**
     * Answers a 401 or 407.
     *
     * @param owner whose request was challenged
     * @param rounds {@link Rounds#NONE} at first, then what the last {@link Answer.Retry} said
     */
    public Answer answer(String owner, SipRequest challenged, SipResponse response, Rounds rounds) {
        var challenger = Challenger.of(response.status());
        if (challenger.isEmpty())
            throw new IllegalArgumentException(response.status() + " is no challenge");
        var challenges = readable(response.headers().lines(challenger.get().asks()));
        return answer(owner, challenger.get(), challenges, Digest.Subject.of(challenged), rounds);
    }

    /** A challenge that cannot be read or met is one among several: whoever sent it may have sent a better one too. */
    private static List<Challenge> readable(List<String> values) {
        var challenges = new ArrayList<Challenge>();
        for (var value : values) {
            try {
                Challenge.parse(value).ifPresent(challenges::add);
            } catch (MalformedException _) {
                continue;
            }
        }
        return challenges;
    }

    /**
     * Answers a 401 or 407.
     *
     * @param owner whose request was challenged
     * @param challenges those that could be read from the response, topmost first
     * @param subject the request to be sent again
     * @param rounds {@link Rounds#NONE} at first, then what the last {@link Answer.Retry} said
     */
    Answer answer(
            String owner,
            Challenger challenger,
            List<Challenge> challenges,
            Digest.Subject subject,
            Rounds rounds) {
        if (!owner.equals(credentials.owner())) return new Answer.GiveUp(Reason.FOREIGN_OWNER);
        if (challenges.isEmpty()) return new Answer.GiveUp(Reason.UNSUPPORTED);
        if (rounds.count() >= MAX_ROUNDS) return new Answer.GiveUp(Reason.TOO_MANY_ROUNDS);
        // Strongest first is the local policy that RFC 8760 §2.4 leaves us; among equals the
        // topmost counts.
        var ours = challenges.stream().filter(this::isOurs).min(STRONGEST);
        if (ours.isEmpty()) return new Answer.GiveUp(Reason.FOREIGN_REALM);
        if (rounds.answered().contains(challenger) && !ours.get().stale()) {
            return new Answer.GiveUp(Reason.WRONG_PASSWORD);
        }
        credentials = credentials.within(ours.get().realm());
        sessions.put(challenger, new Session(ours.get(), clientNonce(), 0));
        return new Answer.Retry(proofs(subject), rounds.and(challenger));
    }

    private boolean isOurs(Challenge challenge) {
        return credentials.realm().map(challenge.realm()::equals).orElse(true);
    }

    private Proof prove(Challenger challenger, Digest.Subject subject) {
        var session = sessions.get(challenger);
        var challenge = session.challenge();
        int count = session.used() + 1;
        sessions.put(challenger, new Session(challenge, session.clientNonce(), count));
        return new Proof(
                challenger, authorization(challenge, fresh(session, count), subject).write());
    }

    private Authorization authorization(
            Challenge challenge, Digest.Freshness fresh, Digest.Subject subject) {
        var algorithm = challenge.algorithm();
        var qop = challenge.qop();
        var username = credentials.username();
        var realm = challenge.realm();
        var ha1 = Digest.ha1(algorithm, username, realm, credentials.password());
        var response = Digest.response(algorithm, ha1, fresh, qop, subject);
        return new Authorization(
                username,
                realm,
                subject.uri(),
                algorithm,
                qop,
                fresh,
                response,
                challenge.opaque());
    }

    private static Digest.Freshness fresh(Session session, int count) {
        var challenge = session.challenge();
        boolean counts = challenge.qop() != Qop.NONE;
        boolean mixes = counts || challenge.algorithm().session();
        return new Digest.Freshness(
                challenge.nonce(), counts ? count : 0, mixes ? session.clientNonce() : "");
    }

    private String clientNonce() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
