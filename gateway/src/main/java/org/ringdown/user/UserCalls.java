package org.ringdown.user;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.call.Calls;
import org.ringdown.call.Invitation;
import org.ringdown.call.Keys;
import org.ringdown.call.Party;
import org.ringdown.call.Placement;
import org.ringdown.call.ToLeg;
import org.ringdown.leg.page.ForPageLeg;
import org.ringdown.leg.page.FromPageLeg;
import org.ringdown.leg.page.PageLeg;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.page.ToPage.CallInfo;
import org.ringdown.route.Caller;
import org.ringdown.route.Routing;
import org.ringdown.user.UserCall.Holder;
import org.ringdown.user.UserCall.State;
import org.ringdown.user.UserPage.OpenMedia;

/** The calls of a user: between what pages ask and what the calls' legs report. Part of the user's mailbox. */
final class UserCalls {
    /** How far the clock of whoever made a token may be off. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final String user;
    private final Users.Around around;
    private final Map<String, UserPage> pages;
    private final UserMedia media;
    private final Map<String, UserCall> calls = new LinkedHashMap<>();
    private final WaitingForMedia waiting;

    UserCalls(String user, Users.Around around, Map<String, UserPage> pages, UserMedia media) {
        this.user = user;
        this.around = around;
        this.pages = pages;
        this.media = media;
        this.waiting = new WaitingForMedia(user, around);
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    boolean holds(String page) {
        return calls.values().stream().anyMatch(call -> call.isHeldBy(page));
    }

    boolean holds(String page, String m) {
        return calls.values().stream().anyMatch(call -> call.isHeldBy(page, m));
    }

    List<CallInfo> seenBy(String page) {
        return calls.values().stream()
                .filter(call -> !call.ringsHere())
                .map(call -> call.seenBy(page, call.isHeldBy(page)))
                .toList();
    }

    /** A page took over another's place. */
    void moved(String from, String to) {
        for (var call : calls.values()) {
            call.holder =
                    call.holder.map(at -> at.page().equals(from) ? new Holder(to, at.m()) : at);
        }
    }

    // What pages ask

    void dial(UserPage page, FromPage.Dial dial) {
        var open = page.media(dial.m());
        if (open.isEmpty()) {
            waiting.until(page.id, dial.m(), dial);
            return;
        }
        if (page.grant.expires().plus(SKEW).isBefore(around.clock().wall())) {
            fail(
                    page,
                    "token-expired",
                    "The page's token has expired.",
                    "Send a fresh one.",
                    dial.ref());
            return;
        }
        if (calls.size() >= around.settings().callsAtOnce()) {
            fail(
                    page,
                    "rate-limited",
                    "You have " + calls.size() + " calls already.",
                    "End one of them.",
                    dial.ref());
            return;
        }
        switch (around.routes().resolve(dial.to(), new Caller(user, page.grant.to(), user))) {
            case Routing.To(var destination) -> place(page, dial, open.get(), destination);
            case Routing.Refused(_, var code, var message, var hint) ->
                    fail(page, code, message, hint, dial.ref());
        }
    }

    private void place(
            UserPage page,
            FromPage.Dial dial,
            OpenMedia open,
            org.ringdown.call.Destination destination) {
        String id = CallIds.next(around.random());
        String leg = id + ".0";
        var me = me();
        var remote = new Party(dial.to(), Optional.of(dial.to()), Optional.empty());
        // The first candidate's leg is the call's first; its Call-ID is what a SIP trace shows.
        var call = new UserCall(leg, id, id + ".1", false, remote, State.CONNECTING, now());
        call.holder = Optional.of(new Holder(page.id, dial.m()));
        calls.put(leg, call);
        around.connections()
                .send(
                        page.id,
                        new ToPage.Calling(
                                dial.ref(), leg, call.sipCallId, UserCall.shown(remote)));
        var invitation =
                new Invitation(me, call.sipCallId, dial.to(), open.agreed().codecs(), Map.of());
        around.calls()
                .place(
                        id,
                        new Placement(
                                leg,
                                (legId, host) ->
                                        PageLeg.calling(
                                                legId, user, me, open.media(), host, around.legs()),
                                destination,
                                invitation,
                                dial.ringTimeout()));
        update(call);
    }

    void answer(UserPage page, FromPage.Answer answer) {
        var call = calls.get(answer.call());
        if (call == null || !call.ringsHere()) {
            String code = call == null ? "bad-state" : "answered-elsewhere";
            failCall(
                    page,
                    code,
                    "That call does not ring any more.",
                    "Nothing is left to do.",
                    answer.call());
            return;
        }
        var open = page.media(answer.m());
        if (open.isEmpty()) {
            waiting.until(page.id, answer.m(), answer);
            return;
        }
        call.holder = Optional.of(new Holder(page.id, answer.m()));
        tell(call, new ForPageLeg.Accept(open.get().media(), open.get().agreed().codecs()));
        for (var other : pages.values()) {
            if (other != page && other.registered) {
                around.connections().send(other.id, answeredElsewhere(call));
            }
        }
    }

