package org.ringdown.ladder;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.call.CallState;
import org.ringdown.ladder.MailboxLadders.Said;
import org.ringdown.ladder.Step.Channel;
import org.ringdown.ladder.Step.Way;
import org.ringdown.media.MediaNote;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipParser;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.time.Clock;
import org.ringdown.wire.MalformedException;

/** Sorts notes into calls and keeps the newest of them. Runs in the mailbox {@code ladders}. */
final class LadderKeeper {
    /** INVITEs without a call: a stranger can cause them, so few are kept. */
    private static final int MOST_REFUSED = 100;

    /** The newest peers that were not reached. */
    private static final int MOST_UNREACHED = 50;

    /** How long somebody who was refused may take to come again. */
    private static final long AFTERTHOUGHT = Duration.ofSeconds(2).toNanos();

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Clock clock;
    private final int most;
    private final PeerNames names;
    private final Consumer<Said> said;

    /** In the order in which they began. */
    private final Map<String, CallLog> calls = new LinkedHashMap<>();

    private final Map<String, CallLog> byCallId = new HashMap<>();
    private final Map<String, CallLog> refused = new LinkedHashMap<>();
    private final PageLog pages =
            new PageLog(this::opened, id -> Optional.ofNullable(calls.get(id)));
    private final Deque<Note.NoWay> unreached = new ArrayDeque<>();
    private Consumer<Ladder> settled = _ -> {};
    private volatile long callsDropped;

    LadderKeeper(Clock clock, int most, PeerNames names, Consumer<Said> said) {
        this.clock = clock;
        this.most = most;
        this.names = names;
        this.said = said;
    }

    /** Calls that have made room for newer ones. From anywhere. */
    long callsDropped() {
        return callsDropped;
    }

    void take(Note note) {
        switch (note) {
            case Note.Sip sip -> sip(sip);
            case Note.Said(var at, var page, var message) -> pages.said(at, page, message);
            case Note.Told(var at, var page, var message) -> pages.told(at, page, message);
            case Note.PageGone(var page) -> pages.gone(page);
            case Note.Media media -> media(media);
            case Note.Placed(var at, var call) -> {
                var log = opened(call.id());
                log.placed = Optional.of(call);
                log.note(at, Channel.CALL, Step.GATEWAY, "call to " + call.dialled(), false);
            }
            case Note.Changed(var at, var id, var state) -> changed(at, id, state);
            case Note.NoWay noWay -> noWay(noWay);
            case Note.Over over -> over(over);
            case Note.Ask(var question) -> question.accept(this);
        }
    }

    // SIP

    private void sip(Note.Sip sip) {
        var head = SipHead.of(sip.message());
        if (head.callId().isEmpty()) return;
        var log = whose(sip, head);
        if (log.isEmpty()) return;
        Mask.sip(sip.message());
        if (!log.get().knows(head.callId())) log.get().party(party(sip, head));
        if (sip.way() == Way.OUT && head.audioPort() > 0)
            log.get().listens(head.callId(), head.audioPort());
        log.get()
                .message(
                        sip.at(),
                        Channel.SIP,
                        sip.way(),
                        head.callId(),
                        head.label(),
                        sip.message());
    }

    /** What we send carries the call's id in our own tag; what comes in is known by its Call-ID alone: a stranger may write any tag. */
    private Optional<CallLog> whose(Note.Sip sip, SipHead head) {
        var known = Optional.ofNullable(byCallId.get(head.callId()));
        if (known.isPresent()) return known;
        if (sip.way() == Way.OUT && head.method().equals("INVITE")) {
            var owner = Ids.owner(head.request() ? head.fromTag() : head.toTag());
            var call =
                    owner.flatMap(id -> Optional.ofNullable(calls.get(id)))
                            .filter(CallLog::hasRoomForAParty);
            if (call.isPresent()) return Optional.of(bound(call.get(), head.callId()));
        }
        var attempt = Optional.ofNullable(refused.get(head.callId()));
        if (attempt.isPresent() || sip.way() == Way.OUT || !head.isInvite()) return attempt;
        return Optional.of(stranger(head.callId()));
    }

