package org.ringdown.user;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.leg.page.ForPageLeg;
import org.ringdown.page.ToPage;
import org.ringdown.route.Routing;
import org.ringdown.user.UserCall.State;

/** What pages ask of calls that are answered: to hold them, and to give them away. Part of the user's mailbox. */
final class PageTransfers {
    /** How far the clock of whoever made a token may be off. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final String user;
    private final Users.Around around;
    private final CallBook book;
    private final Refusals refusals;

    PageTransfers(String user, Users.Around around, CallBook book) {
        this.user = user;
        this.around = around;
        this.book = book;
        this.refusals = new Refusals(around.connections());
    }

    void hold(UserPage page, String id, boolean on) {
        answered(page, id)
                .ifPresent(call -> {
                    if (call.hold.local() == on) {
                        book.toHolder(call, new ToPage.Held(call.id, call.hold));
                    } else {
                        book.tell(call, new ForPageLeg.Hold(on));
                    }
                });
    }

    /** The far end may be sent where its user may dial, and nowhere else. */
    void transfer(UserPage page, String id, String to) {
        var call = answered(page, id);
        if (call.isEmpty()) return;
        allowed(page, id, to).ifPresent(order -> book.tell(call.get(), order));
    }

    private Optional<ForPageLeg> allowed(UserPage page, String id, String to) {
        if (page.grant.expires().plus(SKEW).isBefore(around.clock().wall())) {
            refusals.call(
                    page.id,
                    id,
                    "token-expired",
                    "The page's token has expired.",
                    "Send a fresh one.");
            return Optional.empty();
        }
        return switch (around.routes().resolve(to, page.grant.caller(user))) {
            case Routing.To(var destination) ->
                    Optional.of(new ForPageLeg.TransferTo(destination, to));
            case Routing.Refused(_, var code, var message, var hint) -> {
                refusals.call(page.id, id, code, message, hint);
                yield Optional.empty();
            }
        };
    }

    void merge(UserPage page, String id, String otherId) {
        var call = answered(page, id);
        if (call.isEmpty()) return;
        var rings = book.find(otherId).filter(UserCall::ringsThere);
        if (rings.isPresent()) {
            toWhoRings(page, call.get(), rings.get());
            return;
        }
        var other = answered(page, otherId);
        if (other.isEmpty()) return;
        if (call.get().call.equals(other.get().call)) {
            refusals.call(
                    page.id,
                    id,
                    "bad-state",
                    "Both are the same call.",
                    "Name another one of your calls.");
            return;
        }
        book.tell(call.get(), new ForPageLeg.Merge(other.get().call, other.get().id));
    }

    /** Nobody is there yet who could be joined to: our call is given up, and the far end calls instead. */
    private void toWhoRings(UserPage page, UserCall call, UserCall rings) {
        var order = allowed(page, call.id, rings.remote.uri());
        if (order.isEmpty()) return;
        book.tell(rings, new ForPageLeg.HangUp());
        book.tell(call, order.get());
    }

    private Optional<UserCall> answered(UserPage page, String id) {
        var call = book.find(id);
        if (call.filter(known -> known.state == State.ACTIVE).isPresent()) return call;
        if (call.isEmpty()) {
            refusals.call(page.id, id, "bad-state", "You have no such call.", "It may have ended.");
        } else {
            refusals.call(
                    page.id,
                    id,
                    "bad-state",
                    "That call has not been answered yet.",
                    "Wait until it is.");
        }
        return Optional.empty();
    }
}
