package org.ringdown.ladder;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ringdown.sdp.Connection;
import org.ringdown.sdp.Direction;
import org.ringdown.sdp.MediaDescription;
import org.ringdown.sdp.MediaSection;
import org.ringdown.sdp.SdpParser;
import org.ringdown.sdp.SessionDescription;
import org.ringdown.wire.MalformedException;

/**
 * What one side's session description says of its sound.
 *
 * @param codecs those that carry sound, as people write them
 * @param events whether key presses may come as events (RFC 4733)
 * @param encrypted whether its profile is SRTP's
 * @param address where it wants sound, without the port
 * @param sends whether it says that it sends
 */
record SdpFacts(
        List<String> codecs,
        boolean events,
        boolean encrypted,
        String address,
        int port,
        boolean sends) {

    /** Empty for what cannot be read, or has no sound. */
    static Optional<SdpFacts> of(String sdp) {
        try {
            return of(SdpParser.parse(sdp));
        } catch (MalformedException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<SdpFacts> of(SessionDescription session) {
        return session.sections().stream()
                .filter(section -> section.kind().equals(MediaDescription.AUDIO))
                .findFirst()
                .map(SdpFacts::of);
    }

    private static SdpFacts of(MediaSection audio) {
        var types = audio.codecs();
        var codecs =
                types.stream()
                        .map(type -> type.codec())
                        .filter(codec -> codec.carriesMedia())
                        .map(codec -> CodecNames.shown(codec.name()))
                        .distinct()
                        .toList();
        var direction = audio.directionWithoutIce();
        return new SdpFacts(
                codecs,
                types.stream().anyMatch(type -> type.codec().isTelephoneEvent()),
                audio.media().protocol().contains("SAVP"),
                audio.connection().map(Connection::address).orElse(""),
                audio.media().port(),
                direction == Direction.SENDRECV || direction == Direction.SENDONLY);
    }

    String listed() {
        return codecs.isEmpty() ? "no codec" : codecs.stream().collect(Collectors.joining(", "));
    }
}
