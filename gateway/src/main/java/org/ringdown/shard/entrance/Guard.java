package org.ringdown.shard.entrance;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.ringdown.limit.Account;
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
 * Asks who begins something for a proof of their password. Peers that are known by their address need none; whoever claims to be one
 * of our users must prove it; strangers may call where the configuration lets them.
 *
 * <p>All others get the same answer, whatever they ask for and whether it exists: a challenge, of which nothing is remembered.
 */
final class Guard {
    private final SipSide.Access access;
    private final DigestServer digest;

    Guard(SipSide.Access access) {
        this.access = access;
        this.digest = access.digest();
    }

    /** Who begins a call. */
    sealed interface Who {
        /** @param peer a trunk, or the registrar of a line */
        record Peer(Callers.Known peer) implements Who {}

        record User(String name) implements Who {}

        record Stranger() implements Who {}
    }

    /** Who begins a call that {@link #check} has let in. */
    Who caller(SipRequest invite, Flow flow) {
        return peer(invite, flow)
                .<Who>map(Who.Peer::new)
                .orElseGet(() ->
                        isStranger(invite) ? new Who.Stranger() : new Who.User(claimed(invite)));
    }

    /** The peer of ours that sends a request, where its address shows that. */
    Optional<Callers.Known> peer(SipRequest invite, Flow flow) {
        return access.callers().of(invite, flow.remote().getAddress());
    }

    /** What a caller's calls are counted for. */
    static List<Account> accounts(Who caller, InetAddress source) {
        return switch (caller) {
            case Who.Peer(Callers.Known.OnTrunk(var trunk, _)) ->
                    List.of(Account.trunk(trunk.name()));
            case Who.Peer(Callers.Known.OnLine(var user, _, _)) -> List.of(Account.line(user));
            case Who.User(var name) -> List.of(Account.user(name), Account.phones(name));
            case Who.Stranger() -> List.of(Account.address(source));
        };
    }

    /** The answer that is owed instead of what an INVITE or a REGISTER asks for; empty to let it in. */
    Optional<SipResponse> check(SipRequest request, Flow flow, long now) {
        if (request.is(Methods.INVITE) && (peer(request, flow).isPresent() || isStranger(request)))
            return Optional.empty();
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
        return access.strangersMayCall() && !access.users().test(claimed(request));
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
