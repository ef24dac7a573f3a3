package org.ringdown.shard.event;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.event.Text;
import org.ringdown.shard.SipAsk;
import org.ringdown.shard.SipHouse;
import org.ringdown.shard.SipOutcome;
import org.ringdown.shard.SipRequests;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.way.Way;
import org.ringdown.wire.MalformedException;

/** Sends text by SIP (RFC 3428 §4): a MESSAGE outside of any call. May be called from any thread. */
public final class TextSender {
    private static final int HOPS = 70;
    private static final String PLAIN = "text/plain;charset=UTF-8";

    private final SipRequests requests;
    private final Ids ids;

    public TextSender(SipRequests requests, RandomGenerator random) {
        this.requests = requests;
        this.ids = new Ids(random);
    }

    /**
     * Sends text.
     *
     * @param to the URI of a phone or a far end
     * @param replyTo the mailbox that is told one {@link SipOutcome} for {@code token}
     * @return false where the URI cannot be read: then nothing is told
     */
    public boolean send(Text text, String to, Way way, String replyTo, String token) {
        var target = uri(to);
        var from = uri(text.from());
        if (target.isEmpty() || from.isEmpty()) return false;
        var request = message(text, from.get(), target.get());
        requests.send(new SipAsk(request, way, replyTo, token));
        return true;
    }

    private SipRequest message(Text text, SipUri from, SipUri to) {
        var headers =
                Headers.builder()
                        .maxForwards(HOPS)
                        .from(NameAddr.of(from).withTag(ids.tag("text")))
                        .to(NameAddr.of(to))
                        .callId(ids.callId("text"))
                        .cseq(new CSeq(1, Methods.MESSAGE))
                        .set("User-Agent", SipHouse.PRODUCT)
                        .build();
        return new SipRequest(Methods.MESSAGE, to, headers, Body.EMPTY)
                .withBody(PLAIN, Body.of(text.body()));
    }

    private static Optional<SipUri> uri(String text) {
        try {
            return Optional.of(SipUri.parse(text));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }
}
