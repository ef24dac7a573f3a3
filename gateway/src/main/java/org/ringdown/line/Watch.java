package org.ringdown.line;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.shard.SipAsk;
import org.ringdown.shard.SipOutcome;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Contact;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.way.Way;

/** Asks a peer again and again whether it is there (OPTIONS, RFC 3261 §11). Part of a mailbox. */
final class Watch {
    private static final int HOPS = 70;

    /** How soon a peer that is away is asked again, so that its return is noticed. */
    private static final Duration AWAY = Duration.ofSeconds(1);

    private static final String TOKEN = "watch";

    private final String mailbox;
    private final SipUri target;
    private final Way way;
    private final Duration every;
    private final Consumer<Boolean> tell;
    private final Upkeep upkeep;
    private final String callId;
    private Optional<Boolean> up = Optional.empty();
    private long cseq;
    private boolean stopped;

    /** It is time to ask. */
    record Ask() {}

    /** A peer that was away answers again. */
    record Returned() {}

    /** @param tell told whenever the peer has gone or come, and of what it is at first */
    Watch(
            String mailbox,
            SipUri target,
            Way way,
            Duration every,
            Consumer<Boolean> tell,
            Upkeep upkeep) {
        this.mailbox = mailbox;
        this.target = target.withUser("");
        this.way = way.impatiently();
        this.every = every;
        this.tell = tell;
        this.upkeep = upkeep;
        this.callId = upkeep.ids().callId("watch");
    }

    static boolean isOurs(SipOutcome outcome) {
        return outcome.token().equals(TOKEN);
    }

    void ask() {
        if (stopped) return;
        var me = SipUri.of(upkeep.domain());
        var headers =
                Headers.builder()
                        .maxForwards(HOPS)
                        .from(NameAddr.of(me).withTag(upkeep.ids().tag("watch")))
                        .to(NameAddr.of(target))
                        .callId(callId)
                        .cseq(new CSeq(++cseq, Methods.OPTIONS))
                        .contact(Contact.of(me))
                        .set("Accept", "application/sdp")
                        .set("User-Agent", "Ringdown")
                        .build();
        var options = new SipRequest(Methods.OPTIONS, target, headers, Body.EMPTY);
        upkeep.requests().send(new SipAsk(options, way, mailbox, TOKEN));
    }

    /** Whatever it answers, it is there, unless it says that it cannot work. */
    void on(SipOutcome outcome) {
        boolean now =
                outcome instanceof SipOutcome.Answered(_, _, var response, _)
                        && response.status() != 503;
        if (up.isEmpty() || up.get() != now) tell.accept(now);
        up = Optional.of(now);
        upkeep.timers()
                .after(shortened(now ? every : AWAY), () -> upkeep.post().send(mailbox, new Ask()));
    }

    void stop() {
        stopped = true;
    }

    private Duration shortened(Duration time) {
        return Duration.ofNanos(
                (long) (time.toNanos() * (0.9 + 0.1 * upkeep.random().nextDouble())));
    }
}
