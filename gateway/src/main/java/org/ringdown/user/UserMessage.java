package org.ringdown.user;

import java.util.Optional;
import org.ringdown.media.LegSound;
import org.ringdown.page.FromPage;

/** What reaches a user's mailbox from the user's pages and from their media. Legs and calls have messages of their own. */
sealed interface UserMessage {
    /**
     * A page has said hello with a good token.
     *
     * @param address where it is
     */
    record Arrived(
            String page,
            String address,
            Grant grant,
            boolean registers,
            Optional<ResumeToken> resume)
            implements UserMessage {}

    record Said(String page, FromPage message) implements UserMessage {}

    record Renewed(String page, Grant grant) implements UserMessage {}

    /** The page's socket has closed. */
    record Gone(String page) implements UserMessage {}

    /** The page has been gone for as long as anything waits for it. */
    record Forget(String page) implements UserMessage {}

    /** @param media the key of an open PeerConnection, the same whichever page holds it */
    record MediaConnected(String media) implements UserMessage {}

    record MediaLost(String media) implements UserMessage {}

    /** @param on whether its network loses packets, or does so no longer */
    record MediaLossy(String media, boolean on) implements UserMessage {}

    record MediaSounds(String media, LegSound here, Optional<LegSound> there)
            implements UserMessage {}

    record MediaKey(String media, char key) implements UserMessage {}

    /** A page named a PeerConnection in a call or an answer, and never opened it. */
    record MediaNeverCame(String page, String m) implements UserMessage {}

    /** What the page knows of relays will not serve much longer. */
    record IceServersAge(String page) implements UserMessage {}

    /** No page came in time for a call that rings at closed ones. */
    record NoPageWoke(String call) implements UserMessage {}

    /** No phone of the user is registered any more. */
    record PhonesExpired() implements UserMessage {}
}
