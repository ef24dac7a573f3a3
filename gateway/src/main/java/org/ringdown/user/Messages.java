package org.ringdown.user;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.event.Allowance;
import org.ringdown.event.Text;
import org.ringdown.event.TextArrives;
import org.ringdown.event.TextOutcome;
import org.ringdown.event.TextOutcome.Verdict;
import org.ringdown.event.TextSaid;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.route.Caller;
import org.ringdown.route.PhoneDestination;
import org.ringdown.route.Routing;
import org.ringdown.route.SipDestination;
import org.ringdown.route.UserDestination;
import org.ringdown.shard.SipOutcome;
import org.ringdown.shard.event.TextReader;
import org.ringdown.way.Way;

/**
 * Text that a user's pages and phones send, and text for the user. It takes the way of a call to the same address, under the same policy;
 * nothing is kept for later. Part of the user's mailbox.
 */
final class Messages {
    private static final int MOST_AT_ONCE = 20;
    private static final long ONE_EACH = Duration.ofSeconds(1).toNanos();

    /** Of text that is on its way, sent and received. */
    private static final int MOST_OPEN = 64;

    private final String user;
    private final Users.Around around;
    private final Map<String, UserPage> pages;
    private final Phones phones;
    private final Allowance sending;
    private final Allowance receiving;
    private final Map<String, Sender> open = new HashMap<>();
    private final Map<String, Delivery> deliveries = new HashMap<>();
    private long counted;

    /** Who is to be told what became of it. */
    private sealed interface Sender {
        record OnPage(String page, String ref) implements Sender {}

        record Elsewhere(String mailbox, String token) implements Sender {}
    }

    /** Text that several phones of the user have been sent: the first that takes it decides. */
    private static final class Delivery {
        final Sender sender;
        int awaited;

        Delivery(Sender sender, int awaited) {
            this.sender = sender;
            this.awaited = awaited;
        }
    }

    Messages(String user, Users.Around around, Map<String, UserPage> pages, Phones phones) {
        this.user = user;
        this.around = around;
        this.pages = pages;
        this.phones = phones;
        this.sending = new Allowance(MOST_AT_ONCE, ONE_EACH, now());
        this.receiving = new Allowance(2 * MOST_AT_ONCE, ONE_EACH / 5, now());
    }

    boolean isEmpty() {
        return open.isEmpty() && deliveries.isEmpty();
    }

    void say(UserPage page, FromPage.Message message) {
        var caller = page.grant.caller(user);
        pass(caller, message.to(), message.body(), new Sender.OnPage(page.id, message.ref()));
    }

    void say(TextSaid said) {
        var caller = new Caller(user, List.of(), user);
        pass(caller, said.to(), said.body(), new Sender.Elsewhere(said.replyTo(), said.token()));
    }

    private void pass(Caller caller, String to, String body, Sender sender) {
        if (!Text.fits(body)) {
            tell(sender, TextOutcome.TOO_LONG);
        } else if (open.size() >= MOST_OPEN || !sending.take(now())) {
            tell(sender, TextOutcome.TOO_MANY);
        } else {
            var text = new Text(own(), body);
            switch (around.routes().resolve(to, caller)) {
                case Routing.To(UserDestination(var other)) -> {
                    var token = open(sender);
                    around.post()
                            .send(
                                    User.mailbox(other),
                                    new TextArrives(text, User.mailbox(user), token));
                }
                case Routing.To(SipDestination(var uri, _)) -> send(text, uri, Way.DIRECT, sender);
                case Routing.To(var outside) ->
                        around.readers()
                                .apply(outside)
                                .ifPresentOrElse(
                                        there -> send(there, body, sender),
                                        () -> tell(sender, TextOutcome.NOT_A_PERSON));
                case Routing.Refused refused -> tell(sender, verdict(refused));
            }
        }
    }

    private String own() {
        return "sip:" + user + "@" + around.settings().domain();
    }

    private void send(TextReader there, String body, Sender sender) {
        send(new Text(there.from().orElse(own()), body), there.uri(), there.way(), sender);
    }