    private CallLog bound(CallLog call, String callId) {
        byCallId.put(callId, call);
        Optional.ofNullable(refused.remove(callId)).ifPresent(call::absorb);
        return call;
    }

    private CallLog stranger(String callId) {
        if (refused.size() >= MOST_REFUSED) refused.remove(refused.keySet().iterator().next());
        var log = CallLog.waiting(refusedId(callId), clock.nanos(), clock.wall());
        refused.put(callId, log);
        return log;
    }

    private static String refusedId(String callId) {
        long hash = 0xcbf29ce484222325L; // FNV-1a
        for (int i = 0; i < callId.length(); i++) {
            hash = (hash ^ callId.charAt(i)) * 0x100000001b3L;
        }
        return "r%016x".formatted(hash);
    }

    private LadderParty party(Note.Sip sip, SipHead head) {
        var remote = sip.flow().remote();
        boolean calls = sip.way() == Way.IN;
        var uri = peer(sip.message(), calls);
        String host = uri.map(SipUri::host).orElse("");
        var peer = names.of(host, remote);
        String name =
                peer.or(() -> uri.map(SipUri::user).filter(user -> !user.isEmpty()))
                        .orElse(MediaLog.text(remote));
        String kind = peer.isPresent() ? "trunk" : "sip";
        return new LadderParty(head.callId(), name, address(sip.flow()), kind, calls);
    }

    private static String address(Flow flow) {
        return flow.transport().name().toLowerCase(java.util.Locale.ROOT)
                + " "
                + MediaLog.text(flow.remote());
    }

    private static Optional<SipUri> peer(byte[] message, boolean calls) {
        try {
            if (!(SipParser.parse(ByteBuffer.wrap(message)) instanceof SipRequest request))
                return Optional.empty();
            NameAddr peer = calls ? request.headers().from() : request.headers().to();
            return peer.uri() instanceof SipUri uri ? Optional.of(uri) : Optional.empty();
        } catch (MalformedException | IllegalStateException nameless) {
            return Optional.empty(); // it is shown by its address
        }
    }

    // Media

    private void media(Note.Media media) {
        var call = calls.get(media.cname());
        if (call != null) {
            call.media(media.at(), "rtp:" + media.port(), Optional.empty(), media.note());
            judge(call, media.note());
        } else {
            pages.media(media).ifPresent(of -> judge(of, media.note()));
        }
    }

    private void judge(CallLog call, MediaNote note) {
        if (note instanceof MediaNote.Silent) explain(call);
        if (note instanceof MediaNote.Closed) settle(call);
    }

    // Calls

    private CallLog opened(String id) {
        var known = calls.get(id);
        if (known != null) return known;
        if (calls.size() >= most) drop();
        var log = CallLog.ofCall(id, clock.nanos(), clock.wall());
        calls.put(id, log);
        return log;
    }

    /** The oldest call that is over makes room; where none is, the oldest. */
    private void drop() {
        var oldest =
                calls.values().stream()
                        .filter(CallLog::isOver)
                        .findFirst()
                        .orElseGet(() -> calls.values().iterator().next());
        calls.remove(oldest.id);
        oldest.partyIds().forEach(callId -> byCallId.remove(callId, oldest));
        pages.forget(oldest);
        callsDropped++;
    }

    private void changed(long at, String id, CallState state) {
        var call = calls.get(id);
        if (call == null) return;
        String now = word(state);
        if (now.equals(call.state)) return;
        call.state = now;
        if (!now.equals("ended")) call.note(at, Channel.CALL, Step.GATEWAY, now, true);
    }

    private static String word(CallState state) {
        return switch (state) {
            case CallState.Calling calling -> calling.rang() ? "ringing" : "calling";
            case CallState.Ended _ -> "ended";
            default -> "talking";
        };
    }

