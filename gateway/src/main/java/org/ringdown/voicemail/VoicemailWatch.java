package org.ringdown.voicemail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.event.Voicemail;
import org.ringdown.event.VoicemailAsked;
import org.ringdown.event.VoicemailIs;
import org.ringdown.line.Lines;
import org.ringdown.mailbox.Owner;
import org.ringdown.mailbox.Post;
import org.ringdown.shard.NotifyCame;
import org.ringdown.shard.SipAnswer;
import org.ringdown.shard.SipAsk;
import org.ringdown.shard.SipOutcome;
import org.ringdown.shard.SipRequests;
import org.ringdown.shard.event.OurSubscriptions;
import org.ringdown.sip.Body;
import org.ringdown.sip.Contact;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.event.EventPackage;
import org.ringdown.sip.event.EventType;
import org.ringdown.sip.event.MessageSummary;
import org.ringdown.sip.event.Subscriber;
import org.ringdown.sip.event.Subscriber.Output;
import org.ringdown.sip.event.Watch;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.time.Timers.Timer;
import org.ringdown.way.SipTransport;
import org.ringdown.way.Way;
import org.ringdown.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the mailbox of one line: asks its PBX once it is registered there, and tells the user's pages and phones what waits. Runs in the
 * mailbox {@code voicemail:<user>}.
 */
public final class VoicemailWatch implements Owner {
    private static final Logger log = LoggerFactory.getLogger(VoicemailWatch.class);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final String user;
    private final Around around;
    private Optional<Lines.State> line = Optional.empty();
    private Optional<Subscriber> subscriber = Optional.empty();
    private Optional<Subscriber.Half> open = Optional.empty();
    private Optional<Flow> flow = Optional.empty();
    private Optional<Timer> timer = Optional.empty();
    private Optional<Voicemail> known = Optional.empty();

    /** What all of them reach. */
    public record Around(
            Post post,
            Clock clock,
            Timers timers,
            RandomGenerator random,
            SipRequests requests,
            SipTransport transport,
            OurSubscriptions subscriptions) {}

    private record Due() {}

    public VoicemailWatch(String user, Around around) {
        this.user = user;
        this.around = around;
    }

    @Override
    public Next receive(Object message) {
        switch (message) {
            case LineChanged(var now) -> line(now);
            case NotifyCame came -> notified(came);
            case SipOutcome outcome -> answered(outcome);
            case VoicemailAsked _ -> known.ifPresent(this::tell);
            case Due() -> subscriber.ifPresent(it -> run(it.expire(now())));
            default ->
                    throw new IllegalArgumentException(
                            "not for a voicemail watch: " + message.getClass());
        }
        return line.isEmpty() ? Next.RETIRE : Next.STAY;
    }

    private void line(Lines.State now) {
        boolean wasOn = isOn();
        line = Optional.of(now);
        if (wasOn && !isOn()) subscriber.ifPresent(it -> run(it.stop(now())));
        if (!isOn() || wasOn || now.registered().flow().isEmpty()) return;
        flow = now.registered().flow();
        if (subscriber.isEmpty()) subscriber = Optional.of(subscriber(now, flow.get()));
        run(subscriber.get().start(now()));
    }

    private Subscriber subscriber(Lines.State now, Flow by) {
        var address = now.account().address();
        var watch =
                new Watch(
                        "voicemail",
                        EventPackage.MESSAGE_SUMMARY,
                        address,
                        NameAddr.of(address),
                        Contact.of(contact(now.registered().contactUser(), by)),
                        routes(now),
                        AN_HOUR);
        return new Subscriber(watch, Subscriber.PACE, new Ids(around.random), around.random);
    }

    private SipUri contact(String contactUser, Flow by) {
        try {
            var uri = SipUri.of(contactUser, HostPort.parse(around.transport.sentBy(by)));
            return by.reliable() ? uri.withParam("transport", by.transport().parameter()) : uri;
        } catch (MalformedException wrong) {
            throw new IllegalStateException("our own address cannot be read", wrong);
        }
    }

    private static List<NameAddr> routes(Lines.State now) {
        if (!now.registered().serviceRoute().isEmpty()) return now.registered().serviceRoute();
        return now.account().proxy().map(uri -> NameAddr.of(uri.withParam("lr"))).stream().toList();
    }

