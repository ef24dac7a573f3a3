package org.ringdown.media;

import java.net.InetSocketAddress;
import java.util.Optional;

/** What happens to the media of a leg. Called on the worker: implementations post to a mailbox and return. */
public interface MediaListener {
    /** The ports are open; {@code local} is where this leg receives RTP. */
    default void opened(InetSocketAddress local) {}

    /** Nothing could be opened (no free port), or the page's keying failed; {@code why} is one sentence for people. */
    default void failed(String why) {}

    /** Keys are agreed and packets may flow; again after each {@link #lost}. */
    default void connected() {}

    /** No authenticated sign of life for the time that the design allows; silence alone never counts. */
    default void lost() {}

    /** Nothing has come from a SIP far end for half a minute, neither sound nor a report: it may be dead, or muted. Told every half minute. */
    default void silent() {}

    /** All others have left the room where this leg has a seat, and it is not one to stay in alone. */
    default void alone() {}

    /**
     * Of a page: more than two of a hundred packets got lost within five seconds, so that its sound is better protected; or hardly any within a
     * minute.
     */
    default void lossy(boolean on) {}

    /**
     * How this leg sounds, and its partner where that has a network: each second while it is {@link Media#watch watched}.
     */
    default void sounds(LegSound here, Optional<LegSound> there) {}

    /** The ports for pictures are open. */
    default void openedPictures(InetSocketAddress local) {}

    /** There are no ports for pictures, or no keys: sound goes on. */
    default void noPictures() {}

    /** A keyframe is wanted of a far end that does not understand RTCP that says so. */
    default void keyframeWanted() {}

    /** The far end pressed a key: reported once for each press, however often its packets were repeated. */
    default void key(char key) {}
}
