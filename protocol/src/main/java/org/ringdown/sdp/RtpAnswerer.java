package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.sdp.Refusal.Reason;

/**
 * Answers a SIP peer's offer (RFC 3264 §6): one codec of ours for each medium, under the peer's payload types.
 *
 * <p>The answer lists that codec and telephone-event at its clock rate, nothing else, so that the peer cannot switch to a codec
 * the path was not built for. M-lines we do not carry stay in place with port zero.
 */
public final class RtpAnswerer {
    private final SessionDescription offer;
    private final RtpEndpoint us;
    private final List<RtpMedia> free;
    private final List<RtpStream> streams = new ArrayList<>();
    private final List<Reason> refused = new ArrayList<>();

    private RtpAnswerer(SessionDescription offer, RtpEndpoint us) {
        this.offer = offer;
        this.us = us;
        this.free = new ArrayList<>(us.media());
    }

    /** A refusal where not one m-line can be accepted; its reason is that of the first we would have carried. */
    public static RtpOutcome answer(SessionDescription offer, RtpEndpoint us) {
        return new RtpAnswerer(offer, us).answer();
    }

    private RtpOutcome answer() {
        var lines = new ArrayList<MediaDescription>();
        for (var section : offer.sections()) lines.add(line(section));
        if (streams.isEmpty()) {
            return new Refusal(refused.isEmpty() ? Reason.NO_MEDIA : refused.getFirst());
        }
        var connection = Optional.of(us.connection());
        return new RtpAgreement(
                new SessionDescription(us.origin(), connection, List.of(), lines), streams);
    }

    private MediaDescription line(MediaSection section) {
        var candidate = free.stream().filter(m -> m.kind().equals(section.kind())).findFirst();
        if (candidate.isEmpty()) return AnswerLines.rejected(section, Optional.empty());
        var media = candidate.get();
        var ours = media.codecs().stream().map(PayloadType::codec).toList();
        var matches = CodecMatch.choice(ours, section.codecs());
        var objection = objection(section, matches);
        if (objection.isPresent()) {
            refused.add(objection.get());
            return AnswerLines.rejected(section, Optional.empty());
        }
        free.remove(media);
        return accepted(section, media, matches);
    }

    private static Optional<Reason> objection(MediaSection section, List<CodecMatch> matches) {
        return RtpProtocols.objection(section)
                .or(() ->
                        matches.isEmpty() ? Optional.of(Reason.NO_COMMON_CODEC) : Optional.empty());
    }

    private MediaDescription accepted(
            MediaSection section, RtpMedia media, List<CodecMatch> matches) {
        boolean rtcpMux = media.rtcpMux() && section.rtcpMux();
        var direction = section.directionWithoutIce().reversed().and(media.direction());
        var agreed =
                new AgreedMedia(
                        section.line(),
                        section.kind(),
                        section.mid(),
                        direction,
                        matches.stream().map(CodecMatch::agreed).toList(),
                        List.of());
        var remote = RtpRemote.of(section, rtcpMux).orElseThrow();
        streams.add(new RtpStream(agreed, remote, RtpStream.packetTime(section)));
        var types = matches.stream().map(CodecMatch::answered).toList();
        return media.line(section.media().protocol(), types, direction, rtcpMux);
    }
}