    private ToPage.Ended answeredElsewhere(UserCall call) {
        return new ToPage.Ended(
                call.id,
                "answered-elsewhere",
                "local",
                Optional.empty(),
                java.util.OptionalInt.empty(),
                0);
    }

    void reject(UserPage page, String id, boolean busy) {
        find(page, id)
                .ifPresent(call -> {
                    if (call.ringsHere()) tell(call, new ForPageLeg.Decline(busy));
                    else
                        failCall(
                                page,
                                "bad-state",
                                "That call does not ring any more.",
                                "Hang up instead.",
                                id);
                });
    }

    void hangUp(UserPage page, String id) {
        find(page, id)
                .ifPresent(call ->
                        tell(
                                call,
                                call.ringsHere()
                                        ? new ForPageLeg.Decline(false)
                                        : new ForPageLeg.HangUp()));
    }

    void pull(UserPage page, FromPage.Pull pull) {
        var found = find(page, pull.call());
        if (found.isEmpty()) return;
        var call = found.get();
        if (call.ringsHere()) {
            failCall(page, "bad-state", "That call still rings.", "Answer it.", call.id);
            return;
        }
        var open = page.media(pull.m());
        if (open.isEmpty()) {
            waiting.until(page.id, pull.m(), pull);
            return;
        }
        call.holder.ifPresent(before -> release(before, new Holder(page.id, pull.m())));
        call.holder = Optional.of(new Holder(page.id, pull.m()));
        call.away = false;
        tell(call, new ForPageLeg.Attached(open.get().media()));
        around.connections().send(page.id, new ToPage.Pulled(call.id));
        sendCodec(call);
        update(call);
    }

    /** The leg closes the media that it had; the page that held it only forgets it. */
    private void release(Holder before, Holder now) {
        if (before.equals(now)) return;
        Optional.ofNullable(pages.get(before.page()))
                .ifPresent(page -> page.media.remove(before.m()));
    }

    void press(UserPage page, FromPage.Dtmf keys) {
        find(page, keys.call())
                .ifPresent(call ->
                        tell(
                                call,
                                new ForPageLeg.Press(
                                        new Keys(
                                                keys.digits(),
                                                keys.duration(),
                                                keys.gap(),
                                                false))));
    }

    void closeUnlessHeld(UserPage page, String m) {
        if (!holds(page.id, m)) media.close(page, m);
    }

    /** A page that takes calls learns of those that ring. */
    void ring(UserPage page) {
        calls.values().stream().filter(UserCall::ringsHere).forEach(call -> ring(page, call));
    }

    private void ring(UserPage page, UserCall call) {
        around.connections()
                .send(
                        page.id,
                        new ToPage.Incoming(
                                call.id,
                                call.sipCallId,
                                UserCall.shown(call.remote),
                                user,
                                Map.of()));
    }

    void nobodyLeft() {
        calls.values().stream()
                .filter(UserCall::ringsHere)
                .forEach(call -> tell(call, new ForPageLeg.NobodyLeft()));
    }

    // What media does

    void mediaOpened(UserPage page, String m) {
        for (var message : waiting.opened(page.id, m)) {
            switch (message) {
                case FromPage.Dial dial -> dial(page, dial);
                case FromPage.Answer answer -> answer(page, answer);
                case FromPage.Pull pull -> pull(page, pull);
                default -> throw new IllegalStateException("does not wait for media: " + message);
            }
        }
        heldAt(new Holder(page.id, m)).ifPresent(this::sendCodec);
    }

    void mediaNeverCame(String pageId, String m) {
        var page = pages.get(pageId);
        if (page == null) return;
        for (var message : waiting.opened(pageId, m)) {
            String ref = message instanceof FromPage.Dial dial ? dial.ref() : "";
            fail(
                    page,
                    "bad-state",
                    "The connection " + m + " was never opened.",
                    "Send media.open with this m.",
                    ref);
        }
    }

    void mediaConnected(Holder at) {
        heldAt(at)
                .filter(call -> call.away)
                .ifPresent(call -> {
                    call.away = false;
                    tell(
                            call,
                            new ForPageLeg.Attached(
                                    pages.get(at.page()).media.get(at.m()).media()));
                    update(call);
                });
    }

    void mediaLost(Holder at) {
        heldAt(at)
                .filter(call -> !call.away)
                .ifPresent(call -> {
                    call.away = true;
                    tell(call, new ForPageLeg.Detached());
                    update(call);
                });
    }

    void mediaKey(Holder at, char key) {
        heldAt(at).ifPresent(call -> tell(call, new ForPageLeg.Press(Keys.heard(key))));
    }

