package org.ringdown.line;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.ringdown.mailbox.Owner;
import org.ringdown.shard.SipAsk;
import org.ringdown.shard.SipOutcome;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.way.ClientRequests;
import org.ringdown.way.Way;

/**
 * Asks a peer once, for an operator, whether it is there (OPTIONS) and whether it takes our password. Nothing is changed there: a REGISTER
 * without a Contact only asks what is registered (RFC 3261 §10.2.3). Runs in a mailbox of its own.
 */
public final class Inquiry implements Owner {
    private static final int HOPS = 70;

    private final String mailbox;
    private final Peer peer;
    private final Upkeep upkeep;
    private final Consumer<Answer> tell;
    private boolean there;

    /** What came of it. */
    public sealed interface Answer {
        /** Its name leads nowhere, or nobody takes a connection there. */
        record Unreachable(String why) implements Answer {}

        /** Nothing was heard from it. */
        record Silent() implements Answer {}

        /** It is there, and says that it cannot work: 503. */
        record Busy() implements Answer {}

        /** It is there, and there is no password to be tried. */
        record There() implements Answer {}

        /** It is there, and takes our password. */
        record Welcome() implements Answer {}

        /** It is there, and refuses what we are, or our password. */
        record Refused(int status, String reason) implements Answer {}

        /** It is there; whether it takes our password would show in a call alone. */
        record Unproved(int status, String reason) implements Answer {}
    }

    /**
     * Whom to ask.
     *
     * @param account whose password it is, as a {@link Way} names it
     * @param uri of the host that is asked
     */
    record Peer(
            String account,
            SipUri uri,
            Optional<SipUri> proxy,
            Optional<Credentials> credentials) {}

    Inquiry(String mailbox, Peer peer, Upkeep upkeep, CompletableFuture<Answer> answer) {
        this.mailbox = mailbox;
        this.peer = peer;
        this.upkeep = upkeep;
        this.tell = answer::complete;
    }

    @Override
    public Next receive(Object message) {
        return switch (message) {
            case Upkeep.Begin() -> ask(Methods.OPTIONS, SipUri.of(upkeep.domain()), host());
            case SipOutcome outcome when there -> end(whetherWelcome(outcome));
            case SipOutcome outcome -> whetherThere(outcome);
            default -> throw new IllegalArgumentException("no inquiry: " + message.getClass());
        };
    }

    private Next whetherThere(SipOutcome outcome) {
        return switch (outcome) {
            case SipOutcome.Failed(_, int status, var why)
                    when status == 408 || why.equals(ClientRequests.SAYS_NOTHING) ->
                    end(new Answer.Silent());
            case SipOutcome.Failed(_, _, var why) -> end(new Answer.Unreachable(why));
            case SipOutcome.Answered(_, _, var response, _) when response.status() == 503 ->
                    end(new Answer.Busy());
            case SipOutcome.Answered _ when peer.credentials.isEmpty() -> end(new Answer.There());
            case SipOutcome.Answered _ -> askForOurBindings();
        };
    }

    private Next end(Answer answer) {
        tell.accept(answer);
        return Next.RETIRE;
    }

    private Next askForOurBindings() {
        there = true;
        var me = peer.uri.withUser(peer.credentials.orElseThrow().username());
        return ask(Methods.REGISTER, me, me);
    }

    private static Answer whetherWelcome(SipOutcome outcome) {
        return switch (outcome) {
            case SipOutcome.Answered(_, _, var response, _) ->
                    switch (response.status()) {
                        case 200 -> new Answer.Welcome();
                        case 401, 403, 407 ->
                                new Answer.Refused(response.status(), response.reason());
                        default -> new Answer.Unproved(response.status(), response.reason());
                    };
            case SipOutcome.Failed(_, int status, var why) -> new Answer.Unproved(status, why);
        };
    }

    private SipUri host() {
        return peer.uri.withUser("");
    }

    private Next ask(String method, SipUri from, SipUri to) {
        var headers =
                Headers.builder()
                        .maxForwards(HOPS)
                        .from(NameAddr.of(from).withTag(upkeep.ids().tag("inquiry")))
                        .to(NameAddr.of(to))
                        .callId(upkeep.ids().callId("inquiry"))
                        .cseq(new CSeq(1, method))
                        .set("User-Agent", "Ringdown")
                        .build();
        var proxies = peer.proxy.map(uri -> NameAddr.of(uri.withParam("lr"))).stream().toList();
        var request = new SipRequest(method, host(), headers, Body.EMPTY);
        upkeep.requests().send(new SipAsk(request, way(proxies), mailbox, method));
        return Next.STAY;
    }

    private Way way(List<NameAddr> proxies) {
        var way = Way.through(proxies).impatiently();
        return peer.credentials.isPresent() ? way.as(peer.account) : way;
    }
}
