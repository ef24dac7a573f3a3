package org.ringdown.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.ringdown.call.Calls;
import org.ringdown.call.CustomHeaders;
import org.ringdown.call.Destination;
import org.ringdown.call.Info;
import org.ringdown.call.Invitation;
import org.ringdown.call.Keys;
import org.ringdown.call.Party;
import org.ringdown.call.Placement;
import org.ringdown.leg.page.ForPageLeg;
import org.ringdown.leg.page.PageLeg;
import org.ringdown.limit.Account;
import org.ringdown.limit.Claim;
import org.ringdown.limit.Lease;
import org.ringdown.limit.Verdict;
import org.ringdown.media.Codec;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.route.AppDestination;
import org.ringdown.route.Routing;
import org.ringdown.user.UserCall.Holder;
import org.ringdown.user.UserCall.State;
import org.ringdown.user.UserPage.OpenMedia;

/** What pages ask of their calls. Part of the user's mailbox. */
final class PageRequests {
    /** How far the clock of whoever made a token may be off. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private static final String IN_USE = "That connection carries another call.";
    private static final String CHOOSE_ANOTHER = "Open one for each call, with an m of its own.";

    private final String user;
    private final Users.Around around;
    private final Map<String, UserPage> pages;
    private final CallBook book;
    private final WaitingForMedia waiting;
    private final Refusals refusals;

    PageRequests(String user, Users.Around around, Map<String, UserPage> pages, CallBook book) {
        this.user = user;
        this.around = around;
        this.pages = pages;
        this.book = book;
        this.waiting = new WaitingForMedia(user, around);
        this.refusals = new Refusals(around.connections());
    }

    void dial(UserPage page, FromPage.Dial dial) {
        var open = page.media(dial.m());
        var codecs =
                open.map(there -> there.codecs())
                        .orElseGet(() -> around.negotiation().foresee(dial.codecs()));
        if (around.calls().isDraining()) {
            refuse(
                    page,
                    dial,
                    "over-capacity",
                    "The gateway is about to stop, and takes no new calls.",
                    "Try again in a minute.");
        } else if (codecs.stream().allMatch(Codec::isTelephoneEvent)) {
            waitFor(page, dial.m(), dial);
        } else if (book.holds(page.id, dial.m())) {
            refuse(page, dial, "bad-state", IN_USE, CHOOSE_ANOTHER);
        } else if (page.grant.expires().plus(SKEW).isBefore(around.clock().wall())) {
            refuse(
                    page,
                    dial,
                    "token-expired",
                    "The page's token has expired.",
                    "Send a fresh one.");
        } else {
            switch (around.routes().resolve(dial.to(), page.grant.caller(user))) {
                case Routing.To(var destination) -> admit(page, dial, open, codecs, destination);
                case Routing.Refused(_, var code, var message, var hint) ->
                        refuse(page, dial, code, message, hint);
            }
        }
    }

    private void refuse(
            UserPage page, FromPage.Dial dial, String code, String message, String hint) {
        refusals.dial(page.id, dial.ref(), code, message, hint);
    }

    private void admit(
            UserPage page,
            FromPage.Dial dial,
            Optional<OpenMedia> open,
            List<Codec> codecs,
            Destination destination) {
        String id = CallIds.next(around.random());
        if (around.routes().isEmergency(dial.to())) {
            place(page, dial, open, codecs, destination, id, Optional.empty());
            return;
        }
        switch (around.limits().admit(Claim.by(payers(page)), Calls.mailbox(id))) {
            case Verdict.Admitted(var lease) ->
                    place(page, dial, open, codecs, destination, id, Optional.of(lease));
            case Verdict.Refused(var why) -> refusals.dial(page.id, dial.ref(), why);
        }
    }

    /** Any number of visitors may come from one address, under a new name each. */
    private List<Account> payers(UserPage page) {
        var payers = new ArrayList<>(page.grant.caller(user).payers());
        if (page.grant.isGuest()) payers.add(Account.address(page.address));
        return payers;
    }

    private void place(
            UserPage page,
            FromPage.Dial dial,
            Optional<OpenMedia> open,
            List<Codec> codecs,
            Destination destination,
            String id,
            Optional<Lease> lease) {
        String leg = id + ".0";
        var remote = new Party(dial.to(), Optional.of(dial.to()), Optional.empty());
        // The first candidate's leg is the call's first; its Call-ID is what a SIP trace shows.
        var call = new UserCall(leg, id, id + ".1", false, remote, State.CONNECTING, now());
        call.holder = Optional.of(new Holder(page.id, dial.m()));
        call.awaitsMedia = open.isEmpty();
        // Whoever reaches anybody is in the records, by name.
        call.check = dial.check() && destination instanceof AppDestination;
        book.add(call);
        book.toHolder(
                call, new ToPage.Calling(dial.ref(), leg, call.sipCallId, UserCall.shown(remote)));
        var placement =
                placement(call, dial, open, codecs, destination)
                        .atMost(around.routes().longest(page.grant.caller(user)))
                        .recorded(around.routes().recordable(dial.to(), page.grant.caller(user)));
        around.calls().place(id, lease.map(placement::countedAs).orElse(placement));
        book.update(call);
    }