    private Optional<UserCall> heldAt(Holder at) {
        return calls.values().stream().filter(call -> call.isHeldBy(at.page(), at.m())).findFirst();
    }

    // What legs report

    void on(FromPageLeg report) {
        if (report instanceof FromPageLeg.Incoming incoming) {
            incoming(incoming);
            return;
        }
        var call = calls.get(report.leg());
        if (call != null) on(call, report);
    }

    private void incoming(FromPageLeg.Incoming in) {
        var call =
                new UserCall(
                        in.leg(),
                        in.call(),
                        in.sipCallId(),
                        true,
                        in.remote(),
                        State.RINGING,
                        now());
        calls.put(call.id, call);
        pages.values().stream().filter(UserPage::rings).forEach(page -> ring(page, call));
    }

    private void on(UserCall call, FromPageLeg report) {
        switch (report) {
            case FromPageLeg.Incoming _ -> throw new IllegalStateException("handled above");
            case FromPageLeg.Ringing(_, var early) -> {
                call.state = early ? State.EARLY_MEDIA : State.RINGING;
                toHolder(call, new ToPage.Ringing(call.id, early));
                update(call);
            }
            case FromPageLeg.Chosen(_, var codec) -> {
                call.chosen = Optional.of(codec);
                sendCodec(call);
            }
            case FromPageLeg.Answered _ -> {
                call.state = State.ACTIVE;
                call.answeredAt = Optional.of(now());
                toHolder(call, new ToPage.Answered(call.id));
                update(call);
            }
            case FromPageLeg.KeysHeard(_, var digits) ->
                    digits.chars()
                            .forEach(digit ->
                                    toHolder(call, new ToPage.KeyHeard(call.id, (char) digit)));
            case FromPageLeg.Over over -> over(call, over);
        }
    }

    private void over(UserCall call, FromPageLeg.Over over) {
        calls.remove(call.id);
        // The leg closes the media that it has, but an answer may have come too late to give it any.
        call.holder.ifPresent(at ->
                Optional.ofNullable(pages.get(at.page()))
                        .ifPresent(page -> media.close(page, at.m())));
        var ended =
                new ToPage.Ended(
                        call.id,
                        over.reason().word(),
                        over.by().name().toLowerCase(java.util.Locale.ROOT),
                        over.status()
                                .map(status ->
                                        new ToPage.SipStatus(status.code(), status.reason())),
                        over.q850(),
                        over.durationMs());
        pages.values().forEach(page -> around.connections().send(page.id, ended));
    }

    private void sendCodec(UserCall call) {
        if (call.holder.isEmpty() || call.chosen.isEmpty()) return;
        var at = call.holder.get();
        var codec = call.chosen.get();
        Optional.ofNullable(pages.get(at.page()))
                .flatMap(page -> page.media(at.m()))
                .ifPresent(open ->
                        open.agreed()
                                .payloadType(codec)
                                .ifPresent(pt ->
                                        toHolder(
                                                call,
                                                new ToPage.SendCodec(
                                                        call.id,
                                                        at.m(),
                                                        open.agreed().mid(),
                                                        pt,
                                                        codec.name(),
                                                        codec.clockRate()))));
    }

    private void update(UserCall call) {
        pages.values()
                .forEach(page ->
                        around.connections()
                                .send(page.id, new ToPage.CallUpdate(call.seenBy(page.id, false))));
    }

    private void toHolder(UserCall call, ToPage message) {
        call.holder.ifPresent(at -> around.connections().send(at.page(), message));
    }

    private void tell(UserCall call, ForPageLeg order) {
        around.post().send(Calls.mailbox(call.call), new ToLeg(call.id, order));
    }

    private Optional<UserCall> find(UserPage page, String id) {
        var call = Optional.ofNullable(calls.get(id));
        if (call.isEmpty())
            failCall(page, "bad-state", "You have no such call.", "It may have ended.", id);
        return call;
    }

    private void fail(UserPage page, String code, String message, String hint, String ref) {
        send(
                page,
                code,
                message,
                hint,
                Optional.of(ref).filter(text -> !text.isEmpty()),
                Optional.empty());
    }

    private void failCall(UserPage page, String code, String message, String hint, String call) {
        send(page, code, message, hint, Optional.empty(), Optional.of(call));
    }

    private void send(
            UserPage page,
            String code,
            String message,
            String hint,
            Optional<String> ref,
            Optional<String> call) {
        around.connections()
                .send(
                        page.id,
                        new ToPage.Failure(
                                code,
                                message,
                                hint,
                                false,
                                ref,
                                call,
                                Optional.empty(),
                                Optional.empty()));
    }

    private Party me() {
        return new Party(
                "sip:" + user + "@" + around.settings().domain(),
                Optional.of(user),
                Optional.empty());
    }

    private long now() {
        return around.clock().wall().toEpochMilli();
    }
}
