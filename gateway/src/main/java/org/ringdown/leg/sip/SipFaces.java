package org.ringdown.leg.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.media.Codec;
import org.ringdown.media.RtpMedia;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;

/** The pictures of one SIP leg: whether the other side of the call wants any, whether there are ports for them, and keyframes by INFO. */
final class SipFaces {
    /** RFC 5168: for peers that know no RTCP for it. */
    private static final SipOrder.Request.Content FAST_UPDATE =
            new SipOrder.Request.Content(
                    "application/media_control+xml",
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?><media_control><vc_primitive>"
                            + "<to_encoder><picture_fast_update/></to_encoder>"
                            + "</vc_primitive></media_control>");

    /** A request may take seconds to be answered: more often helps nobody. */
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final SipTies ties;
    private final RtpMedia media;
    private final SipTalk talk;
    private List<Codec> theirs = List.of();
    private OptionalInt port = OptionalInt.empty();
    private boolean opening;
    private boolean never;
    private boolean asked;
    private long askedAt;

    SipFaces(SipTies ties, RtpMedia media, SipTalk talk) {
        this.ties = ties;
        this.media = media;
        this.talk = talk;
    }

    /** The other side wants to see and be seen in these; whether that is news. */
    boolean sees(List<Codec> codecs) {
        boolean news = theirs.isEmpty() != codecs.isEmpty();
        theirs = codecs;
        talk.wantPictures(ties.house().offeredPictures(codecs));
        if (!codecs.isEmpty()) open();
        return news;
    }

    /** Ports for pictures, before anybody knows whether they are needed. */
    void open() {
        if (port.isPresent() || opening || never) return;
        opening = true;
        media.openPictures();
    }

    /** Whether a description has to wait for a port. */
    boolean isOpening() {
        return opening;
    }

    void opened(int at) {
        opening = false;
        port = OptionalInt.of(at);
        talk.picturesAt(at);
    }

    /** There is none, or there are no keys: sound goes on. */
    void none() {
        opening = false;
        never = port.isEmpty();
    }

    /** Another session describes the same ports. */
    void renew() {
        port.ifPresent(talk::picturesAt);
    }

    void askForKeyframe() {
        long now = ties.house().now();
        if (asked && now - askedAt < PAUSE) return;
        asked = true;
        askedAt = now;
        ties.order(
                new SipOrder.Request(
                        ties.leg(),
                        "keyframe",
                        Methods.INFO,
                        Headers.NONE,
                        Optional.of(FAST_UPDATE)));
    }
}
