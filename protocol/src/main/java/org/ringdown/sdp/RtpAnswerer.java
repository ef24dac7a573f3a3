package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.sdp.Refusal.Reason;
import org.ringdown.sdp.RtpProtections.Outcome;

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
    private Optional<IceEnd> ice = Optional.empty();

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
                new SessionDescription(us.origin(), connection, sessionAttributes(), lines),
                streams);
    }

    private List<Attribute> sessionAttributes() {
        var attributes = new ArrayList<Attribute>();
        ice.map(AnswerLines::ice).ifPresent(attributes::addAll);
        bundle().ifPresent(mids -> attributes.add(new Attribute("group", "BUNDLE " + mids)));
        return attributes;
    }

    /** Those we accepted of the first one's group; each has a transport of its own, so there is but that one. */
    private Optional<String> bundle() {
        return streams.getFirst()
                .media()
                .mid()
                .filter(mid -> offer.bundles().stream().anyMatch(group -> group.contains(mid)));
    }

    private MediaDescription line(MediaSection section) {
        var candidate = free.stream().filter(m -> m.kind().equals(section.kind())).findFirst();
        if (candidate.isEmpty()) return AnswerLines.rejected(section, Optional.empty());
        var media = candidate.get();
        var ours = media.codecs().stream().map(PayloadType::codec).toList();
        var matches = CodecMatch.choice(ours, section.codecs());
        return switch (RtpProtections.ofOffer(section, media.security())) {
            case Outcome.Objection(var reason) -> refused(section, reason);
            case Outcome.Agreed _ when matches.isEmpty() ->
                    refused(section, Reason.NO_COMMON_CODEC);
            case Outcome.Agreed(var protection) -> {
                free.remove(media);
                yield accepted(section, media, matches, protection);
            }
        };
    }

    private MediaDescription refused(MediaSection section, Reason reason) {
        refused.add(reason);
        return AnswerLines.rejected(section, Optional.empty());
    }

    private MediaDescription accepted(
            MediaSection section,
            RtpMedia media,
            List<CodecMatch> matches,
            RtpProtection protection) {
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
        var theirIce = section.ice();
        var ourIce =
                media.security()
                        .ice()
                        .filter(_ -> theirIce.isPresent())
                        .map(end -> end.facing(offer.iceLite() && rtcpMux))
                        .map(end -> rtcpMux ? end : end.withRtcpAt(media.rtcpPort()));
        ice = ice.or(() -> ourIce);
        var theirEnd = ourIce.flatMap(_ -> theirIce).map(found -> RtpIce.of(section, found));
        streams.add(
                new RtpStream(
                        agreed,
                        remote,
                        RtpStream.packetTime(section),
                        section.bitrate(),
                        protection,
                        theirEnd));
        var types = matches.stream().map(match -> match.answered(media.feedback())).toList();
        var further = new ArrayList<Attribute>();
        section.mid().ifPresent(mid -> further.add(new Attribute("mid", mid)));
        further.addAll(protection(protection, media.security()));
        ourIce.map(IceEnd::attributes).ifPresent(further::addAll);
        return media.line(section.media().protocol(), types, direction, rtcpMux, further);
    }

    private static List<Attribute> protection(RtpProtection agreed, RtpSecurity ours) {
        return switch (agreed) {
            case RtpProtection.Plain() -> List.of();
            case RtpProtection.Sdes(var key, _) -> List.of(key.attribute());
            case RtpProtection.Dtls(_, var active) ->
                    List.of(
                            ours.fingerprint().orElseThrow().attribute(),
                            new Attribute("setup", (active ? Setup.ACTIVE : Setup.PASSIVE).token()),
                            AnswerLines.MSID);
        };
    }
}
