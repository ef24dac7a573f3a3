package org.ringdown.leg.sip;

import java.util.Optional;
import java.util.function.Predicate;
import org.ringdown.sip.Methods;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.DigestServer;
import org.ringdown.sip.auth.DigestServer.Verdict;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;

/**
 * Asks who begins something for a proof of their password. Whoever claims to be one of our users must prove it; strangers may call
 * where the configuration lets them.
 */
final class Guard {
    private final DigestServer digest;
    private final Predicate<String> users;
    private final boolean strangersMayCall;

    Guard(DigestServer digest, Predicate<String> users, boolean strangersMayCall) {
        this.digest = digest;
        this.users = users;
        this.strangersMayCall = strangersMayCall;
    }

    /** The answer that is owed instead of what an INVITE or a REGISTER asks for; empty to let it in. */
    Optional<SipResponse> check(SipRequest request, Flow flow, long now) {
        if (request.is(Methods.INVITE) && isStranger(request)) return Optional.empty();
        var source = flow.remote().getAddress();
        var verdict = digest.verify(request, source, now);
        return switch (verdict) {
            case Verdict.Proved(var user) ->
                    user.equals(claimed(request)) ? Optional.empty() : forbidden(request);
            case Verdict.Missing() -> challenge(request, flow, now, false);
            case Verdict.Stale(_) -> challenge(request, flow, now, true);
            case Verdict.Wrong(_) -> challenge(request, flow, now, false);
            case Verdict.Unreadable(_) -> Optional.of(answer(request, 400, "Bad Request"));
        };
    }

    boolean isStranger(SipRequest request) {
        return strangersMayCall && !users.test(claimed(request));
    }

    /** The user that a request says it speaks for: its sender, or the one whose phones a REGISTER is about (RFC 3261 §10.3). */
    static String claimed(SipRequest request) {
        var headers = request.headers();
        var party = request.is(Methods.REGISTER) ? headers.to() : headers.from();
        return party.uri() instanceof SipUri uri ? uri.user() : "";
    }

    private Optional<SipResponse> challenge(
            SipRequest request, Flow flow, long now, boolean stale) {
        var refusal = digest.challenge(flow.remote().getAddress(), now, stale);
        return Optional.of(Responses.to(request, refusal, Ids.statelessTag(request)));
    }

    private static Optional<SipResponse> forbidden(SipRequest request) {
        return Optional.of(answer(request, 403, "Forbidden"));
    }

    private static SipResponse answer(SipRequest request, int status, String reason) {
        return Responses.to(request, status, reason, Ids.statelessTag(request));
    }
}