    private Placement placement(
            UserCall call,
            FromPage.Dial dial,
            Optional<OpenMedia> open,
            List<Codec> codecs,
            Destination destination) {
        var pictures =
                open.map(there -> there.pictures())
                        .orElseGet(() -> around.negotiation().foreseePictures(dial.codecs()));
        var me =
                new Party(
                        "sip:" + user + "@" + around.settings().domain(),
                        Optional.of(user),
                        Optional.empty());
        var placement =
                new Placement(
                        call.id,
                        (leg, host) ->
                                PageLeg.calling(
                                        leg,
                                        user,
                                        me,
                                        open.map(OpenMedia::media),
                                        codecs,
                                        pictures,
                                        host,
                                        around.legs()),
                        destination,
                        new Invitation(
                                        me,
                                        call.sipCallId,
                                        dial.to(),
                                        codecs,
                                        CustomHeaders.sane(dial.headers()))
                                .with(pictures),
                        dial.ringTimeout());
        return call.check ? placement : placement.by(user);
    }

    /** The user's mailbox sees two answers one after the other: the first wins. */
    void answer(UserPage page, FromPage.Answer answer) {
        var call = book.find(answer.call()).filter(UserCall::ringsHere);
        if (call.isEmpty()) {
            String code = book.find(answer.call()).isEmpty() ? "bad-state" : "answered-elsewhere";
            refusals.call(
                    page.id,
                    answer.call(),
                    code,
                    "That call does not ring any more.",
                    "Nothing is left to do.");
            return;
        }
        if (isTaken(page, answer.m(), call.get())) return;
        page.media(answer.m())
                .ifPresentOrElse(
                        open -> accept(page, call.get(), answer.m(), open),
                        () -> waitFor(page, answer.m(), answer));
    }

    private void accept(UserPage page, UserCall call, String m, OpenMedia open) {
        call.holder = Optional.of(new Holder(page.id, m));
        book.tell(call, open.accept());
        var elsewhere =
                new ToPage.Ended(
                        call.id,
                        "answered-elsewhere",
                        "local",
                        Optional.empty(),
                        OptionalInt.empty(),
                        0);
        pages.values().stream()
                .filter(other -> other != page && other.registered)
                .forEach(other -> around.connections().send(other.id, elsewhere));
    }

    void reject(UserPage page, String id, boolean busy) {
        find(page, id)
                .ifPresent(call -> {
                    if (call.ringsHere()) book.tell(call, new ForPageLeg.Decline(busy));
                    else
                        refusals.call(
                                page.id,
                                id,
                                "bad-state",
                                "That call does not ring any more.",
                                "Hang up instead.");
                });
    }

    void hangUp(UserPage page, String id) {
        find(page, id)
                .ifPresent(call ->
                        book.tell(
                                call,
                                call.ringsHere()
                                        ? new ForPageLeg.Decline(false)
                                        : new ForPageLeg.HangUp()));
    }

    void pull(UserPage page, FromPage.Pull pull) {
        var call = find(page, pull.call());
        if (call.isEmpty()) return;
        if (call.get().ringsHere()) {
            refusals.call(
                    page.id, pull.call(), "bad-state", "That call still rings.", "Answer it.");
            return;
        }
        if (isTaken(page, pull.m(), call.get())) return;
        page.media(pull.m())
                .ifPresentOrElse(
                        open -> attach(call.get(), new Holder(page.id, pull.m()), open),
                        () -> waitFor(page, pull.m(), pull));
    }

    private void attach(UserCall call, Holder now, OpenMedia open) {
        call.holder.filter(before -> !before.equals(now)).ifPresent(this::release);
        call.holder = Optional.of(now);
        join(call, open);
        book.toHolder(call, new ToPage.Pulled(call.id));
        book.sendCodec(call);
        book.sendPictures(call);
        book.update(call);
    }

    private void join(UserCall call, OpenMedia open) {
        call.away = false;
        call.awaitsMedia = false;
        book.tell(call, open.attached());
    }

    /** The leg closes the media that it had; the page that held it only forgets it. */
    private void release(Holder before) {
        Optional.ofNullable(pages.get(before.page()))
                .ifPresent(page -> page.media.remove(before.m()));
    }

