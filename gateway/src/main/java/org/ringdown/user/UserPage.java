package org.ringdown.user;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.leg.page.ForPageLeg;
import org.ringdown.leg.page.PageNegotiation.Agreed;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;
import org.ringdown.media.StreamMedia;
import org.ringdown.media.WebRtcMedia;
import org.ringdown.time.Timers;

/** One page of a user, connected or expected back. Belongs to the user's mailbox. */
final class UserPage {
    /** How many PeerConnections one page may have open: its calls, a spare, and one being replaced. */
    static final int MOST_MEDIA = 12;

    final String id;
    final String address;
    final Map<String, OpenMedia> media = new LinkedHashMap<>();
    Grant grant;
    final ResumeToken resume;

    /** The token that it came with: good once more, should its welcome be lost to another reload, until the page is heard. */
    Optional<ResumeToken> shown;

    boolean registered;

    /** Whether it took calls when its socket closed, and may be back. */
    boolean expected;

    boolean connected = true;

    /** Tells it of other relays in time. */
    Optional<Timers.Timer> renewal = Optional.empty();

    /** By what the page speaks, hears, shows and sees. */
    sealed interface OpenMedia {
        /** By which its worker's reports name it, the same whichever page holds it. */
        String key();

        Media media();

        /** Of sound, as the page prefers them. */
        List<Codec> codecs();

        List<Codec> pictures();

        default ForPageLeg accept() {
            return new ForPageLeg.Accept(media(), codecs(), pictures());
        }

        default ForPageLeg attached() {
            return new ForPageLeg.Attached(media(), codecs(), pictures());
        }
    }

    /** A PeerConnection, and what its last offer led to. */
    record Connected(String key, WebRtcMedia media, Agreed agreed) implements OpenMedia {
        @Override
        public List<Codec> codecs() {
            return agreed.codecs();
        }

        @Override
        public List<Codec> pictures() {
            return agreed.pictures();
        }
    }

    /** A stream of messages, which ends with the page's own connection. */
    record Streamed(String key, StreamMedia media, List<Codec> codecs, List<Codec> pictures)
            implements OpenMedia {}

    UserPage(
            String id,
            String address,
            Grant grant,
            boolean registered,
            ResumeToken resume,
            Optional<ResumeToken> shown) {
        this.id = id;
        this.address = address;
        this.grant = grant;
        this.registered = registered;
        this.resume = resume;
        this.shown = shown;
    }

    /** Whether whoever shows this token takes the page's place. */
    boolean isResumedBy(ResumeToken token) {
        return resume.matches(token) || shown.filter(token::matches).isPresent();
    }

    /** Whether an incoming call rings here. */
    boolean rings() {
        return connected && registered;
    }

    /** Whether an incoming call rings here, or may do so once the page is back. */
    boolean mayRing() {
        return rings() || expected;
    }

    /** Ends a PeerConnection of the page, if it is open. */
    void close(String m) {
        var open = media.remove(m);
        if (open != null) open.media().close();
    }

    Optional<OpenMedia> media(String m) {
        return Optional.ofNullable(media.get(m));
    }

    /** What was agreed of a PeerConnection; empty where it is none, or is not open. */
    Optional<Agreed> agreed(String m) {
        return media(m).filter(Connected.class::isInstance)
                .map(open -> ((Connected) open).agreed());
    }
}
