package org.ringdown.shard.entrance;

import java.util.Optional;
import org.ringdown.shard.DialogOwner;
import org.ringdown.sip.Methods;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.DialogTable;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.trunk.Trunk;

/**
 * What a request has to pass before anything is remembered of it. Strangers get no transaction: what can be answered from the request alone is,
 * and whoever must prove a password is asked for it first.
 */
final class Threshold {
    private final SipServices services;
    private final DialogTable<DialogOwner> dialogs;

    /** @param dialogs of the shard that this is part of */
    Threshold(SipServices services, DialogTable<DialogOwner> dialogs) {
        this.services = services;
        this.dialogs = dialogs;
    }

    /** The answer that is owed at once; empty to let the request in. */
    Optional<SipResponse> stop(SipRequest request, Flow flow, long now) {
        if (ownerOfNews(request, flow).isPresent()) return Optional.empty();
        return switch (dialogs.match(request)) {
            case DialogTable.Match.Within<DialogOwner> _ -> Optional.empty();
            case DialogTable.Match.Gone<DialogOwner>(var refusal) ->
                    Optional.of(Responses.to(request, refusal, Ids.statelessTag(request)));
            case DialogTable.Match.Outside<DialogOwner> _ ->
                    switch (request.method()) {
                        case Methods.INVITE, Methods.REGISTER ->
                                services.guard().check(request, flow, now);
                        case Methods.OPTIONS -> Optional.of(services.options(request));
                        case Methods.CANCEL -> Optional.of(gone(request)); // of no INVITE
                        default -> beside(request, flow, now);
                    };
        };
    }

    private Optional<SipResponse> beside(SipRequest request, Flow flow, long now) {
        return switch (MethodPolicy.of(request.method(), who(request, flow))) {
            case ALLOWED -> Optional.empty();
            case TO_BE_PROVED -> services.guard().check(request, flow, now);
            case IF_AGREED -> agreed(request, flow);
            case FORBIDDEN -> Optional.of(answer(request, 403, "Forbidden"));
            case NOT_ALLOWED, NO_DIALOG -> Optional.of(gone(request));
        };
    }

    /** By a trunk whose configuration says so; what it says must be for somebody. */
    private Optional<SipResponse> agreed(SipRequest request, Flow flow) {
        boolean agreed =
                trunk(request, flow)
                        .flatMap(on ->
                                Trunk.Ask.by(request.method()).filter(on.trunk().may()::contains))
                        .isPresent();
        if (!agreed) return Optional.of(answer(request, 403, "Forbidden"));
        return reader(request, flow).isPresent()
                ? Optional.empty()
                : Optional.of(answer(request, 404, "Not Found"));
    }

    private Optional<Callers.Known.OnTrunk> trunk(SipRequest request, Flow flow) {
        return services.guard()
                .peer(request, flow)
                .filter(Callers.Known.OnTrunk.class::isInstance)
                .map(Callers.Known.OnTrunk.class::cast);
    }

    /** The user for whom a peer's text is: the owner of the line, or whom the trunk's number leads to; empty where it is of no peer. */
    Optional<String> reader(SipRequest request, Flow flow) {
        return lineUser(request, flow).or(() -> trunk(request, flow).flatMap(services::userAt));
    }

    private MethodPolicy.Who who(SipRequest request, Flow flow) {
        return services.guard()
                .peer(request, flow)
                .map(peer ->
                        switch (peer) {
                            case Callers.Known.OnTrunk _ -> MethodPolicy.Who.TRUNK;
                            case Callers.Known.OnLine _ -> MethodPolicy.Who.LINE;
                        })
                .orElse(MethodPolicy.Who.STRANGER);
    }

    /** Whose voicemail a NOTIFY is about: ours to judge is only where it belongs. */
    Optional<String> ownerOfNews(SipRequest request, Flow flow) {
        if (!request.is(Methods.NOTIFY)) return Optional.empty();
        var asked = services.subscriptions().ownerOf(request);
        boolean outside = request.headers().to().tag().isEmpty();
        return asked.isPresent() || !outside
                ? asked
                : lineUser(request, flow).map("voicemail:"::concat);
    }

    /** The user to whose line a request comes, from the line's own PBX. */
    Optional<String> lineUser(SipRequest request, Flow flow) {
        return services.guard()
                .peer(request, flow)
                .filter(Callers.Known.OnLine.class::isInstance)
                .map(line -> ((Callers.Known.OnLine) line).user());
    }

    static SipResponse gone(SipRequest request) {
        return answer(request, 481, "Call/Transaction Does Not Exist");
    }

    private static SipResponse answer(SipRequest request, int status, String reason) {
        return Responses.to(request, status, reason, Ids.statelessTag(request));
    }
}