    private void noWay(Note.NoWay noWay) {
        if (unreached.size() >= MOST_UNREACHED) unreached.removeFirst();
        unreached.addLast(noWay);
    }

    /** Why nothing was sent to a peer that the call was for; its call says only that there was no way. */
    private void whyNoWay(CallLog call, Note.Over over) {
        boolean none =
                over.call().ending().status().filter(status -> status.code() == 503).isPresent();
        if (!none || call.hasSip()) return;
        unreached.stream()
                .filter(seen -> over.at() - seen.at() < MINUTE)
                .filter(seen -> isFor(seen, over.call().dialled()))
                .reduce((_, latest) -> latest)
                .ifPresent(
                        seen -> call.note(seen.at(), Channel.CALL, Step.GATEWAY, seen.why(), true));
    }

    /** A number says nothing of the trunk that it went to: then any trunk may be meant that was just not there. */
    private boolean isFor(Note.NoWay seen, String dialled) {
        boolean address = dialled.contains(":") || dialled.contains("@");
        return address
                ? dialled.contains(seen.host())
                : names.of(seen.host(), seen.address()).isPresent();
    }

    private void over(Note.Over over) {
        var call = calls.get(over.call().id());
        if (call == null) return;
        var ending = over.call().ending();
        call.record = Optional.of(over.call());
        call.state = "ended";
        whyNoWay(call, over);
        call.note(
                over.at(),
                Channel.CALL,
                Step.GATEWAY,
                "ended: "
                        + ending.reason().word()
                        + " by "
                        + ending.by().name().toLowerCase(java.util.Locale.ROOT),
                true);
        if (!call.isUneventful()) explain(call);
        settle(call);
    }

    private void settle(CallLog call) {
        if (call.settlesNow()) settled.accept(call.snapshot(false));
    }

    /** From now on tells of each call of which nothing more is to be heard. */
    void whenSettled(Consumer<Ladder> told) {
        settled = told;
    }

    private void explain(CallLog call) {
        var found = Diagnosis.of(call.snapshot(true));
        boolean news =
                found.isPresent()
                        && call.sentence
                                .filter(before -> before.rule().equals(found.get().rule()))
                                .isEmpty();
        call.sentence = found;
        if (news) said.accept(new Said(call.id, found.get()));
    }

    // Questions

    List<Ladder> recent(Optional<Ladder.Place> before, int wanted) {
        var all = new ArrayList<Ladder>();
        calls.values().forEach(call -> all.add(call.snapshot(false)));
        refused.values().forEach(call -> all.add(call.snapshot(false)));
        return all.stream()
                .filter(call -> before.map(call.place()::isAfter).orElse(true))
                .sorted(Comparator.comparing(Ladder::place))
                .limit(wanted)
                .map(this::explained)
                .toList();
    }

    /** Nobody tells when a stranger has given up, so it is explained when asked for. */
    private Ladder explained(Ladder ladder) {
        boolean isCall = calls.containsKey(ladder.id());
        return isCall ? ladder : find(ladder.id()).orElse(ladder);
    }

    Optional<Ladder> find(String id) {
        int dot = id.indexOf('.');
        var call =
                Optional.ofNullable(calls.get(id))
                        .or(() -> Optional.ofNullable(byCallId.get(id)))
                        .or(() ->
                                dot < 0
                                        ? Optional.empty()
                                        : Optional.ofNullable(calls.get(id.substring(0, dot))));
        if (call.isPresent()) return Optional.of(call.get().snapshot(true));
        return refused.entrySet().stream()
                .filter(entry -> entry.getKey().equals(id) || entry.getValue().id.equals(id))
                .findFirst()
                .map(entry -> explained(entry.getValue()));
    }

    private Ladder explained(CallLog call) {
        var ladder = call.snapshot(true);
        boolean goesOn = clock.nanos() - call.latest() < AFTERTHOUGHT; // a password is on its way
        return goesOn ? ladder : ladder.with(Diagnosis.of(ladder));
    }
}
