package org.ringdown.way;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.sip.HeadersBuilder;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.sip.auth.DigestClient;
import org.ringdown.sip.auth.DigestClient.Answer;

/**
 * The proofs of our passwords in requests of ours (RFC 3261 §22.2). A challenge is answered with the password of the account that the request was
 * sent for and with no other.
 */
final class Proofs {
    private static final List<String> HEADERS = List.of("Authorization", "Proxy-Authorization");

    /** So many of lines that are over are remembered. */
    private static final int MOST_OVER = 100;

    private final Accounts accounts;
    private final RandomGenerator random;
    private final Map<String, Known> clients =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                    return size() > accounts.size() + MOST_OVER;
                }
            };

    /** A client, and whose. */
    private record Known(Credentials credentials, DigestClient client) {}

    Proofs(Accounts accounts, RandomGenerator random) {
        this.accounts = accounts;
        this.random = random;
    }

    /** With the proof of a password that was asked for before. */
    SipRequest proving(SipRequest request, Terms terms) {
        var known = terms.account().flatMap(this::client);
        return known.map(client -> client.authorize(request)).orElse(request);
    }

    /** How a challenge is answered; empty where it is not to be, or cannot. */
    Optional<Answer.Retry> answer(Outstanding out, SipResponse challenge) {
        var account = out.terms.account();
        return account.flatMap(this::client)
                .map(client ->
                        client.answer(account.orElseThrow(), out.request, challenge, out.rounds))
                .filter(Answer.Retry.class::isInstance)
                .map(Answer.Retry.class::cast);
    }

    private Optional<DigestClient> client(String account) {
        return accounts.of(account).map(credentials -> client(account, credentials));
    }

    private DigestClient client(String account, Credentials credentials) {
        var known = clients.get(account);
        if (known == null || !known.credentials.equals(credentials)) {
            known = new Known(credentials, new DigestClient(credentials, random));
            clients.put(account, known);
        }
        return known.client;
    }

    /** The same for whoever must not see a proof. */
    static SipRequest without(SipRequest request) {
        var headers = request.headers().toBuilder();
        HEADERS.forEach(headers::remove);
        return request.withHeaders(headers.build());
    }

    /** Only the proofs that another request has, where any may go there. */
    static void like(SipRequest other, HeadersBuilder headers, boolean may) {
        for (var proof : HEADERS) {
            headers.remove(proof);
            if (may) headers.copy(proof, other.headers());
        }
    }
}
