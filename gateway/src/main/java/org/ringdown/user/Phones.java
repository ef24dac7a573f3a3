package org.ringdown.user;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringdown.call.Destination;
import org.ringdown.route.PhoneDestination;
import org.ringdown.shard.PhoneRegisters;
import org.ringdown.shard.SipAnswer;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.registration.Binding;
import org.ringdown.sip.registration.Registrar;
import org.ringdown.sip.registration.Registrar.Outcome;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.time.Timers.Timer;

/** The SIP phones that a user has registered with us. Part of the user's mailbox. */
final class Phones {
    private final String user;
    private final Users.Around around;
    private List<Binding> bindings = List.of();
    private Optional<Timer> expiry = Optional.empty();

    Phones(String user, Users.Around around) {
        this.user = user;
        this.around = around;
    }

    boolean isEmpty() {
        return alive().isEmpty();
    }

    void on(PhoneRegisters register) {
        around.post()
                .send(register.shard(), new SipAnswer(register.transaction(), answer(register)));
    }

    private SipResponse answer(PhoneRegisters register) {
        var request = register.request();
        String tag = Ids.statelessTag(request);
        return switch (Registrar.STANDARD.register(bindings, request, register.flow(), now())) {
            case Outcome.Updated(var after) -> {
                bindings = after;
                lookAgainWhenTheLastHasExpired();
                yield Registrar.ok(request, bindings, tag, now());
            }
            case Outcome.Refused(var refusal) -> Responses.to(request, refusal, tag);
        };
    }

    /** Or nobody would notice that this user is not needed any more. */
    private void lookAgainWhenTheLastHasExpired() {
        expiry.ifPresent(Timer::cancel);
        expiry =
                bindings.stream()
                        .map(phone -> phone.until() - now())
                        .max(Long::compare)
                        .map(nanos ->
                                around.timers()
                                        .after(
                                                Duration.ofNanos(nanos),
                                                () ->
                                                        around.post()
                                                                .send(
                                                                        User.mailbox(user),
                                                                        new UserMessage
                                                                                .PhonesExpired())));
    }

    List<Destination> destinations() {
        return alive().stream()
                .filter(phone -> phone.contact().uri() instanceof SipUri)
                .<Destination>map(phone ->
                        new PhoneDestination(user, phone.contact().uri().toString(), phone.flow()))
                .toList();
    }

    private List<Binding> alive() {
        return Registrar.alive(bindings, now());
    }

    private long now() {
        return around.clock().nanos();
    }
}
