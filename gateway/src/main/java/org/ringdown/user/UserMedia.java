package org.ringdown.user;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.ringdown.leg.page.PageNegotiation.Agreed;
import org.ringdown.leg.page.PageNegotiation.Refused;
import org.ringdown.media.LegSound;
import org.ringdown.media.MediaListener;
import org.ringdown.page.ToPage;
import org.ringdown.user.UserCall.Holder;
import org.ringdown.user.UserMessage.MediaConnected;
import org.ringdown.user.UserMessage.MediaKey;
import org.ringdown.user.UserMessage.MediaLossy;
import org.ringdown.user.UserMessage.MediaLost;
import org.ringdown.user.UserMessage.MediaSounds;
import org.ringdown.user.UserPage.OpenMedia;

/** The PeerConnections of a user's pages: opened before, and apart from, any call. Part of the user's mailbox. */
final class UserMedia {
    private final String user;
    private final Users.Around around;
    private final Map<String, UserPage> pages;

    private final Refusals refusals;
    private long opened;

    UserMedia(String user, Users.Around around, Map<String, UserPage> pages) {
        this.user = user;
        this.around = around;
        this.pages = pages;
        this.refusals = new Refusals(around.connections());
    }

    /** Answers an offer; whether {@code m} is open now. */
    boolean open(UserPage page, String m, String offer) {
        var before = page.media(m);
        if (before.isEmpty() && page.media.size() >= UserPage.MOST_MEDIA) {
            fail(
                    page,
                    m,
                    new Refused(
                            "rate-limited",
                            "This page has too many connections open.",
                            "Close some calls."));
            return false;
        }
        int worker = around.media().workerOf(user);
        var agreed = before.map(OpenMedia::agreed);
        var from = around.connections().addressOf(page.id);
        return switch (around.negotiation().answer(offer, from, agreed, worker)) {
            case Agreed now -> {
                page.media.put(
                        m,
                        before.map(open -> updated(open, now))
                                .orElseGet(() -> start(page, worker, now)));
                around.connections().send(page.id, new ToPage.MediaAnswer(m, now.answer()));
                yield true;
            }
            case Refused refused -> {
                fail(page, m, refused);
                yield false;
            }
        };
    }

    private static OpenMedia updated(OpenMedia open, Agreed agreed) {
        open.media().update(agreed.parameters());
        return new OpenMedia(open.key(), open.media(), agreed);
    }

    private OpenMedia start(UserPage page, int worker, Agreed agreed) {
        // Page ids never come again, so a late report of media long closed fits nothing.
        String key = page.id + "." + ++opened;
        return new OpenMedia(
                key, around.media().openWebRtc(worker, agreed.parameters(), listener(key)), agreed);
    }

    /** Called on the worker, so it only posts. */
    private MediaListener listener(String key) {
        String mailbox = User.mailbox(user);
        return new MediaListener() {
            @Override
            public void connected() {
                around.post().send(mailbox, new MediaConnected(key));
            }

            @Override
            public void lost() {
                around.post().send(mailbox, new MediaLost(key));
            }

            @Override
            public void failed(String why) {
                around.post().send(mailbox, new MediaLost(key));
            }

            @Override
            public void lossy(boolean on) {
                around.post().send(mailbox, new MediaLossy(key, on));
            }

            @Override
            public void sounds(LegSound here, Optional<LegSound> there) {
                around.post().send(mailbox, new MediaSounds(key, here, there));
            }

            @Override
            public void key(char pressed) {
                around.post().send(mailbox, new MediaKey(key, pressed));
            }
        };
    }

    /** Which page holds an open PeerConnection now, and under which name. */
    Optional<Holder> where(String key) {
        for (var page : pages.values()) {
            for (var open : page.media.entrySet()) {
                if (open.getValue().key().equals(key))
                    return Optional.of(new Holder(page.id, open.getKey()));
            }
        }
        return Optional.empty();
    }

    private void fail(UserPage page, String m, Refused refused) {
        refusals.media(page.id, m, refused.code(), refused.message(), refused.hint());
    }

    void closeAll(UserPage page) {
        page.media.values().forEach(open -> open.media().close());
        page.media.clear();
    }

    void closeUnheld(UserPage page, CallBook book) {
        for (var m : new ArrayList<>(page.media.keySet())) {
            if (!book.holds(page.id, m)) page.close(m);
        }
    }
}
