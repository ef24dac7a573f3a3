package org.ringdown.leg.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.sdp.Connection;
import org.ringdown.sdp.MediaDescription;
import org.ringdown.sdp.RtpEndpoint;
import org.ringdown.sdp.RtpMedia;
import org.ringdown.sdp.RtpOfferer;
import org.ringdown.sdp.RtpProposal;
import org.ringdown.sdp.SessionDescription;

/** The next edition of a description with pictures that it did not have, or without those that it had: m-lines stay where they are (RFC 3264 §8). */
final class PictureLines {
    private PictureLines() {}

    static SessionDescription in(SessionDescription before, Optional<RtpMedia> wanted) {
        int place = place(before);
        boolean has = place < before.media().size() && before.media().get(place).port() != 0;
        if (has && wanted.isPresent() || !has && wanted.isEmpty()) return before;
        var lines = new ArrayList<>(before.media());
        var line =
                wanted.map(media -> line(media, before)).orElseGet(() -> without(lines.get(place)));
        if (place == lines.size()) lines.add(line);
        else lines.set(place, line);
        return new SessionDescription(
                before.origin(),
                before.name(),
                before.connection(),
                before.bandwidth(),
                before.times(),
                before.attributes(),
                lines);
    }

    /** The first m-line of pictures, or the end. */
    private static int place(SessionDescription description) {
        int place = 0;
        for (var line : description.media()) {
            if (line.kind().equals(MediaDescription.VIDEO)) return place;
            place++;
        }
        return place;
    }

    private static MediaDescription line(RtpMedia media, SessionDescription before) {
        var endpoint =
                new RtpEndpoint(
                        before.origin(),
                        before.connection()
                                .orElseGet(() -> new Connection(before.origin().address())),
                        List.of(media));
        return RtpOfferer.offer(endpoint, protection(before)).media().getFirst();
    }

    /** Pictures are protected as sound is. */
    private static RtpProposal protection(SessionDescription before) {
        var sound = before.media().getFirst();
        if (sound.protocol().startsWith("UDP/TLS")) return RtpProposal.DTLS;
        if (sound.protocol().startsWith("RTP/SAVP")) return RtpProposal.SDES;
        return sound.has("crypto") ? RtpProposal.OPPORTUNISTIC : RtpProposal.PLAIN;
    }

    private static MediaDescription without(MediaDescription line) {
        return new MediaDescription(
                line.kind(), 0, line.protocol(), line.formats(), line.connection(), List.of());
    }
}
