package org.ringdown.user;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ringdown.call.Opinion;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;

/** What users say of their calls, of those too that ended a while ago. Part of the user's mailbox. */
final class Opinions {
    /** How many calls that have ended may still be spoken of. */
    static final int REMEMBERED = 50;

    private final String user;
    private final Users.Around around;
    private final CallBook book;
    private final Refusals refusals;

    /** Calls that have ended and have no opinion yet, and what their records call them. */
    private final Map<String, String> over =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Opinions(String user, Users.Around around, CallBook book) {
        this.user = user;
        this.around = around;
        this.book = book;
        this.refusals = new Refusals(around.connections());
        book.whenRemoved(call -> {
            if (!call.rated) over.put(call.id, call.call);
        });
    }

    void rate(UserPage page, FromPage.Feedback said) {
        var call = unrated(said.call());
        if (call.isEmpty()) {
            refusals.request(
                    page.id,
                    said.ref(),
                    "bad-state",
                    "You have no such call, or have said how it was.",
                    "A call has one opinion of each side, soon after its end.");
            return;
        }
        around.calls()
                .rated(
                        new Opinion(
                                call.get(),
                                user,
                                around.clock().wall(),
                                said.score(),
                                said.issue()));
        around.connections().send(page.id, new ToPage.Done(said.ref()));
    }

    /** From now on it has an opinion. */
    private Optional<String> unrated(String id) {
        var lives = book.find(id);
        if (lives.isEmpty()) return Optional.ofNullable(over.remove(id));
        boolean first = !lives.get().rated;
        lives.get().rated = true;
        return lives.filter(_ -> first).map(call -> call.call);
    }
}
