package org.ringdown.user;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.ringdown.leg.page.PageNegotiation.Agreed;
import org.ringdown.leg.page.PageNegotiation.Refused;
import org.ringdown.media.Filler;
import org.ringdown.media.LegSound;
import org.ringdown.media.MediaListener;
import org.ringdown.media.StreamListener;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.user.UserCall.Holder;
import org.ringdown.user.UserMessage.MediaConnected;
import org.ringdown.user.UserMessage.MediaKey;
import org.ringdown.user.UserMessage.MediaLossy;
import org.ringdown.user.UserMessage.MediaLost;
import org.ringdown.user.UserMessage.MediaSounds;
import org.ringdown.user.UserPage.Connected;
import org.ringdown.user.UserPage.OpenMedia;
import org.ringdown.user.UserPage.Streamed;

/** The PeerConnections of a user's pages, and streams of pages that have none: opened before, and apart from, any call. Part of the user's mailbox. */
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
        var before = connection(page, m);
        if (before.isEmpty() && isFull(page, m)) return false;
        int worker = around.media().workerOf(user);
        var agreed = before.map(Connected::agreed);
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

    /** Opens media of a page without PeerConnections; whether {@code m} is open now. */
    boolean open(UserPage page, FromPage.StreamOpen wish) {
        if (page.media(wish.m()).isPresent() || isFull(page, wish.m())) return false;
        int worker = around.media().workerOf(user);
        String key = nextKey(page);
        var media =
                around.media()
                        .openStream(
                                worker,
                                wish.cname(page.id),
                                Filler.COMFORT_NOISE,
                                new StreamReports(key, page.id, wish.m()));
        media.plays(wish.sound(), wish.pictures());
        page.media.put(wish.m(), new Streamed(key, media, wish.sound(), wish.pictures()));
        around.connections().opened(page.id, wish.m(), media);
        return true;
    }

    private static Optional<Connected> connection(UserPage page, String m) {
        return page.media(m).filter(Connected.class::isInstance).map(Connected.class::cast);
    }

    private boolean isFull(UserPage page, String m) {
        if (page.media.size() < UserPage.MOST_MEDIA) return false;
        fail(
                page,
                m,
                new Refused(
                        "rate-limited",
                        "This page has too many connections open.",
                        "Close some calls."));
        return true;
    }

    private static OpenMedia updated(Connected open, Agreed agreed) {
        open.media().update(agreed.parameters());
        return new Connected(open.key(), open.media(), agreed);
    }

    private OpenMedia start(UserPage page, int worker, Agreed agreed) {
        String key = nextKey(page);
        return new Connected(
                key,
                around.media().openWebRtc(worker, agreed.parameters(), new Reports(key)),
                agreed);
    }

    /** Page ids never come again, so a late report of media long closed fits nothing. */
    private String nextKey(UserPage page) {
        return page.id + "." + ++opened;
    }

    /** Called on the worker, so it only posts. */
    private class Reports implements MediaListener {
        private final String mailbox = User.mailbox(user);
        private final String key;

        Reports(String key) {
            this.key = key;
        }

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
    }

    private final class StreamReports extends Reports implements StreamListener {
        private final String page;
        private final String m;

        StreamReports(String key, String page, String m) {
            super(key);
            this.page = page;
            this.m = m;
        }

        @Override
        public void waiting() {
            around.connections().waiting(page, m);
        }
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
