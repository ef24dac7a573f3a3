package org.ringdown.leg.sip;

import java.util.List;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;
import org.ringdown.trunk.Trunk;
import org.ringdown.way.Way;

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

    /** What to offer of what the caller can do: what its trunk wants, in its order; all of it where that leaves nothing. */
    List<Codec> codecs(List<Codec> callers) {
        var wanted =
                trunk.map(at -> at.media().codecs()).orElse(List.of()).stream()
                        .flatMap(name ->
                                callers.stream()
                                        .filter(codec -> codec.name().equalsIgnoreCase(name)))
                        .toList();
        return wanted.isEmpty() ? callers : wanted;
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