    void press(UserPage page, FromPage.Dtmf pressed) {
        var keys = new Keys(pressed.digits(), pressed.duration(), pressed.gap(), false);
        find(page, pressed.call()).ifPresent(call -> book.tell(call, new ForPageLeg.Press(keys)));
    }

    /** Of a call that is elsewhere by now there is nothing to tell here, and the page knows. */
    void watch(UserPage page, FromPage.Stats wish) {
        book.find(wish.call())
                .filter(call -> call.isHeldBy(page.id))
                .flatMap(call -> call.holder)
                .flatMap(at -> page.media(at.m()))
                .ifPresent(open -> open.media().watch(wish.on()));
    }

    void inform(UserPage page, FromPage.Info said) {
        var info = new Info(Info.Kind.PROGRAM, said.contentType(), said.body());
        var call = book.find(said.call()).filter(UserCall::isActive);
        if (call.isEmpty()) {
            refusals.request(
                    page.id,
                    said.ref(),
                    "bad-state",
                    "That call does not talk.",
                    "Wait until it was answered.");
        } else if (!info.isAllowed()) {
            refusals.request(
                    page.id,
                    said.ref(),
                    "bad-message",
                    "INFO of that type is not passed on.",
                    "Use one of: " + String.join(", ", new TreeSet<>(Info.TYPES)) + ".");
        } else if (!info.fits()) {
            refusals.request(
                    page.id,
                    said.ref(),
                    "bad-message",
                    "The body has more than " + Info.LONGEST + " bytes.",
                    "Say it in several.");
        } else {
            book.tell(call.get(), new ForPageLeg.Say(info));
            around.connections().send(page.id, new ToPage.Done(said.ref()));
        }
    }

    void record(UserPage page, FromPage.Record wish) {
        var call = book.find(wish.call()).filter(UserCall::isActive);
        if (page.grant.isGuest())
            refusals.request(
                    page.id,
                    wish.ref(),
                    "destination-not-allowed",
                    "Visitors have no calls recorded.",
                    "Whoever is called may, where the route says so.");
        else if (call.isPresent())
            book.tell(call.get(), new ForPageLeg.Record(wish.on(), page.id, wish.ref()));
        else
            refusals.request(
                    page.id,
                    wish.ref(),
                    "bad-state",
                    "That call does not talk.",
                    "Wait until it was answered.");
    }

    /** One PeerConnection carries one call: what ends with the one would end the other. */
    private boolean isTaken(UserPage page, String m, UserCall by) {
        boolean taken = book.heldAt(new Holder(page.id, m)).filter(held -> held != by).isPresent();
        if (taken) refusals.call(page.id, by.id, "bad-state", IN_USE, CHOOSE_ANOTHER);
        return taken;
    }

    private void waitFor(UserPage page, String m, FromPage message) {
        if (waiting.until(page.id, m, message)) return;
        String what = "Too much waits for connections that were never opened.";
        refuse(page.id, m, message, "rate-limited", what, "Send media.open first.");
    }

    private void refuse(
            String page, String m, FromPage message, String code, String what, String hint) {
        if (message instanceof FromPage.Dial dial)
            refusals.dial(page, dial.ref(), code, what, hint);
        else refusals.media(page, m, code, what, hint);
    }

    /** What waited for this PeerConnection goes on. */
    void mediaOpened(UserPage page, String m) {
        for (var message : waiting.opened(page.id, m)) {
            switch (message) {
                case FromPage.Dial dial -> dial(page, dial);
                case FromPage.Answer answer -> answer(page, answer);
                case FromPage.Pull pull -> pull(page, pull);
                default -> throw new IllegalStateException("does not wait for media: " + message);
            }
        }
        book.heldAt(new Holder(page.id, m))
                .ifPresent(call -> {
                    var open = page.media.get(m);
                    boolean ahead = call.awaitsMedia;
                    if (ahead) join(call, open);
                    else book.tell(call, new ForPageLeg.Looks(open.pictures()));
                    book.sendCodec(call);
                    if (ahead) book.sendPictures(call);
                });
    }

    void mediaNeverCame(String page, String m) {
        String what = "The connection " + m + " was never opened.";
        String hint = "Send media.open with this m.";
        for (var message : waiting.opened(page, m)) {
            refuse(page, m, message, "bad-state", what, hint);
        }
    }

    private Optional<UserCall> find(UserPage page, String id) {
        var call = book.find(id);
        if (call.isEmpty())
            refusals.call(page.id, id, "bad-state", "You have no such call.", "It may have ended.");
        return call;
    }

    private long now() {
        return around.clock().wall().toEpochMilli();
    }
}
