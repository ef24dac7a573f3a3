package org.ringdown.media;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a page and we agreed on for one PeerConnection.
 *
 * @param localUfrag our ICE user name fragment, unique among all open ones: the port is shared and this is how a check finds its leg
 * @param localPassword our ICE password
 * @param remoteUfrag the page's
 * @param remotePassword the page's
 * @param remoteFingerprints "sha-256 AB:CD:…", one of which the page's certificate must have (RFC 8122)
 * @param formats the audio codecs that both can do, under the page's payload types, for both directions
 * @param redundancy the page's payload type for packets that say Opus again (RFC 2198), where both can do that
 * @param ssrc of the stream that the page receives
 * @param cname of that stream's RTCP reports
 * @param pictures where the page wants any
 */
public record WebRtcParameters(
        String localUfrag,
        String localPassword,
        String remoteUfrag,
        String remotePassword,
        List<String> remoteFingerprints,
        List<Format> formats,
        OptionalInt redundancy,
        int ssrc,
        String cname,
        Optional<PagePictures> pictures) {
    public WebRtcParameters {
        remoteFingerprints = List.copyOf(remoteFingerprints);
        formats = List.copyOf(formats);
    }

    /** Sound alone, without redundancy. */
    public WebRtcParameters(
            String localUfrag,
            String localPassword,
            String remoteUfrag,
            String remotePassword,
            List<String> remoteFingerprints,
            List<Format> formats,
            int ssrc,
            String cname) {
        this(
                localUfrag,
                localPassword,
                remoteUfrag,
                remotePassword,
                remoteFingerprints,
                formats,
                OptionalInt.empty(),
                ssrc,
                cname,
                Optional.empty());
    }

    /** What a page's packets may be, besides its sound. */
    public Set<Integer> pictureTypes() {
        var types = new HashSet<Integer>();
        pictures.map(PagePictures::agreed)
                .ifPresent(agreed -> {
                    agreed.receiving().forEach(format -> types.add(format.payloadType()));
                    types.addAll(agreed.retransmissions().keySet());
                });
        return types;
    }
}
