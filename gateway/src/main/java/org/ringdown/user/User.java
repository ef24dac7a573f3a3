package org.ringdown.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.call.CallSeen;
import org.ringdown.call.Calls;
import org.ringdown.call.Candidates;
import org.ringdown.call.Destination;
import org.ringdown.call.WhoRings;
import org.ringdown.event.TextArrives;
import org.ringdown.event.TextOutcome;
import org.ringdown.event.TextSaid;
import org.ringdown.event.VoicemailAsked;
import org.ringdown.event.VoicemailIs;
import org.ringdown.event.WatchAsked;
import org.ringdown.event.WatchOver;
import org.ringdown.leg.page.FromPageLeg;
import org.ringdown.mailbox.Owner;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.route.PagesDestination;
import org.ringdown.shard.PhoneFlowClosed;
import org.ringdown.shard.PhoneRegisters;
import org.ringdown.shard.SipOutcome;
import org.ringdown.time.Timers;
import org.ringdown.user.UserMessage.Arrived;
import org.ringdown.user.UserMessage.Forget;
import org.ringdown.user.UserMessage.Gone;
import org.ringdown.user.UserMessage.IceServersAge;
import org.ringdown.user.UserMessage.MediaConnected;
import org.ringdown.user.UserMessage.MediaKey;
import org.ringdown.user.UserMessage.MediaLossy;
import org.ringdown.user.UserMessage.MediaLost;
import org.ringdown.user.UserMessage.MediaNeverCame;
import org.ringdown.user.UserMessage.MediaSounds;
import org.ringdown.user.UserMessage.NoPageWoke;
import org.ringdown.user.UserMessage.PhonesExpired;
import org.ringdown.user.UserMessage.Renewed;
import org.ringdown.user.UserMessage.Said;

/** A user: pages that come and go, phones that are registered, and the list of calls. Runs in the mailbox {@code user:<name>}. */
final class User implements Owner {
    /** How long media may be silent once the page's socket has closed (docs/architecture.md, "The page vanishes"). */
    private static final Duration PATIENCE_WITHOUT_SOCKET = Duration.ofSeconds(3);

    private static final int REPLACED = 4001;
    private static final int FULL = 4005;

    /** How many pages one user may have open or expected back: far beyond what a person has, far below what hurts. */
    static final int MOST_PAGES = 50;

    private final String name;
    private final Users.Around around;
    private final Map<String, UserPage> pages = new LinkedHashMap<>();
    private final UserMedia media;
    private final CallBook book;
    private final PageRequests requests;
    private final PageTransfers transfers;
    private final Opinions opinions;
    private final LegReports reports;
    private final MediaNews news;
    private final Phones phones;
    private final Messages messages;
    private final Watchers watchers;
    private final Waking waking;

    User(String name, Users.Around around) {
        this.name = name;
        this.around = around;
        this.media = new UserMedia(name, around, pages);
        this.book = new CallBook(name, around, pages);
        this.requests = new PageRequests(name, around, pages, book);
        this.transfers = new PageTransfers(name, around, book);
        this.opinions = new Opinions(name, around, book);
        this.waking = new Waking(name, around);
        this.reports = new LegReports(around.clock(), pages, book, waking);
        this.news = new MediaNews(pages, book);
        this.phones = new Phones(name, around);
        this.watchers = new Watchers(around, pages, phones);
        this.messages = new Messages(name, around, pages, phones);
    }

    static String mailbox(String user) {
        return "user:" + user;
    }

    @Override
    public Next receive(Object message) {
        switch (message) {
            case UserMessage fromPage -> on(fromPage);
            case FromPageLeg fromLeg -> reports.on(fromLeg);
            case WhoRings(var call) -> around.post().send(Calls.mailbox(call), candidates());
            case PhoneRegisters register -> phones.on(register);
            case PhoneFlowClosed closed -> phones.on(closed);
            case CallSeen seen -> watchers.on(seen);
            case WatchAsked asked -> watchers.on(asked);
            case WatchOver over -> watchers.on(over);
            case VoicemailIs voicemail -> watchers.on(voicemail);
            case TextSaid said -> messages.say(said);
            case TextArrives text -> messages.arrive(text);
            case TextOutcome outcome -> messages.on(outcome);
            case SipOutcome outcome -> messages.on(outcome);
            default -> throw new IllegalArgumentException("not for a user: " + message.getClass());
        }
        watchers.tell();
        boolean idle =
                pages.isEmpty()
                        && book.isEmpty()
                        && phones.isEmpty()
                        && messages.isEmpty()
                        && watchers.isEmpty();
        return idle ? Next.RETIRE : Next.STAY;
    }

