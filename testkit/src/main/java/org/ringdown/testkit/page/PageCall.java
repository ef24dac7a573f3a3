package org.ringdown.testkit.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.time.Timers.Timer;

/** A call as one page sees it, and what the page may do with it. */
public final class PageCall {
    private static final Duration TONE = Duration.ofMillis(100);
    private static final Duration GAP = Duration.ofMillis(70);

    /** Where a call is. */
    public enum Phase {
        CONNECTING,
        RINGING,
        TALKING,
        ENDED
    }

    private final ScriptedPage page;
    private final boolean incoming;
    private Optional<String> id;
    private Phase phase;
    private Optional<Media> media = Optional.empty();
    private Optional<ToPage.Ended> ending = Optional.empty();
    private Optional<ToPage.Failure> refusal = Optional.empty();
    private Optional<Timer> later = Optional.empty();
    private ToPage.Hold hold = new ToPage.Hold(false, false);
    private Optional<ToPage.Video> video = Optional.empty();
    private final List<ToPage.Stats> sounds = new ArrayList<>();
    private String transferStatus = "";
    private String remote = "";
    private boolean hangsUp;
    private boolean saidAnswer;

    /** A PeerConnection, and the name under which the gateway knows it. */
    record Media(String m, PeerConnection connection) {}

    private PageCall(ScriptedPage page, boolean incoming, Optional<String> id, Phase phase) {
        this.page = page;
        this.incoming = incoming;
        this.id = id;
        this.phase = phase;
    }

    static PageCall dialled(ScriptedPage page) {
        return new PageCall(page, false, Optional.empty(), Phase.CONNECTING);
    }

    static PageCall rings(ScriptedPage page, String id) {
        return new PageCall(page, true, Optional.of(id), Phase.RINGING);
    }

    /** A call that another page, or this one before it was reloaded, has begun. */
    static PageCall found(ScriptedPage page, ToPage.CallInfo info) {
        boolean incoming = info.direction().equals("inbound");
        return new PageCall(page, incoming, Optional.of(info.call()), phase(info.state()));
    }

    private static Phase phase(String state) {
        return switch (state) {
            case "connecting" -> Phase.CONNECTING;
            case "ringing", "early-media" -> Phase.RINGING;
            default -> Phase.TALKING;
        };
    }

    /** The gateway's id of the call, once it gave one. */
    public Optional<String> id() {
        return id;
    }

    public boolean isIncoming() {
        return incoming;
    }

    public Phase phase() {
        return phase;
    }

    public boolean isTalking() {
        return phase == Phase.TALKING;
    }

    public boolean isOver() {
        return phase == Phase.ENDED;
    }

    /** What the page was told of its end; empty when it had gone before, or {@link #refusal} says why. */
    public Optional<ToPage.Ended> ending() {
        return ending;
    }

    /** Why the gateway did not do what the page asked for. */
    public Optional<ToPage.Failure> refusal() {
        return refusal;
    }

    /** What it was told of pictures last. */
    public Optional<ToPage.Video> video() {
        return video;
    }

    /** Whether it wants to be told each second how it sounds to the gateway. */
    public void watch(boolean on) {
        id.ifPresent(given -> page.say(new FromPage.Stats(given, on)));
    }

    /** What it was told of that, in order. */
    public List<ToPage.Stats> sounds() {
        return List.copyOf(sounds);
    }

    void sounds(ToPage.Stats told) {
        sounds.add(told);
    }

    void video(ToPage.Video told) {
        video = Optional.of(told);
    }

    /** Offers its connection anew: what the page has and wants may have changed. */
    public void reoffer() {
        media.ifPresent(page::open);
    }

    /** The page's side of the call's sound, while it has one. */
    public Optional<PeerConnection> connection() {
        return media.map(Media::connection);
    }

    public void answer() {
        if (!mayAnswer()) return;
        saidAnswer = true;
        page.say(new FromPage.Answer(id.orElseThrow(), connect()));
    }

    public void reject(boolean busy) {
        if (mayAnswer()) page.say(new FromPage.Reject(id.orElseThrow(), busy));
    }

    private boolean mayAnswer() {
        return incoming && phase == Phase.RINGING && !saidAnswer;
    }

    /** Hangs up, as soon as the gateway has given the call an id. */
    public void hangUp() {
        if (isOver()) return;
        hangsUp = true;
        id.ifPresent(given -> page.say(new FromPage.Hangup(given)));
    }

    /** Hangs up later, if it still lives then. */
    public void hangUpAfter(Duration delay) {
        later.ifPresent(Timer::cancel);
        later = Optional.of(page.timers().after(delay, this::hangUp));
    }

    public void hold(boolean on) {
        if (isOver()) return;
        id.ifPresent(given -> page.say(new FromPage.Hold(given, on)));
    }

    /** Has the far end talk to somebody else. */
    public void transfer(String to) {
        if (isOver()) return;
        id.ifPresent(given -> page.say(new FromPage.Transfer(given, to)));
    }

    /** Has the far ends of this call and another talk to each other. */
    public void transfer(PageCall to) {
        if (isOver() || to.id.isEmpty()) return;
        id.ifPresent(given -> page.say(new FromPage.TransferToCall(given, to.id.get())));
    }

    /** Who holds, as the gateway said last. */
    public ToPage.Hold hold() {
        return hold;
    }

    /** The address of who is at the other end, as the gateway said last; empty before. */
    public String remote() {
        return remote;
    }

    void remote(ToPage.Party now) {
        remote = now.uri();
    }

    /** How far the transfer has come that was asked for, as the gateway said last; empty before. */
    public String transferStatus() {
        return transferStatus;
    }

    void held(ToPage.Hold now) {
        hold = now;
    }

    void transferred(String status) {
        transferStatus = status;
    }

    /** Presses keys, one after the other. */
    public void press(String digits) {
        if (isOver()) return;
        id.ifPresent(given -> page.say(new FromPage.Dtmf(given, digits, TONE, GAP)));
    }

    Optional<Media> media() {
        return media;
    }

    /** Opens a connection for this call, instead of any before; returns its name. */
    String connect() {
        closeMedia();
        media = Optional.of(page.connect());
        return media.get().m();
    }

    /** The same, but the gateway is told of it only then. */
    String connectLater(Optional<Duration> after) {
        closeMedia();
        var unopened = page.unopened();
        media = Optional.of(unopened);
        after.ifPresent(delay ->
                page.timers()
                        .after(delay, () -> media.filter(unopened::equals).ifPresent(page::open)));
        return unopened.m();
    }

    void closeMedia() {
        media.ifPresent(open -> open.connection().close());
        media = Optional.empty();
    }

    void placed(String given) {
        id = Optional.of(given);
        if (hangsUp) hangUp();
    }

    void phase(Phase next) {
        if (!isOver()) phase = next;
    }

    void ended(ToPage.Ended how) {
        if (ending.isEmpty()) ending = Optional.of(how);
        giveMediaBack();
        over();
    }

    void refused(ToPage.Failure why) {
        refusal = Optional.of(why);
        giveMediaBack();
        over();
    }

    private void giveMediaBack() {
        media.ifPresent(open -> page.say(new FromPage.MediaClose(open.m())));
    }

    /** Nothing more will be heard of it. */
    void over() {
        phase = Phase.ENDED;
        later.ifPresent(Timer::cancel);
        closeMedia();
    }
}
