package org.ringdown.shard.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringdown.event.News;
import org.ringdown.shard.DialogOwner;
import org.ringdown.shard.OurAddress;
import org.ringdown.shard.SipWork;
import org.ringdown.sip.Methods;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.event.EventPackage.Grant;
import org.ringdown.sip.event.EventType;
import org.ringdown.sip.event.Notifier;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.time.Timers.Timer;
import org.ringdown.way.NextHop;
import org.ringdown.way.Reached;
import org.ringdown.way.Terms;
import org.ringdown.way.TransactionUser;

/** One subscription of a phone with us, from its 2xx to its last NOTIFY. Lives in a shard. */
final class Watch implements DialogOwner {
    final String id;
    private final Watches all;
    private final SipWork work;
    private final OurAddress us;
    private final Notifier notifier;
    private final NewsDocuments documents;
    private Flow flow;
    private Optional<Timer> expiry = Optional.empty();

    Watch(
            String id,
            Watches all,
            SipWork work,
            Notifier notifier,
            NewsDocuments documents,
            Flow flow) {
        this.id = id;
        this.all = all;
        this.work = work;
        this.us = new OurAddress(work, id, id, Methods.SUBSCRIBE, false);
        this.notifier = notifier;
        this.documents = documents;
        this.flow = flow;
    }

    Dialog dialog() {
        return notifier.dialog();
    }

    /** Tells what is so for the first time, after the 2xx. */
    void begin(Duration granted, News news) {
        run(notifier.subscribed(granted, Optional.of(documents.of(news)), work.now()));
    }

    void tell(News news) {
        run(notifier.changed(documents.of(news), work.now()));
    }

    @Override
    public void request(TransactionId id, SipRequest request, Flow from) {
        switch (notifier.dialog().received(request)) {
            case Dialog.Incoming.OutOfOrder(var refusal) -> refuse(id, request, refusal);
            case Dialog.Incoming.InOrder(var next) -> {
                notifier.moved(next);
                if (!request.is(Methods.SUBSCRIBE)) refuse(id, request, new Refusal(405));
                else if (!isSame(request)) refuse(id, request, WatchRules.badEvent());
                else refresh(id, request, from);
            }
        }
    }

    private boolean isSame(SipRequest request) {
        return EventType.of(request.headers()).filter(notifier.type()::equals).isPresent();
    }

    private void refresh(TransactionId id, SipRequest request, Flow from) {
        switch (notifier.about().grant(request)) {
            case Grant.Refused(var refusal) -> refuse(id, request, refusal);
            case Grant.For(var time) -> {
                notifier.moved(notifier.dialog().refreshedBy(request));
                flow = from;
                work.respond(id, accepted(Responses.to(request, 200, "OK"), time, flow));
                run(notifier.subscribed(time, Optional.empty(), work.now()));
            }
        }
    }

    private void refuse(TransactionId id, SipRequest request, Refusal refusal) {
        work.respond(id, Responses.to(request, refusal, Ids.statelessTag(request)));
    }

    /** A 2xx to a SUBSCRIBE says for how long (RFC 6665 §4.2.1.1). */
    SipResponse accepted(SipResponse response, Duration time, Flow way) {
        var headers =
                us.reachable(response.headers().toBuilder(), way)
                        .set("Allow-Events", WatchRules.allowEvents())
                        .expires(time.toSeconds());
        return response.withHeaders(headers.build());
    }

    private void run(List<Notifier.Output> outputs) {
        for (var output : outputs) {
            switch (output) {
                case Notifier.Output.Send(var request) -> send(request);
                case Notifier.Output.Over() -> over();
            }
        }
        rearm();
    }

    private void send(SipRequest notify) {
        var way = NextHop.of(notifier.dialog(), flow);
        var stamped = us.stamped(notify, way);
        var headers = us.reachable(stamped.headers().toBuilder(), way);
        work.send(stamped.withHeaders(headers.build()), Reached.at(way), new Told(), Terms.NOBODY);
    }

    /** What became of a NOTIFY. */
    private final class Told implements TransactionUser {
        @Override
        public void response(SipResponse response) {
            if (response.isFinal()) run(notifier.answered(response.status(), work.now()));
        }

        @Override
        public void failed(int status, String reason) {
            run(notifier.unanswered(work.now()));
        }
    }

    private void over() {
        all.over(this);
    }

    private void rearm() {
        expiry.ifPresent(Timer::cancel);
        var deadline = notifier.nextDeadline();
        expiry =
                deadline.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                work.later(
                                        Duration.ofNanos(
                                                Math.max(0, deadline.getAsLong() - work.now())),
                                        () -> run(notifier.expire(work.now()))));
    }
}
