package org.ringdown.shard.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.ringdown.event.Watched;
import org.ringdown.route.Caller;
import org.ringdown.route.Routes;
import org.ringdown.route.Routing;
import org.ringdown.route.UserDestination;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.event.EventPackage;
import org.ringdown.sip.event.EventType;

/**
 * Who may watch what by SUBSCRIBE (RFC 6665): our users, once they have proved who they are, may watch each other's calls and presence, and
 * their own voicemail. Nobody else may watch anything.
 */
public final class WatchRules {
    static final Map<EventPackage, Watched> OFFERED =
            Map.of(
                    EventPackage.DIALOG, Watched.CALLS,
                    EventPackage.PRESENCE, Watched.PRESENCE,
                    EventPackage.MESSAGE_SUMMARY, Watched.VOICEMAIL);

    private final Routes routes;

    public WatchRules(Routes routes) {
        this.routes = routes;
    }

    /** What a SUBSCRIBE comes to. */
    sealed interface Answer {
        /** @param user who is to be watched */
        record May(EventPackage about, EventType type, String user) implements Answer {}

        record MayNot(Refusal refusal) implements Answer {}
    }

    Answer ask(SipRequest subscribe, String watcher) {
        var type = EventType.of(subscribe.headers());
        var about = type.flatMap(asked -> EventPackage.of(OFFERED.keySet(), asked));
        if (about.isEmpty()) return new Answer.MayNot(badEvent());
        var user = user(subscribe, watcher);
        if (user.isEmpty()) return new Answer.MayNot(new Refusal(404));
        boolean own = user.get().equals(watcher);
        if (OFFERED.get(about.get()) == Watched.VOICEMAIL && !own)
            return new Answer.MayNot(new Refusal(403));
        return new Answer.May(about.get(), type.orElseThrow(), user.get());
    }

    /** Whom a call to the same address would reach. */
    private Optional<String> user(SipRequest subscribe, String watcher) {
        var caller = new Caller(watcher, List.of(), watcher);
        return routes.resolve(subscribe.uri().toString(), caller)
                        instanceof Routing.To(UserDestination(var user))
                ? Optional.of(user)
                : Optional.empty();
    }

    static Refusal badEvent() {
        return new Refusal(489, "Bad Event", Headers.NONE.with("Allow-Events", allowEvents()));
    }

    /** The names of the packages, for Allow-Events. */
    public static String allowEvents() {
        var names = new TreeSet<String>();
        OFFERED.keySet().forEach(about -> names.add(about.type().name()));
        return String.join(", ", names);
    }
}