    private void on(UserMessage message) {
        switch (message) {
            case Arrived arrived -> welcome(arrived);
            case Said(var page, var said) ->
                    Optional.ofNullable(pages.get(page)).ifPresent(from -> on(from, said));
            case Renewed(var page, var grant) ->
                    Optional.ofNullable(pages.get(page))
                            .filter(_ -> isOurs(grant))
                            .ifPresent(known -> known.grant = grant);
            case Gone(var page) -> Optional.ofNullable(pages.get(page)).ifPresent(this::gone);
            case Forget(var page) -> forget(page);
            case MediaConnected(var key) -> media.where(key).ifPresent(news::connected);
            case MediaLost(var key) -> media.where(key).ifPresent(news::lost);
            case MediaLossy(var key, var on) ->
                    media.where(key).ifPresent(at -> news.lossy(at, on));
            case MediaSounds(var key, var here, var there) ->
                    media.where(key).ifPresent(at -> news.sounds(at, here, there));
            case MediaKey(var key, var pressed) ->
                    media.where(key).ifPresent(at -> news.key(at, pressed));
            case IceServersAge(var page) ->
                    Optional.ofNullable(pages.get(page)).ifPresent(this::tellIceServers);
            case NoPageWoke(var call) -> {
                waking.noPageWoke(call);
                unlessAnyoneRings();
            }
            case PhonesExpired() -> {} // whether anything is left, every message asks
            case MediaNeverCame(var page, var m) -> requests.mediaNeverCame(page, m);
        }
    }

    private void on(UserPage page, FromPage said) {
        page.shown = Optional.empty();
        switch (said) {
            case FromPage.MediaOpen(var m, var offer) -> {
                if (media.open(page, m, offer)) requests.mediaOpened(page, m);
            }
            case FromPage.StreamOpen wish -> {
                if (media.open(page, wish)) requests.mediaOpened(page, wish.m());
            }
            case FromPage.MediaClose(var m) -> {
                if (!book.holds(page.id, m)) page.close(m);
            }
            case FromPage.Register(var on) -> {
                page.registered = on;
                if (on) book.ring(page);
                else unlessAnyoneRings();
            }
            case FromPage.Dial dial -> requests.dial(page, dial);
            case FromPage.Answer answer -> requests.answer(page, answer);
            case FromPage.Reject(var call, var busy) -> requests.reject(page, call, busy);
            case FromPage.Hangup(var call) -> requests.hangUp(page, call);
            case FromPage.Pull pull -> requests.pull(page, pull);
            case FromPage.Dtmf keys -> requests.press(page, keys);
            case FromPage.Stats wish -> requests.watch(page, wish);
            case FromPage.Hold(var call, var on) -> transfers.hold(page, call, on);
            case FromPage.Transfer(var call, var to) -> transfers.transfer(page, call, to);
            case FromPage.TransferToCall(var call, var other) -> transfers.merge(page, call, other);
            case FromPage.Message message -> messages.say(page, message);
            case FromPage.Info info -> requests.inform(page, info);
            case FromPage.Record wish -> requests.record(page, wish);
            case FromPage.Push wish -> waking.subscribe(page, wish);
            case FromPage.PushOff wish -> waking.unsubscribe(page, wish);
            case FromPage.Feedback opinion -> opinions.rate(page, opinion);
            case FromPage.Hello _,
                    FromPage.FreshToken _,
                    FromPage.Ping _ -> {} // answered at the door
        }
    }

