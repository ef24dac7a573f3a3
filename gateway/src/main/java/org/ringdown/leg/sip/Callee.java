package org.ringdown.leg.sip;

import java.util.Optional;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;
import org.ringdown.trunk.Trunk;

/**
 * Whom a leg calls, and as whom.
 *
 * @param from who we say that is calling; empty: the caller, at our domain
 * @param trunk the one that carries the call, with all that is agreed with it
 */
public record Callee(SipUri uri, Way way, Optional<NameAddr> from, Optional<Trunk> trunk) {
    /** Somebody who is called under the caller's own name. */
    public static Callee at(SipUri uri, Way way) {
        return new Callee(uri, way, Optional.empty(), Optional.empty());
    }

    /** What it may be told about the caller. */
    Trust trust() {
        return trunk.map(Trunk::identity)
                .map(identity -> Trust.trunk(identity.trusted(), identity.headers()))
                .orElse(Trust.OURS);
    }

    /** Whether it insists on making the offer itself, in its answer. */
    boolean offersFirst() {
        return trunk.filter(at -> at.media().offer() == Trunk.Offer.DELAYED).isPresent();
    }

    /** What is decided about the sound: as the trunk wants it, as browsers do for a page that speaks SIP itself, else plain. */
    MediaPolicy policy() {
        boolean browser =
                way.flow().filter(flow -> flow.transport().name().startsWith("WS")).isPresent();
        return trunk.map(Trunk::media)
                .map(media ->
                        new MediaPolicy(SecureMedia.valueOf(media.srtp().name()), media.dtmf()))
                .orElse(browser ? MediaPolicy.WEBRTC : MediaPolicy.USUAL);
    }
}
