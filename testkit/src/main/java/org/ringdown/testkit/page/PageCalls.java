package org.ringdown.testkit.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.page.ToPage.CallInfo;
import org.ringdown.testkit.page.PageCall.Phase;
import org.ringdown.testkit.peer.Reaction;

/** The calls of a page: what the gateway says of them, and what is wrong with that. */
final class PageCalls {
    private static final int BUSY = 486;
    private static final String LOST = "answered-elsewhere";

    private final ScriptedPage page;
    private final List<PageCall> calls = new ArrayList<>();
    private final Map<String, CallInfo> alive = new LinkedHashMap<>();
    private final List<ToPage.Failure> failures = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    PageCalls(ScriptedPage page) {
        this.page = page;
    }

    List<PageCall> all() {
        return List.copyOf(calls);
    }

    List<ToPage.Failure> failures() {
        return List.copyOf(failures);
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    Optional<PageCall> find(String id) {
        return calls.reversed().stream()
                .filter(call -> call.id().filter(id::equals).isPresent())
                .findFirst();
    }

    private Optional<PageCall> withMedia(String m) {
        return calls.stream()
                .filter(call -> call.media().filter(media -> media.m().equals(m)).isPresent())
                .findFirst();
    }

    // What the page does

    PageCall dial(String to, Optional<Duration> ringTimeout, Map<String, String> headers) {
        var call = added(PageCall.dialled(page));
        String m = call.connect();
        page.say(new FromPage.Dial(m, to, m, headers, Map.of(), ringTimeout));
        return call;
    }

    PageCall dialAhead(String to, List<String> codecs, Optional<Duration> mediaAfter) {
        var call = added(PageCall.dialled(page));
        String m = call.connectLater(mediaAfter);
        page.say(new FromPage.Dial(m, to, m, Map.of(), Map.of(), Optional.empty(), codecs, false));
        return call;
    }

    PageCall check(String to) {
        var call = added(PageCall.dialled(page));
        String m = call.connect();
        page.say(
                new FromPage.Dial(m, to, m, Map.of(), Map.of(), Optional.empty(), List.of(), true));
        return call;
    }

    List<String> elsewhere() {
        return alive.values().stream().filter(info -> !info.here()).map(CallInfo::call).toList();
    }

    PageCall pull(String id) {
        return pull(alive.get(id));
    }

    private PageCall pull(CallInfo info) {
        var call =
                find(info.call())
                        .filter(known -> !known.isOver())
                        .orElseGet(() -> added(PageCall.found(page, info)));
        page.say(new FromPage.Pull(info.call(), call.connect()));
        return call;
    }

    private PageCall added(PageCall call) {
        calls.add(call);
        return call;
    }

    /** The socket is gone, and with it the answers to what was dialled on it. */
    void forgetUnplaced() {
        calls.stream().filter(call -> call.id().isEmpty()).forEach(PageCall::over);
    }

    void closeMedia() {
        calls.forEach(PageCall::closeMedia);
    }

    void over() {
        calls.forEach(PageCall::over);
    }

    void roam() {
        calls.forEach(call -> call.connection().ifPresent(PeerConnection::roam));
    }

    // What the gateway says

    void hear(ToPage message, boolean welcomed) {
        if (!welcomed && !(message instanceof ToPage.Failure)) {
            complaints.add("before welcome: " + message);
        }
        switch (message) {
            case ToPage.MediaAnswer(var m, var sdp) ->
                    withMedia(m).ifPresent(call -> call.connection().orElseThrow().answered(sdp));
            case ToPage.Calling calling -> calling(calling);
            case ToPage.Incoming(var id, _, _, _, _, _) -> incoming(id);
            case ToPage.Ringing(var id, _) -> becomes(id, Phase.RINGING, message);
            case ToPage.Answered(var id) -> becomes(id, Phase.TALKING, message);
            case ToPage.SendCodec codec -> codec(codec);
            case ToPage.Video video ->
                    live(video.call(), video).ifPresent(call -> call.video(video));
            case ToPage.Stats stats ->
                    live(stats.call(), stats).ifPresent(call -> call.sounds(stats));
            case ToPage.Ended ended -> ended(ended);
            case ToPage.Failure failure -> failed(failure);
            case ToPage.CallUpdate(var info) -> updated(info);
            case ToPage.Held(var id, var hold) ->
                    live(id, message).ifPresent(call -> call.held(hold));
            case ToPage.TransferProgress(var id, var status, _) ->
                    live(id, message).ifPresent(call -> call.transferred(status));
            case ToPage.Welcome _,
                    ToPage.PushKey _,
                    ToPage.IceServersRenewed _,
                    ToPage.Pulled _,
                    ToPage.KeyHeard _,
                    ToPage.Done _,
                    ToPage.Message _,
                    ToPage.Voicemail _,
                    ToPage.Info _,
                    ToPage.Recording _,
                    ToPage.Pong _ -> {}
        }
    }

    /** Calls that still ring are not in a welcome: they come again as incoming. */
    void welcomed(List<CallInfo> infos) {
        alive.clear();
        infos.forEach(info -> alive.put(info.call(), info));
        calls.stream()
                .filter(call -> call.id().filter(id -> !alive.containsKey(id)).isPresent())
                .forEach(PageCall::over);
        infos.stream().filter(CallInfo::mine).forEach(this::restore);
    }

    /** After a reload, the media of a call that the page had has to be opened anew. */
    private void restore(CallInfo info) {
        boolean whole = find(info.call()).flatMap(PageCall::media).isPresent();
        if (!whole) pull(info);
    }

    private void calling(ToPage.Calling calling) {
        withMedia(calling.ref())
                .ifPresentOrElse(
                        call -> call.placed(calling.call()),
                        () -> complaints.add("calling what was not dialled: " + calling));
    }

    private void incoming(String id) {
        var known = find(id);
        boolean ended = known.flatMap(PageCall::ending).isPresent();
        if (ended) complaints.add("rings after its end: " + id);
        if (known.filter(call -> !call.isOver()).isPresent()) return;
        var call = added(PageCall.rings(page, id));
        switch (page.called()) {
            case Reaction.Answers(var after, var talks) -> {
                page.timers().after(after, call::answer);
                talks.ifPresent(length -> call.hangUpAfter(after.plus(length)));
            }
            case Reaction.Refuses(var after, var status) ->
                    page.timers().after(after, () -> call.reject(status == BUSY));
            case Reaction.Ignores() -> {}
            case Reaction.Vanishes(var after) ->
                    page.timers().after(after, () -> page.vanish(Duration.ZERO));
        }
    }

    private void becomes(String id, Phase phase, ToPage message) {
        live(id, message).ifPresent(call -> call.phase(phase));
    }

    private void codec(ToPage.SendCodec codec) {
        live(codec.call(), codec)
                .flatMap(PageCall::media)
                .filter(media -> media.m().equals(codec.m()))
                .ifPresent(media ->
                        media.connection().send(codec.pt(), codec.name(), codec.redundant()));
    }

    /** A call that is said to go on; it is a mistake of the gateway to speak so of one that it had ended. */
    private Optional<PageCall> live(String id, ToPage message) {
        var call = find(id);
        if (call.isEmpty()) complaints.add("of an unknown call: " + message);
        else if (call.get().ending().isPresent()) complaints.add("after its end: " + message);
        return call;
    }

    /** Another page has pulled the call when its sound was here and is not any more. */
    private void updated(CallInfo info) {
        var before = Optional.ofNullable(alive.put(info.call(), info));
        find(info.call()).ifPresent(call -> call.remote(info.remote()));
        boolean left = before.filter(CallInfo::here).isPresent() && !info.here();
        if (left) find(info.call()).ifPresent(PageCall::closeMedia);
    }

    private void ended(ToPage.Ended ended) {
        alive.remove(ended.call());
        find(ended.call())
                .ifPresent(call -> {
                    var before = call.ending().map(ToPage.Ended::reason);
                    if (before.filter(reason -> !reason.equals(LOST)).isPresent()) {
                        complaints.add("ended twice: " + ended);
                    }
                    call.ended(ended);
                });
    }

    /** What is refused to a call that talks, it goes on without. */
    private void failed(ToPage.Failure failure) {
        var dialled = failure.ref().flatMap(this::withMedia);
        if (dialled.isEmpty()) failures.add(failure);
        dialled.or(() -> failure.call().flatMap(this::find).filter(call -> !call.isTalking()))
                .filter(call -> !call.isOver())
                .ifPresent(call -> call.refused(failure));
    }
}
