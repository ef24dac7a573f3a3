package org.ringdown.user;

import java.util.LinkedHashSet;
import java.util.Set;
import org.ringdown.call.EndReason;
import org.ringdown.leg.page.FromPageLeg;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.push.ClosedPages;
import org.ringdown.push.Notice;

/** Calls that ring at pages which are closed: they are woken, and for a while waited for. Part of the user's mailbox. */
final class Waking {
    private final String user;
    private final Users.Around around;
    private final Refusals refusals;

    /** Calls of which closed pages have been told. */
    private final Set<String> told = new LinkedHashSet<>();

    /** Those of them that a page may still wake for. */
    private final Set<String> waiting = new LinkedHashSet<>();

    Waking(String user, Users.Around around) {
        this.user = user;
        this.around = around;
        this.refusals = new Refusals(around.connections());
    }

    private ClosedPages closed() {
        return around.closed();
    }

    /** Whether a call may ring though no page is open. */
    boolean isPossible() {
        return closed().has(user);
    }

    /** Whether a call rings for pages that may still wake. */
    boolean awaits() {
        return !waiting.isEmpty();
    }

    /** A page that has come is told by which key it can be woken later. */
    void welcome(UserPage page) {
        if (page.grant.isGuest()) return;
        closed().key()
                .ifPresent(key -> around.connections().send(page.id, new ToPage.PushKey(key)));
    }

    void subscribe(UserPage page, FromPage.Push wish) {
        if (page.grant.isGuest()) {
            refuse(
                    page,
                    wish.ref(),
                    "Guests are called by nobody, so there is nothing to wake for");
            return;
        }
        closed().add(user, wish.browser())
                .ifPresentOrElse(
                        why -> refuse(page, wish.ref(), why), () -> done(page, wish.ref()));
    }

    void unsubscribe(UserPage page, FromPage.PushOff wish) {
        closed().remove(user, wish.endpoint());
        done(page, wish.ref());
    }

    private void done(UserPage page, String ref) {
        around.connections().send(page.id, new ToPage.Done(ref));
    }

    private void refuse(UserPage page, String ref, String why) {
        refusals.request(
                page.id,
                ref,
                "destination-not-allowed",
                why + ".",
                "docs/guides/push.md says what it takes.");
    }

    void rings(UserCall call) {
        if (!isPossible()) return;
        told.add(call.id);
        waiting.add(call.id);
        closed().tell(user, new Notice.Rings(call.id, caller(call)));
        around.timers()
                .after(
                        closed().patience(),
                        () ->
                                around.post()
                                        .send(
                                                User.mailbox(user),
                                                new UserMessage.NoPageWoke(call.id)));
    }

    /** It has been waited for long enough. */
    void noPageWoke(String call) {
        waiting.remove(call);
    }

    void over(UserCall call, FromPageLeg.Over over) {
        waiting.remove(call.id);
        if (!told.remove(call.id)) return;
        closed().tell(user, new Notice.Over(call.id, caller(call), isMissed(call, over)));
    }

    private static boolean isMissed(UserCall call, FromPageLeg.Over over) {
        return call.answeredAt.isEmpty()
                && over.reason() != EndReason.ANSWERED_ELSEWHERE
                && over.reason() != EndReason.DECLINED;
    }

    private static String caller(UserCall call) {
        var party = UserCall.shown(call.remote);
        return party.name().or(() -> party.number()).orElse(party.uri());
    }
}
