package org.ringdown.call;

import java.util.Optional;
import java.util.function.Function;
import org.ringdown.call.Ending.By;
import org.ringdown.media.Media;
import org.ringdown.media.StreamMedia;

/**
 * A stream that is heard in place of one side of a call: of its page, or of its caller where that does not decide. The side stays the same whoever
 * comes to sit there. Part of the call's mailbox.
 */
final class CallDub {
    private final Function<Media, StreamMedia> engine;
    private Optional<CallVoice> voice = Optional.empty();
    private Optional<By> side = Optional.empty();
    private Optional<Media> over = Optional.empty();
    private Optional<StreamMedia> spoken = Optional.empty();

    /** @param engine makes what is heard in place of a leg's far end */
    CallDub(Function<Media, StreamMedia> engine) {
        this.engine = engine;
    }

    /** It is heard from when the two talk; one that was there before ends. */
    void begin(CallVoice newest) {
        hush();
        voice.filter(before -> before != newest).ifPresent(CallVoice::end);
        voice = Optional.of(newest);
    }

    /** Its side is heard itself again. */
    void leave(CallVoice which) {
        if (voice.filter(now -> now == which).isEmpty()) return;
        hush();
        voice = Optional.empty();
    }

    /** The two talk, by whatever media they have now. */
    void talk(Leg caller, Leg callee) {
        if (voice.isEmpty()) return;
        if (side.isEmpty()) side = Optional.of(dubbed(caller, callee));
        var media = (side.get() == By.CALLER ? caller : callee).media();
        if (media.equals(over)) return;
        hush();
        over = media;
        spoken = media.map(engine);
        spoken.ifPresent(by -> voice.get().speaks(by));
    }

    private static By dubbed(Leg caller, Leg callee) {
        return isPage(callee) && !isPage(caller) ? By.CALLEE : By.CALLER;
    }

    private static boolean isPage(Leg leg) {
        return leg.kind().equals("page");
    }

    /** This leg goes on elsewhere, with its own voice. */
    void left(Leg leg) {
        if (leg.media().equals(over)) hush();
    }

    /** The call is over. */
    void end() {
        hush();
        voice.ifPresent(CallVoice::end);
        voice = Optional.empty();
    }

    private void hush() {
        spoken.ifPresent(Media::close);
        spoken = Optional.empty();
        over = Optional.empty();
    }
}