    private void send(Text text, String uri, Way way, Sender sender) {
        var token = open(sender);
        if (around.texts().send(text, uri, way, User.mailbox(user), token)) return;
        open.remove(token);
        tell(sender, TextOutcome.NOT_A_PERSON);
    }

    private static Verdict verdict(Routing.Refused refused) {
        boolean unknown = refused.code().equals("bad-number");
        return new Verdict.Refused(
                unknown ? 404 : 403,
                unknown ? "Not Found" : "Forbidden",
                refused.code(),
                refused.message(),
                refused.hint());
    }

    private String open(Sender sender) {
        var token = "text-" + ++counted;
        open.put(token, sender);
        return token;
    }

    void on(TextOutcome outcome) {
        Optional.ofNullable(open.remove(outcome.token()))
                .ifPresent(sender -> tell(sender, outcome.verdict()));
    }

    /** Of a MESSAGE of ours: either the one that was sent out, or that to one of several phones. */
    void on(SipOutcome outcome) {
        var verdict = verdict(outcome);
        Optional.ofNullable(open.remove(outcome.token()))
                .ifPresent(sender -> tell(sender, verdict));
        var delivery = deliveries.get(outcome.token());
        if (delivery == null) return;
        boolean last = --delivery.awaited == 0;
        if (verdict instanceof Verdict.Delivered || last) {
            deliveries.remove(outcome.token());
            tell(delivery.sender, verdict);
        }
    }

    private static Verdict verdict(SipOutcome outcome) {
        return switch (outcome) {
            case SipOutcome.Answered(_, _, var response, _) when response.isSuccess() ->
                    TextOutcome.DELIVERED;
            case SipOutcome.Answered(_, _, var response, _) ->
                    TextOutcome.refusedThere(response.status(), response.reason());
            case SipOutcome.Failed(_, var status, var why) -> TextOutcome.refusedThere(status, why);
        };
    }

    void arrive(TextArrives arrives) {
        var sender = new Sender.Elsewhere(arrives.replyTo(), arrives.token());
        if (deliveries.size() >= MOST_OPEN || !receiving.take(now())) {
            tell(sender, TextOutcome.TOO_MANY);
            return;
        }
        boolean read = showOnPages(arrives.text());
        var token = "delivery-" + ++counted;
        int asked = sendToPhones(arrives.text(), token);
        if (read) tell(sender, TextOutcome.DELIVERED);
        else if (asked == 0) tell(sender, TextOutcome.NOBODY_THERE);
        else deliveries.put(token, new Delivery(sender, asked));
    }

    private boolean showOnPages(Text text) {
        var connected = pages.values().stream().filter(page -> page.connected).toList();
        connected.forEach(page ->
                around.connections().send(page.id, new ToPage.Message(text.from(), text.body())));
        return !connected.isEmpty();
    }

    private int sendToPhones(Text text, String token) {
        int asked = 0;
        for (var destination : phones.destinations()) {
            if (!(destination instanceof PhoneDestination phone)) continue;
            boolean sent =
                    around.texts()
                            .send(text, phone.contact(), Way.to(phone), User.mailbox(user), token);
            if (sent) asked++;
        }
        return asked;
    }

    private void tell(Sender sender, Verdict verdict) {
        switch (sender) {
            case Sender.Elsewhere(var mailbox, var token) ->
                    around.post().send(mailbox, new TextOutcome(token, verdict));
            case Sender.OnPage(var page, var ref) ->
                    around.connections().send(page, answer(ref, verdict));
        }
    }

    private static ToPage answer(String ref, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered() -> new ToPage.Done(ref);
            case Verdict.Refused no ->
                    new ToPage.Failure(
                            no.code(),
                            no.message(),
                            no.hint(),
                            no.code().equals("rate-limited"),
                            Optional.of(ref),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new ToPage.SipStatus(no.status(), no.reason())));
        };
    }

    private long now() {
        return around.clock().nanos();
    }
}
