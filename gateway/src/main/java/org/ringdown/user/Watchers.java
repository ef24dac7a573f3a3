package org.ringdown.user;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.call.CallSeen;
import org.ringdown.call.CallSeen.Phase;
import org.ringdown.event.News;
import org.ringdown.event.Voicemail;
import org.ringdown.event.WatchAsked;
import org.ringdown.event.WatchNews;
import org.ringdown.event.WatchOver;
import org.ringdown.event.WatchRefused;

/** Who watches a user, and what they see: the user's calls, presence and voicemail. Part of the user's mailbox. */
final class Watchers {
    private static final int MOST = 100;
    private static final int MOST_OF_ONE = 10;

    private final Users.Around around;
    private final Map<String, UserPage> pages;
    private final Phones phones;
    private final Map<String, CallSeen> calls = new LinkedHashMap<>();
    private final Map<String, Watcher> watchers = new LinkedHashMap<>();
    private Voicemail voicemail = Voicemail.NONE;

    private static final class Watcher {
        final WatchAsked asked;
        Optional<News> told = Optional.empty();

        Watcher(WatchAsked asked) {
            this.asked = asked;
        }
    }

    Watchers(Users.Around around, Map<String, UserPage> pages, Phones phones) {
        this.around = around;
        this.pages = pages;
        this.phones = phones;
    }

    boolean isEmpty() {
        return calls.isEmpty() && watchers.isEmpty();
    }

    void on(CallSeen seen) {
        var key = seen.call() + (seen.inbound() ? ".in" : ".out");
        if (seen.phase() == Phase.OVER) calls.remove(key);
        else calls.put(key, seen);
    }

    void on(WatchAsked asked) {
        long same =
                watchers.values().stream()
                        .filter(other -> other.asked.watcher().equals(asked.watcher()))
                        .count();
        if (watchers.size() >= MOST || same >= MOST_OF_ONE) {
            around.post().send(asked.replyTo(), new WatchRefused(asked.watch()));
        } else {
            watchers.put(asked.watch(), new Watcher(asked));
        }
    }

    void on(WatchOver over) {
        watchers.remove(over.watch());
    }

    void voicemail(Voicemail now) {
        voicemail = now;
    }

    /** After anything has happened: whoever sees something new is told. */
    void tell() {
        for (var watcher : watchers.values()) {
            var now = news(watcher.asked);
            if (watcher.told.filter(now::equals).isPresent()) continue;
            watcher.told = Optional.of(now);
            around.post().send(watcher.asked.replyTo(), new WatchNews(watcher.asked.watch(), now));
        }
    }

    private News news(WatchAsked asked) {
        return switch (asked.what()) {
            case CALLS -> new News.OfCalls(List.copyOf(new ArrayList<>(calls.values())));
            case PRESENCE -> presence();
            case VOICEMAIL -> new News.OfVoicemail(voicemail);
        };
    }

    private News presence() {
        boolean open = pages.values().stream().anyMatch(UserPage::rings) || !phones.isEmpty();
        boolean talking = calls.values().stream().anyMatch(call -> call.phase() == Phase.TALKING);
        return new News.OfPresence(open, talking);
    }
}