    private void answered(SipOutcome outcome) {
        if (subscriber.isEmpty()) return;
        switch (outcome) {
            case SipOutcome.Answered(_, var sent, var response, var by) -> {
                flow = Optional.of(by);
                run(subscriber.get().received(sent, response, now()));
            }
            case SipOutcome.Failed _ -> run(subscriber.get().unanswered(now()));
        }
    }

    private void notified(NotifyCame came) {
        var request = came.request();
        boolean asked = request.headers().to().tag().isPresent();
        var refusal = asked ? solicited(request) : unsolicited(request);
        var response =
                refusal.map(no -> Responses.to(request, no, Ids.statelessTag(request)))
                        .orElseGet(
                                () -> Responses.to(request, 200, "OK", Ids.statelessTag(request)));
        around.post.send(came.shard(), new SipAnswer(came.transaction(), response));
    }

    private Optional<Refusal> solicited(SipRequest notify) {
        if (subscriber.filter(it -> it.isFor(notify)).isEmpty())
            return Optional.of(new Refusal(481));
        var result = subscriber.get().notified(notify, now());
        run(result.outputs());
        return result.refusal();
    }

    /** Many PBXs tell a registered phone what waits, without ever having been asked. */
    private Optional<Refusal> unsolicited(SipRequest notify) {
        var type = EventType.of(notify.headers());
        if (type.filter(EventType.MESSAGE_SUMMARY::isOf).isEmpty())
            return Optional.of(new Refusal(489));
        boolean summary =
                notify.headers()
                        .contentType()
                        .filter(it -> it.name().equals(MessageSummary.MEDIA_TYPE))
                        .isPresent();
        return summary && learn(notify.body()) ? Optional.empty() : Optional.of(new Refusal(400));
    }

    private void run(List<Output> outputs) {
        boolean over = false;
        for (var output : outputs) {
            switch (output) {
                case Output.Send(var request) -> send(request);
                case Output.Subscribed _ -> {}
                case Output.Over() -> over = true;
                case Output.Told(var body) -> learn(body);
                case Output.Failed(var response, var retry) ->
                        log.debug(
                                "voicemail of line {} is not known: {}; asking again in {} s",
                                user,
                                response.map(it -> it.status() + " " + it.reason())
                                        .orElse("no answer"),
                                retry.toSeconds());
            }
        }
        watchHalf();
        rearm();
        if (over && isOn()) run(subscriber.orElseThrow().start(now()));
    }

    private boolean isOn() {
        return line.filter(now -> now.registered().on()).isPresent();
    }

    private void send(SipRequest subscribe) {
        var dialog = subscriber.flatMap(Subscriber::dialog);
        var account = line.orElseThrow().account().account();
        var way =
                dialog.map(begun -> within(begun.routes()))
                        .orElseGet(() -> Way.through(routes(line.orElseThrow())));
        around.requests.send(new SipAsk(subscribe, way.as(account), mailbox(user), "subscribe"));
    }

    private Way within(List<NameAddr> routes) {
        return new Way(routes, flow);
    }

    /** NOTIFY finds its way here for as long as there is a subscription, and no longer. */
    private void watchHalf() {
        var now = subscriber.flatMap(Subscriber::half);
        if (now.equals(open)) return;
        open.ifPresent(around.subscriptions::close);
        now.ifPresent(half -> around.subscriptions.open(half, mailbox(user)));
        open = now;
    }

    private boolean learn(Body body) {
        try {
            var summary = MessageSummary.parse(body);
            var counts = Optional.ofNullable(summary.counts().get(MessageSummary.VOICE));
            int old = counts.map(MessageSummary.Counts::old).orElse(0);
            var now = new Voicemail(summary.waiting(), summary.freshVoice(), old);
            if (known.filter(now::equals).isEmpty()) tell(now);
            known = Optional.of(now);
            return true;
        } catch (MalformedException nonsense) {
            log.debug(
                    "the message summary of line {} cannot be read: {}",
                    user,
                    nonsense.getMessage());
            return false;
        }
    }

    private void tell(Voicemail now) {
        around.post.send("user:" + user, new VoicemailIs(now));
    }

    private void rearm() {
        timer.ifPresent(Timer::cancel);
        var deadline = subscriber.orElseThrow().nextDeadline();
        timer =
                deadline.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                around.timers.after(
                                        Duration.ofNanos(Math.max(0, deadline.getAsLong() - now())),
                                        () -> around.post.send(mailbox(user), new Due())));
    }

    public static String mailbox(String user) {
        return "voicemail:" + user;
    }

    private long now() {
        return around.clock.nanos();
    }
}
