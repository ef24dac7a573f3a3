package org.ringdown.testkit.page;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.page.ToPage;
import org.ringdown.time.Timers.Timer;

/** A call as one page sees it, and what the page may do with it. */
public final class PageCall {
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
    private boolean hangsUp;
    private boolean saidAnswer;

    /** The PeerConnection of the call, and the name under which the gateway knows it. */
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

    /** A call of which the page learns when it is welcomed. */
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

    /** Why the gateway did not place it. */
    public Optional<ToPage.Failure> refusal() {
        return refusal;
    }

    /** The page's side of the call's sound, while it has one. */
    public Optional<PeerConnection> connection() {
        return media.map(Media::connection);
    }

    public void answer() {
        if (phase != Phase.RINGING || saidAnswer || !incoming) return;
        saidAnswer = true;
        page.answer(this);
    }

    public void reject(boolean busy) {
        if (phase == Phase.RINGING && incoming && !saidAnswer) page.reject(this, busy);
    }

    /** Hangs up, as soon as the gateway has given the call an id. */
    public void hangUp() {
        if (isOver()) return;
        hangsUp = true;
        if (id.isPresent()) page.hangUp(this);
    }

    /** Hangs up later, if it still lives then. */
    public void hangUpAfter(Duration delay) {
        later.ifPresent(Timer::cancel);
        later = Optional.of(page.timers().after(delay, this::hangUp));
    }

    public void press(String digits) {
        if (!isOver()) page.press(this, digits);
    }

    Optional<Media> media() {
        return media;
    }

    boolean saidAnswer() {
        return saidAnswer;
    }

    void media(Media now) {
        media.ifPresent(before -> before.connection().close());
        media = Optional.of(now);
    }

    void closeMedia() {
        media.ifPresent(open -> open.connection().close());
        media = Optional.empty();
    }

    void placed(String given) {
        id = Optional.of(given);
        if (hangsUp) page.hangUp(this);
    }

    void phase(Phase next) {
        if (!isOver()) phase = next;
    }

    void ended(ToPage.Ended how) {
        if (ending.isEmpty()) ending = Optional.of(how);
        over();
    }

    void refused(ToPage.Failure why) {
        refusal = Optional.of(why);
        over();
    }

    /** Nothing more will be heard of it. */
    void over() {
        phase = Phase.ENDED;
        later.ifPresent(Timer::cancel);
        closeMedia();
    }
}