    private void welcome(Arrived arrived) {
        var before = arrived.resume().flatMap(this::holderOf);
        if (arrived.resume().isPresent()
                && before.isEmpty()
                && !arrived.grant().user().equals(name)) {
            // A guest whose earlier self is no longer known starts afresh, under the name in its
            // token.
            var afresh =
                    new Arrived(
                            arrived.page(),
                            arrived.address(),
                            arrived.grant(),
                            arrived.registers(),
                            Optional.empty());
            around.post().send(mailbox(arrived.grant().user()), afresh);
            return;
        }
        // A socket that closed while its hello waited here leaves nothing behind, and its token
        // stays
        // good.
        if (!around.connections().welcomed(arrived.page(), name)) return;
        if (before.isEmpty() && pages.size() >= MOST_PAGES) {
            turnAway(arrived.page());
            return;
        }
        var page =
                new UserPage(
                        arrived.page(),
                        arrived.address(),
                        arrived.grant(),
                        arrived.registers(),
                        ResumeToken.issue(name, around.random()),
                        before.flatMap(_ -> arrived.resume()));
        before.ifPresent(old -> takeOver(old, page));
        pages.put(page.id, page);
        around.connections()
                .send(
                        page.id,
                        new ToPage.Welcome(
                                Pages.PROTOCOL,
                                name,
                                page.id,
                                page.resume.text(),
                                iceServers(),
                                book.seenBy(page.id)));
        renewIceServersLater(page);
        waking.welcome(page);
        if (page.registered) book.ring(page);
        around.post().send("voicemail:" + name, new VoicemailAsked());
    }

    private List<ToPage.IceServer> iceServers() {
        return around.settings().iceServers().of(name, around.clock().wall());
    }

    private void tellIceServers(UserPage page) {
        around.connections().send(page.id, new ToPage.IceServersRenewed(iceServers()));
        renewIceServersLater(page);
    }

    private void renewIceServersLater(UserPage page) {
        page.renewal =
                around.settings()
                        .iceServers()
                        .renewal()
                        .map(delay ->
                                around.timers()
                                        .after(
                                                delay,
                                                () ->
                                                        around.post()
                                                                .send(
                                                                        mailbox(name),
                                                                        new IceServersAge(
                                                                                page.id))));
    }

    private void turnAway(String page) {
        var failure =
                ToPage.Failure.ofPage(
                        "over-capacity",
                        name
                                + " has "
                                + MOST_PAGES
                                + " pages open, the most that one user may have.",
                        "Close some of them, then connect again.",
                        true);
        around.connections().send(page, failure);
        around.connections().close(page, FULL, "over-capacity");
    }

    /** Each token of a guest names another guest. */
    private boolean isOurs(Grant grant) {
        return grant.isGuest() ? name.startsWith("guest:") : grant.user().equals(name);
    }

    private Optional<UserPage> holderOf(ResumeToken shown) {
        return pages.values().stream().filter(page -> page.isResumedBy(shown)).findFirst();
    }

    /** The newest claim wins: everything that the earlier page held is this page's. */
    private void takeOver(UserPage old, UserPage page) {
        pages.remove(old.id);
        old.renewal.ifPresent(Timers.Timer::cancel);
        media.closeUnheld(old, book);
        page.media.putAll(old.media);
        book.moved(old.id, page.id);
        if (old.connected) around.connections().close(old.id, REPLACED, "replaced");
    }

    private void gone(UserPage page) {
        page.connected = false;
        page.renewal.ifPresent(Timers.Timer::cancel);
        page.expected = page.registered;
        page.registered = false;
        media.closeUnheld(page, book);
        news.gone(page.id);
        page.media.forEach((m, open) -> {
            switch (open) {
                case UserPage.Connected(_, var packets, _) ->
                        packets.patience(PATIENCE_WITHOUT_SOCKET);
                case UserPage.Streamed _ -> news.lost(new UserCall.Holder(page.id, m));
            }
        });
        around.timers()
                .after(
                        around.settings().resumeGrace(),
                        () -> around.post().send(mailbox(name), new Forget(page.id)));
    }

    private void forget(String id) {
        var page = pages.get(id);
        if (page == null || page.connected) return;
        if (book.holds(id)) {
            // Its media still lives: the call decides when it is over.
            around.timers()
                    .after(
                            around.settings().resumeGrace(),
                            () -> around.post().send(mailbox(name), new Forget(id)));
            return;
        }
        pages.remove(id);
        media.closeAll(page);
        unlessAnyoneRings();
    }

    /** Calls that ring end when no page is left that could answer, nor one that is waited for. */
    private void unlessAnyoneRings() {
        if (!waking.awaits() && pages.values().stream().noneMatch(UserPage::mayRing))
            book.nobodyLeft();
    }

    private Candidates candidates() {
        var found = new ArrayList<Destination>();
        if (waking.isPossible() || pages.values().stream().anyMatch(UserPage::rings))
            found.add(new PagesDestination(name));
        found.addAll(phones.destinations());
        return new Candidates(found, true);
    }
}
