package org.ringdown.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.shard.SipAsk;
import org.ringdown.shard.SipOutcome;
import org.ringdown.sip.Contact;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.sip.auth.DigestClient;
import org.ringdown.sip.registration.Account;
import org.ringdown.sip.registration.Pace;
import org.ringdown.sip.registration.Registration;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.time.Timers.Timer;
import org.ringdown.way.Reached;
import org.ringdown.way.Way;
import org.ringdown.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one account registered: what {@link Registration} decides, done. Part of the mailbox of its line or trunk. */
final class Registering {
    private static final Logger log = LoggerFactory.getLogger(Registering.class);

    /** Between two looks for a registrar that cannot be found; shortened by chance, as {@link Pace} does. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(4);

    private final Terms terms;
    private final Consumer<Registered> learn;
    private final Upkeep upkeep;
    private final String contactUser;
    private Optional<Registration> registration = Optional.empty();
    private Optional<Timer> timer = Optional.empty();
    private Optional<Flow> flow = Optional.empty();
    private boolean wellKnown;
    private boolean stopping;
    private boolean over;

    /**
     * What is to be registered, and where.
     *
     * @param account whose password it is
     * @param spread within which time to begin
     */
    record Terms(
            String mailbox,
            String account,
            SipUri address,
            SipUri registrar,
            Optional<SipUri> proxy,
            Credentials credentials,
            Duration expires,
            Duration spread) {}

    /** What this owner posts to itself. */
    sealed interface Message {
        record Look() implements Message {}

        record Found(Optional<Reached> way) implements Message {}

        record Due() implements Message {}

        record Again() implements Message {}
    }

    Registering(Terms terms, Consumer<Registered> learn, Upkeep upkeep) {
        this.terms = terms;
        this.learn = learn;
        this.upkeep = upkeep;
        this.contactUser = upkeep.ids().contactUser(terms.account.replace(':', '~'));
    }

    /** Whether it has left, as was wanted. */
    boolean isOver() {
        return over;
    }

    void begin() {
        later(sometime(), new Message.Look());
    }

    /** The registrar was away, and may have forgotten everything. */
    void again() {
        upkeep.timers()
                .after(sometime(), () -> upkeep.post().send(terms.mailbox, new Message.Again()));
    }

    void stop() {
        stopping = true;
        if (registration.isEmpty()) end();
        else run(registration.get().stop(now()));
    }

    void on(Message message) {
        switch (message) {
            case Message.Look() -> {
                if (!stopping) look();
            }
            case Message.Found(var way) -> {
                if (!stopping && registration.isEmpty()) found(way);
            }
            case Message.Due() -> registration.ifPresent(known -> run(known.expire(now())));
            case Message.Again() -> {
                if (!stopping) registration.ifPresent(known -> run(known.start(now())));
            }
        }
    }

    void on(SipOutcome outcome) {
        if (registration.isEmpty()) return;
        switch (outcome) {
            case SipOutcome.Answered(_, _, var response, var by) -> {
                flow = Optional.of(by);
                run(registration.get().received(response, now()));
            }
            case SipOutcome.Failed _ -> run(registration.get().unanswered(now()));
        }
    }

    /** Which of our addresses the registrar should send calls to depends on the way to it. */
    private void look() {
        var first = terms.proxy.orElse(terms.registrar);
        Reached.first(
                upkeep.transport(),
                first,
                way -> upkeep.post().send(terms.mailbox, new Message.Found(way)));
    }

    private void found(Optional<Reached> way) {
        if (way.isEmpty()) {
            log.warn(
                    "{} cannot be registered: nothing is known of {}",
                    terms.account,
                    terms.registrar);
            later(shortened(LOOK_AGAIN), new Message.Look());
            return;
        }
        var account =
                new Account(
                        terms.account.replace(':', '~'),
                        terms.registrar.withUser(""),
                        NameAddr.of(terms.address),
                        contact(way.get().flow()),
                        List.of(),
                        terms.expires);
        var digest =
                new DigestClient(
                        new Credentials(
                                account.owner(),
                                terms.credentials.username(),
                                terms.credentials.password(),
                                terms.credentials.realm()),
                        upkeep.random());
        registration =
                Optional.of(
                        new Registration(
                                account, digest, Pace.STANDARD, upkeep.ids(), upkeep.random()));
        run(registration.get().start(now()));
    }

