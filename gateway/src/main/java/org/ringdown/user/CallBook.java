package org.ringdown.user;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ringdown.call.Calls;
import org.ringdown.call.ToLeg;
import org.ringdown.leg.page.ForPageLeg;
import org.ringdown.leg.page.FromPageLeg;
import org.ringdown.leg.page.PageNegotiation.Agreed;
import org.ringdown.media.Codec;
import org.ringdown.page.ToPage;
import org.ringdown.page.ToPage.CallInfo;
import org.ringdown.user.UserCall.Holder;

/** The list of a user's calls, and the ways to those who are concerned: the call's leg, the page that holds it, all pages. */
final class CallBook {
    private final String user;
    private final Users.Around around;
    private final Map<String, UserPage> pages;
    private final Map<String, UserCall> calls = new LinkedHashMap<>();
    private Consumer<UserCall> removed = _ -> {};

    CallBook(String user, Users.Around around, Map<String, UserPage> pages) {
        this.user = user;
        this.around = around;
        this.pages = pages;
    }

    void add(UserCall call) {
        calls.put(call.id, call);
    }

    void remove(UserCall call) {
        calls.remove(call.id);
        removed.accept(call);
    }

    /** Has somebody told of each call that is gone. */
    void whenRemoved(Consumer<UserCall> listener) {
        removed = listener;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    Optional<UserCall> find(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    Optional<UserCall> heldAt(Holder at) {
        return calls.values().stream().filter(call -> call.isHeldBy(at.page(), at.m())).findFirst();
    }

    /** Where the media is still to come that calls of this page went ahead of. */
    List<Holder> awaitingMediaOf(String page) {
        return calls.values().stream()
                .filter(call -> call.awaitsMedia && call.isHeldBy(page))
                .flatMap(call -> call.holder.stream())
                .toList();
    }

    boolean holds(String page) {
        return any(call -> call.isHeldBy(page));
    }

    boolean holds(String page, String m) {
        return any(call -> call.isHeldBy(page, m));
    }

    private boolean any(Predicate<UserCall> is) {
        return calls.values().stream().anyMatch(is);
    }

    List<UserCall> ringing() {
        return calls.values().stream().filter(UserCall::ringsHere).toList();
    }

    /** What a page that has just come is told of. */
    List<CallInfo> seenBy(String page) {
        return calls.values().stream()
                .filter(call -> !call.ringsHere())
                .filter(call -> concerns(page, call))
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

    /** A page that takes calls learns of those that ring. */
    void ring(UserPage page) {
        ringing().forEach(call -> ring(page, call));
    }

    void ring(UserPage page, UserCall call) {
        send(
                page.id,
                new ToPage.Incoming(
                        call.id,
                        call.sipCallId,
                        UserCall.shown(call.remote),
                        user,
                        Map.of(),
                        call.callerShows));
    }

    void nobodyLeft() {
        ringing().forEach(call -> tell(call, new ForPageLeg.NobodyLeft()));
    }

    void tell(UserCall call, ForPageLeg order) {
        around.post().send(Calls.mailbox(call.call), new ToLeg(call.id, order));
    }

    void toHolder(UserCall call, ToPage message) {
        call.holder.ifPresent(at -> send(at.page(), message));
    }

    /** The page that asked for a recording, or its end. */
    void answer(FromPageLeg.RecordAnswered answer) {
        send(
                answer.page(),
                answer.done()
                        ? new ToPage.Done(answer.ref())
                        : Refusals.of(
                                "destination-not-allowed",
                                "This call may not be recorded, or must be.",
                                "Its route decides (routes[].record), and both ends have to talk.",
                                Optional.of(answer.ref()),
                                Optional.empty(),
                                Optional.empty()));
    }

    /** To all whom the call concerns. */
    void toAll(UserCall call, ToPage message) {
        pages.keySet().stream()
                .filter(page -> concerns(page, call))
                .forEach(page -> send(page, message));
    }

    private static boolean concerns(String page, UserCall call) {
        return !call.check || call.isHeldBy(page);
    }

    /** All pages see what became of the call, and which of them holds it. */
    void update(UserCall call) {
        pages.keySet().stream()
                .filter(page -> concerns(page, call))
                .forEach(page -> send(page, new ToPage.CallUpdate(call.seenBy(page, false))));
    }

    /** The page that holds the call is told which codec to send, once the far end has chosen. */
    void sendCodec(UserCall call) {
        if (call.holder.isEmpty() || call.chosen.isEmpty()) return;
        var at = call.holder.get();
        var codec = call.chosen.get().codec();
        if (isStreamed(at)) {
            toHolder(call, streamed(call, at));
            return;
        }
        var agreed = agreed(at);
        agreed.flatMap(offer -> offer.payloadType(codec))
                .map(pt ->
                        new ToPage.SendCodec(
                                call.id,
                                at.m(),
                                agreed.orElseThrow().mid(),
                                pt,
                                codec.name(),
                                codec.clockRate(),
                                call.chosen.get().redundant()
                                        && agreed.orElseThrow().isRedundant(codec)))
                .ifPresent(message -> toHolder(call, message));
    }

    private Optional<Agreed> agreed(Holder at) {
        return Optional.ofNullable(pages.get(at.page())).flatMap(page -> page.agreed(at.m()));
    }

    private boolean isStreamed(Holder at) {
        return Optional.ofNullable(pages.get(at.page()))
                .flatMap(page -> page.media(at.m()))
                .filter(UserPage.Streamed.class::isInstance)
                .isPresent();
    }

    /** A stream of messages has no sections and no payload types. */
    private static ToPage streamed(UserCall call, Holder at) {
        var codec = call.chosen.orElseThrow().codec();
        return new ToPage.SendCodec(call.id, at.m(), "", 0, codec.name(), codec.clockRate(), false);
    }

    /** The page that holds the call is told what of pictures there is, in terms of its own offer. */
    void sendPictures(UserCall call) {
        if (call.holder.isEmpty() || call.faces.isEmpty()) return;
        var at = call.holder.get();
        agreed(at).ifPresent(offer -> toHolder(call, pictures(call, at, offer)));
    }

    private static ToPage pictures(UserCall call, Holder at, Agreed offer) {
        var faces = call.faces.orElseThrow();
        var codec =
                faces.codec()
                        .flatMap(chosen ->
                                offer.pictureType(chosen).map(type -> named(offer, type, chosen)));
        boolean lacks = codec.isEmpty() && !offer.pictures().isEmpty();
        var reason = faces.theirs() ? "codec-mismatch" : "not-offered";
        return new ToPage.Video(
                call.id,
                at.m(),
                faces.theirs(),
                codec,
                lacks ? Optional.of(reason) : Optional.empty());
    }

    private static ToPage.VideoCodec named(Agreed offer, int type, Codec codec) {
        var mid = offer.parameters().pictures().orElseThrow().mid();
        String name = codec.name().startsWith("h264") ? "H264" : "VP8";
        return new ToPage.VideoCodec(mid, type, name, codec.clockRate());
    }

    private void send(String page, ToPage message) {
        around.connections().send(page, message);
    }
}
