package org.ringdown.user;

import java.util.Map;
import java.util.Optional;
import org.ringdown.call.Keys;
import org.ringdown.leg.page.ForPageLeg;
import org.ringdown.media.LegSound;
import org.ringdown.page.ToPage;
import org.ringdown.user.UserCall.Holder;

/** What workers report of the pages' media, and what it means for the calls that they carry. Part of the user's mailbox. */
final class MediaNews {
    private final Map<String, UserPage> pages;
    private final CallBook book;

    MediaNews(Map<String, UserPage> pages, CallBook book) {
        this.pages = pages;
        this.book = book;
    }

    void connected(Holder at) {
        book.heldAt(at)
                .filter(call -> call.away)
                .ifPresent(call -> {
                    call.away = false;
                    var open = pages.get(at.page()).media.get(at.m());
                    book.tell(call, open.attached());
                    book.update(call);
                });
    }

    void lost(Holder at) {
        book.heldAt(at)
                .filter(call -> !call.away)
                .ifPresent(call -> {
                    call.away = true;
                    book.tell(call, new ForPageLeg.Detached());
                    book.update(call);
                });
    }

    /** The page is gone, and the calls that went ahead of its media wait for it to come back. */
    void gone(String page) {
        book.awaitingMediaOf(page).forEach(this::lost);
    }

    void lossy(Holder at, boolean on) {
        book.heldAt(at).ifPresent(call -> book.tell(call, new ForPageLeg.Lossy(on)));
    }

    void sounds(Holder at, LegSound here, Optional<LegSound> there) {
        book.heldAt(at)
                .ifPresent(call -> book.toHolder(call, new ToPage.Stats(call.id, here, there)));
    }

    void key(Holder at, char key) {
        book.heldAt(at).ifPresent(call -> book.tell(call, new ForPageLeg.Press(Keys.heard(key))));
    }
}
