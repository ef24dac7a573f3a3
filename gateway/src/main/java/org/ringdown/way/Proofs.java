package org.ringdown.way;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.sip.HeadersBuilder;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.auth.DigestClient;
import org.ringdown.sip.auth.DigestClient.Answer;

/**
 * The proofs of our passwords in requests of ours (RFC 3261 §22.2). A challenge is answered with the password of the account that the request was
 * sent for and with no other.
 */
final class Proofs {
    private static final List<String> HEADERS = List.of("Authorization", "Proxy-Authorization");

    private final Accounts accounts;
    private final RandomGenerator random;
    private final Map<String, DigestClient> clients = new HashMap<>();

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
        return accounts.of(account)
                .map(credentials ->
                        clients.computeIfAbsent(
                                account, _ -> new DigestClient(credentials, random)));
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
