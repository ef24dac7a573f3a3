package org.ringdown.sip;

import java.util.List;
import java.util.Optional;
import org.ringdown.wire.MalformedException;

/**
 * Whether a request may be acted on, and if not, the answer it is owed (RFC 3261 §8.2, §21.4, §21.5). Keeps no state.
 *
 * <p>An ACK is never answered (§17): one that is refused is dropped.
 */
public final class Validation {
    private interface Rule {
        Optional<Refusal> check(SipRequest request, Capabilities can);
    }

    /** In the order of §8.2: the first that refuses decides. */
    private static final List<Rule> RULES =
            List.of(
                    Validation::startLine,
                    Validation::headers,
                    Validation::sameMethod,
                    Validation::method,
                    Validation::scheme,
                    Validation::extensions,
                    Validation::encoding,
                    Validation::contentType,
                    Validation::answerType);

    private Validation() {}

    /** The refusal {@code request} deserves from one who {@code can} do this much, or nothing. */
    public static Optional<Refusal> check(SipRequest request, Capabilities can) {
        for (var rule : RULES) {
            var refusal = rule.check(request, can);
            if (refusal.isPresent()) return refusal;
        }
        return Optional.empty();
    }

    /**
     * Whether the request may be passed on to another leg. One with no hops left may still be answered by ourselves
     * (§16.3, RFC 7332 §5), so this is asked only once it is known where the request leads.
     */
    public static Optional<Refusal> checkHops(SipRequest request) {
        boolean spent = request.headers().maxForwards().orElse(70) == 0;
        return refuseIf(spent, 483);
    }

    private static Optional<Refusal> startLine(SipRequest request, Capabilities can) {
        return request.fault();
    }

    private static Optional<Refusal> headers(SipRequest request, Capabilities can) {
        try {
            WellFormed.check(request.headers(), request.body());
            return Optional.empty();
        } catch (MalformedException e) {
            return Optional.of(new Refusal(400, "Bad Request: " + header(e)));
        }
    }

    /** Its name stands before the first colon of the complaint. The rest stays here: it helps who attacks, too. */
    private static String header(MalformedException complaint) {
        return new Cursor(complaint.getMessage(), "").until(":");
    }

    private static Optional<Refusal> sameMethod(SipRequest request, Capabilities can) {
        boolean same = request.headers().cseq().method().equals(request.method());
        return same ? Optional.empty() : Optional.of(new Refusal(400, "Bad Request: CSeq method"));
    }

    private static Optional<Refusal> method(SipRequest request, Capabilities can) {
        if (can.methods().contains(request.method())) return Optional.empty();
        boolean known = Methods.KNOWN.contains(request.method());
        return Optional.of(
                Refusal.with(known ? 405 : 501, "Allow", Capabilities.list(can.methods())));
    }

    private static Optional<Refusal> scheme(SipRequest request, Capabilities can) {
        return refuseIf(!can.schemes().contains(request.uri().scheme()), 416);
    }

    /** Require is ignored in CANCEL and ACK (§8.2.2.3); Proxy-Require is for proxies. */
    private static Optional<Refusal> extensions(SipRequest request, Capabilities can) {
        if (request.is(Methods.CANCEL) || request.is(Methods.ACK)) return Optional.empty();
        var unknown =
                request.headers().require().stream().filter(tag -> !can.supports(tag)).toList();
        if (unknown.isEmpty()) return Optional.empty();
        return Optional.of(Refusal.with(420, "Unsupported", String.join(", ", unknown)));
    }

    private static Optional<Refusal> encoding(SipRequest request, Capabilities can) {
        boolean plain =
                request.headers().tokens("Content-Encoding").stream()
                        .allMatch("identity"::equalsIgnoreCase);
        if (plain || isOptional(request)) return Optional.empty();
        return Optional.of(Refusal.with(415, "Accept-Encoding", "identity"));
    }

    private static Optional<Refusal> contentType(SipRequest request, Capabilities can) {
        if (request.body().isEmpty() || isOptional(request)) return Optional.empty();
        var type = request.headers().contentType().map(MediaType::name);
        if (type.isEmpty()) return Optional.of(new Refusal(400, "Bad Request: Content-Type"));
        if (can.bodies().contains(type.get())) return Optional.empty();
        return Optional.of(Refusal.with(415, "Accept", Capabilities.list(can.bodies())));
    }

    /** A body its sender can do without is ignored, not refused (§8.2.3, §20.11). */
    private static boolean isOptional(SipRequest request) {
        return request.headers()
                .parameterised("Content-Disposition")
                .flatMap(disposition -> disposition.params().get("handling"))
                .filter("optional"::equalsIgnoreCase)
                .isPresent();
    }

    /** Whoever invites must be able to read our session description (§13.2.1). */
    private static Optional<Refusal> answerType(SipRequest request, Capabilities can) {
        boolean offering = request.is(Methods.INVITE) || request.is(Methods.UPDATE);
        return refuseIf(offering && !request.headers().accepts("application/sdp"), 406);
    }

    private static Optional<Refusal> refuseIf(boolean wrong, int status) {
        return wrong ? Optional.of(new Refusal(status)) : Optional.empty();
    }
}
