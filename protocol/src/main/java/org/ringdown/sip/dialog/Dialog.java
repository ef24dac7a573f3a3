package org.ringdown.sip.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Contact;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Uri;

/**
 * A dialog (RFC 3261 §12): never changes, each step makes the next one.
 *
 * @param local our address, with our tag
 * @param remote the far end's, with its tag where it has one
 * @param localSeq the number of our last request; 0 before the first
 * @param remoteSeq the number of the far end's last request; empty before the first
 * @param routes the route set, nearest first
 * @param target where the far end is, the Request-URI of what we send
 * @param secure whether it was begun with a sips URI
 * @param early whether no final answer has come yet
 */
public record Dialog(
        DialogId id,
        NameAddr local,
        NameAddr remote,
        long localSeq,
        OptionalLong remoteSeq,
        List<NameAddr> routes,
        Uri target,
        boolean secure,
        boolean early) {
    private static final int HOPS = 70;

    /** Their Contact says where the far end is from now on (§12.2; RFC 3311, RFC 3515, RFC 6665). */
    private static final Set<String> TARGET_REFRESH =
            Set.of(
                    Methods.INVITE,
                    Methods.UPDATE,
                    Methods.SUBSCRIBE,
                    Methods.NOTIFY,
                    Methods.REFER);

    /** The far end has forgotten the dialog, or cannot be reached on its way (§12.2.1.2, RFC 5057 §5.1). */
    private static final Set<Integer> ENDING =
            Set.of(404, 408, 410, 416, 481, 482, 483, 484, 485, 502, 604);

    public Dialog {
        routes = List.copyOf(routes);
    }

    /** What a request within the dialog comes to. */
    public sealed interface Incoming {
        /** In order; {@code dialog} is the next one. */
        record InOrder(Dialog dialog) implements Incoming {}

        /** Older than what came before: to be answered so (§12.2.2). */
        record OutOfOrder(Refusal refusal) implements Incoming {}
    }

    /** Ours as the caller, when a 1xx with a tag or a 2xx comes (§12.1.2). Without a Contact, its target is where we called. */
    public static Dialog asCaller(SipRequest invite, SipResponse response) {
        return new Dialog(
                DialogId.of(response),
                invite.headers().from(),
                response.headers().to(),
                invite.headers().cseq().number(),
                OptionalLong.empty(),
                response.headers().recordRoutes().reversed(),
                contact(response).orElse(invite.uri()),
                isSecure(invite.uri()),
                response.isProvisional());
    }

    /**
     * Ours as the one called, when we answer with a tag (§12.1.1).
     *
     * @throws IllegalArgumentException if the request is one that {@link #check} refuses, or the response has no tag
     */
    public static Dialog asCallee(SipRequest request, SipResponse response) {
        var headers = request.headers();
        var local = response.headers().to();
        var tag =
                local.tag()
                        .orElseThrow(
                                () -> new IllegalArgumentException("a response without a tag"));
        return new Dialog(
                new DialogId(headers.callId(), tag, headers.from().tag().orElse("")),
                local,
                headers.from(),
                0,
                OptionalLong.of(headers.cseq().number()),
                headers.recordRoutes(),
                contact(request)
                        .orElseThrow(
                                () -> new IllegalArgumentException("a request without a Contact")),
                isSecure(request.uri()),
                response.isProvisional());
    }

    /** What is wrong with a request that is to begin a dialog: it needs one Contact, of SIP, as secure as its URI (§8.1.1.8). */
    public static Optional<Refusal> check(SipRequest request) {
        var contacts = request.headers().contacts();
        boolean good =
                contacts.size() == 1
                        && contacts.getFirst().uri() instanceof SipUri uri
                        && (uri.secure() || !isSecure(request.uri()));
        return good ? Optional.empty() : Optional.of(new Refusal(400, "Bad Request: Contact"));
    }

    /** Whether this response to any of our requests within the dialog means that there is no dialog any more. */
    public static boolean isEndedBy(int status) {
        return ENDING.contains(status);
    }

    /** After the 2xx to our INVITE, whose Record-Route and Contact are the ones that count (§13.2.2.4). */
    public Dialog confirmed(SipResponse success) {
        var way = success.headers().recordRoutes().reversed();
        return new Dialog(
                id,
                local,
                remote,
                localSeq,
                remoteSeq,
                way,
                contact(success).orElse(target),
                secure,
                false);
    }

    /** After our 2xx to the INVITE of the far end. */
    public Dialog confirmed() {
        return new Dialog(id, local, remote, localSeq, remoteSeq, routes, target, secure, false);
    }

    /** After a 2xx to a re-INVITE or UPDATE of ours, which may say where the far end is now (§12.2.1.2). */
    public Dialog refreshed(SipResponse success) {
        return moved(contact(success));
    }

    /** Takes in a request of the far end. Not for ACK and CANCEL, which have the number of their INVITE. */
    public Incoming received(SipRequest request) {
        long number = request.headers().cseq().number();
        if (remoteSeq.isPresent() && number <= remoteSeq.getAsLong()) {
            return new Incoming.OutOfOrder(
                    new Refusal(500, "Server Internal Error: CSeq out of order"));
        }
        var counted =
                new Dialog(
                        id,
                        local,
                        remote,
                        localSeq,
                        OptionalLong.of(number),
                        routes,
                        target,
                        secure,
                        early);
        return new Incoming.InOrder(counted);
    }

    /** After our 2xx to a request of the far end, which may say where it is now; one that we refuse moves nothing (§12.2.2, RFC 6141). */
    public Dialog refreshedBy(SipRequest accepted) {
        return TARGET_REFRESH.contains(accepted.method()) ? moved(contact(accepted)) : this;
    }

    /** Before our next request: counts one up. */
    public Dialog next() {
        return new Dialog(
                id, local, remote, localSeq + 1, remoteSeq, routes, target, secure, early);
    }

    /** After a request of ours had to be sent again under another number, as one that was challenged: no later one may repeat it. */
    public Dialog used(CSeq number) {
        long highest = Math.max(localSeq, number.number());
        return new Dialog(id, local, remote, highest, remoteSeq, routes, target, secure, early);
    }

    /**
     * A request of ours under the number of {@link #localSeq}, without Via, Contact and body (§12.2.1.1). Also for a request that was
     * challenged and is sent again: each gets a number of its own.
     */
    public SipRequest request(String method) {
        return request(new CSeq(localSeq, method), Headers.NONE);
    }

    /** The ACK for the 2xx to our INVITE, with its number and its credentials (§13.2.2.4, §22.1); an answer may be put into it. */
    public SipRequest ack(SipRequest invite) {
        var credentials =
                Headers.builder()
                        .copy("Authorization", invite.headers())
                        .copy("Proxy-Authorization", invite.headers())
                        .build();
        return request(new CSeq(invite.headers().cseq().number(), Methods.ACK), credentials);
    }

    /** The URI that says where a request of ours is to be sent (§8.1.2). */
    public Uri nextHop() {
        return routes.isEmpty() ? target : routes.getFirst().uri();
    }

    private SipRequest request(CSeq cseq, Headers more) {
        var headers =
                Headers.builder()
                        .maxForwards(HOPS)
                        .from(local)
                        .to(remote)
                        .callId(id.callId())
                        .cseq(cseq)
                        .routes(isStrict() ? strictRoutes() : routes)
                        .addAll(more)
                        .build();
        var uri = isStrict() ? routes.getFirst().uri() : target;
        return new SipRequest(cseq.method(), asRequestUri(uri), headers, Body.EMPTY);
    }

    /** Whether the first hop is a router of RFC 2543, which finds itself in the Request-URI and the target last in Route. */
    private boolean isStrict() {
        return !routes.isEmpty()
                && !(routes.getFirst().uri() instanceof SipUri uri && uri.isLooseRouter());
    }

    private List<NameAddr> strictRoutes() {
        var shifted = new ArrayList<>(routes.subList(1, routes.size()));
        shifted.add(NameAddr.of(target));
        return shifted;
    }

    /** Without what a Contact may have and a Request-URI may not (§19.1.1, table 1). */
    private static Uri asRequestUri(Uri uri) {
        return uri instanceof SipUri sip ? sip.withoutParam("method").withoutHeaders() : uri;
    }

    private Dialog moved(Optional<Uri> to) {
        return new Dialog(
                id, local, remote, localSeq, remoteSeq, routes, to.orElse(target), secure, early);
    }

    private static Optional<Uri> contact(SipMessage message) {
        return message.headers().contacts().stream()
                .map(Contact::uri)
                .filter(SipUri.class::isInstance)
                .findFirst();
    }

    private static boolean isSecure(Uri uri) {
        return uri instanceof SipUri sip && sip.secure();
    }
}