    /** One of several ways to the same line, if it ever has more: a registrar puts the new one in place of the old (RFC 5626 §4.2). */
    private Contact contact(Flow by) {
        var uri = SipUri.of(contactUser, hostPort(upkeep.transport().sentBy(by)));
        var reachable =
                by.reliable()
                        ? uri.withParam("transport", by.transport().name().toLowerCase(Locale.ROOT))
                        : uri;
        return new Contact(
                NameAddr.of(reachable)
                        .withParam("reg-id", "1")
                        .withParam("+sip.instance", Instance.of(terms.account, upkeep.domain())));
    }

    private void run(List<Registration.Output> outputs) {
        for (var output : outputs) {
            switch (output) {
                case Registration.Output.Send(var request) -> send(request);
                case Registration.Output.Registered(_, var response) -> registered(response);
                case Registration.Output.Failed(var response, var retry) -> failed(response, retry);
                case Registration.Output.Over() -> end();
            }
        }
        arm();
    }

    private void send(SipRequest register) {
        var headers =
                register.headers().toBuilder()
                        .set("Supported", "path, outbound")
                        .set("User-Agent", "Ringdown")
                        .build();
        var way =
                Way.through(
                        terms.proxy.map(uri -> NameAddr.of(uri.withParam("lr"))).stream().toList());
        upkeep.requests()
                .send(new SipAsk(register.withHeaders(headers), way, terms.mailbox, "register"));
    }

    private void registered(SipResponse response) {
        if (!wellKnown) log.info("{} is registered at {}", terms.account, terms.registrar);
        wellKnown = true;
        learn.accept(new Registered(contactUser, serviceRoute(response), flow, true, ""));
    }

    private void failed(Optional<SipResponse> response, Duration retry) {
        var why = response.map(it -> it.status() + " " + it.reason()).orElse("no answer");
        log.warn(
                "{} is not registered at {}: {}; trying again in {} s{}",
                terms.account,
                terms.registrar,
                why,
                retry.toSeconds(),
                advice(response));
        wellKnown = false;
        learn.accept(new Registered(contactUser, List.of(), flow, false, why));
    }

    private static String advice(Optional<SipResponse> response) {
        return switch (response.map(SipResponse::status).orElse(0)) {
            case 401, 403, 407 -> ". Check its username, password and realm";
            case 404 -> ". The registrar does not know its uri";
            default -> "";
        };
    }

    /** The way that the registrar wants our calls to take (RFC 3608 §5); one that cannot be read is as none. */
    private static List<NameAddr> serviceRoute(SipResponse response) {
        try {
            var routes = new ArrayList<NameAddr>();
            for (var value : response.headers().all("Service-Route"))
                routes.add(NameAddr.parse(value));
            return List.copyOf(routes);
        } catch (MalformedException wrong) {
            return List.of();
        }
    }

    private void end() {
        over = true;
        timer.ifPresent(Timer::cancel);
        learn.accept(new Registered(contactUser, List.of(), flow, false, ""));
    }

    private void arm() {
        var due = registration.orElseThrow().nextDeadline();
        timer.ifPresent(Timer::cancel);
        timer = Optional.empty();
        if (due.isPresent() && !over)
            later(Duration.ofNanos(Math.max(0, due.getAsLong() - now())), new Message.Due());
    }

    private void later(Duration delay, Message message) {
        timer =
                Optional.of(
                        upkeep.timers()
                                .after(delay, () -> upkeep.post().send(terms.mailbox, message)));
    }

    private Duration sometime() {
        return Duration.ofNanos((long) (terms.spread.toNanos() * upkeep.random().nextDouble()));
    }

    private Duration shortened(Duration time) {
        return Duration.ofNanos(
                (long) (time.toNanos() * (0.25 + 0.75 * upkeep.random().nextDouble())));
    }

    private long now() {
        return upkeep.clock().nanos();
    }

    private static HostPort hostPort(String sentBy) {
        try {
            return HostPort.parse(sentBy);
        } catch (MalformedException wrong) {
            throw new IllegalStateException("our own address cannot be read: " + sentBy, wrong);
        }
    }
}
