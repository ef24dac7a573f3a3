package org.ringdown.user;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringdown.call.Destination;
import org.ringdown.route.PhoneDestination;
import org.ringdown.shard.PhoneFlowClosed;
import org.ringdown.shard.PhoneRegisters;
import org.ringdown.shard.SipAnswer;
import org.ringdown.sip.NameAddr;
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
        var registrar = around.settings().registrar();
        return switch (registrar.register(alive(), request, register.flow(), now())) {
            case Outcome.Updated(var after) -> {
                bindings = after;
                lookAgainWhenTheLastHasExpired();
                yield Registrar.ok(request, bindings, tag, now());
            }
            case Outcome.Refused(var refusal) -> Responses.to(request, refusal, tag);
        };
    }

    void on(PhoneFlowClosed closed) {
        bindings =
                bindings.stream()
                        .filter(phone ->
                                !phone.needsItsFlow() || !phone.flow().equals(closed.flow()))
                        .toList();
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
        return Registrar.toCall(alive()).stream()
                .filter(phone -> phone.contact().uri() instanceof SipUri)
                .<Destination>map(this::destination)
                .toList();
    }

    private PhoneDestination destination(Binding phone) {
        return new PhoneDestination(
                user,
                phone.contact().uri().toString(),
                phone.path().stream().map(NameAddr::toString).toList(),
                phone.flow());
    }

    private List<Binding> alive() {
        return Registrar.alive(bindings, now()).stream().filter(this::isWithinReach).toList();
    }

    private boolean isWithinReach(Binding phone) {
        return !phone.needsItsFlow() || around.isOpen().test(phone.flow());
    }

    private long now() {
        return around.clock().nanos();
    }
}
