package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ringdown.sdp.Refusal.Reason;
import org.ringdown.sdp.RtpProtections.Outcome;

/** Offers media to a SIP peer, and reads its answer against the offer (RFC 3264 §5 and §7). */
public final class RtpOfferer {
    private final List<RtpStream> streams = new ArrayList<>();
    private final List<Reason> refused = new ArrayList<>();

    private RtpOfferer() {}

    /** An offer of all our media in plain RTP. */
    public static SessionDescription offer(RtpEndpoint us) {
        return offer(us, RtpProposal.PLAIN);
    }

    /** An offer of all our media, which must bring what the proposal needs. */
    public static SessionDescription offer(RtpEndpoint us, RtpProposal proposal) {
        var lines = new ArrayList<MediaDescription>();
        for (var media : us.media()) lines.add(line(media, proposal, lines.size()));
        var attributes = proposal == RtpProposal.WEBRTC ? together(us) : List.<Attribute>of();
        return new SessionDescription(us.origin(), Optional.of(us.connection()), attributes, lines);
    }

    private static MediaDescription line(RtpMedia media, RtpProposal proposal, int place) {
        var further = new ArrayList<>(proposal.attributes(media.security()));
        boolean bundled = proposal == RtpProposal.WEBRTC;
        if (bundled) {
            further.add(new Attribute("mid", Integer.toString(place)));
            further.add(AnswerLines.MSID);
        }
        boolean rtcpMux = media.rtcpMux() || bundled;
        return media.line(proposal.protocol(), media.codecs(), media.direction(), rtcpMux, further);
    }

    /** All m-lines on one transport (BUNDLE, RFC 8843), and our part in finding the way. */
    private static List<Attribute> together(RtpEndpoint us) {
        var mids = IntStream.range(0, us.media().size()).mapToObj(Integer::toString);
        var attributes = new ArrayList<Attribute>();
        attributes.add(new Attribute("group", "BUNDLE " + mids.collect(Collectors.joining(" "))));
        us.media().getFirst().security().ice().map(AnswerLines::ice).ifPresent(attributes::addAll);
        return attributes;
    }

    /** A refusal where not one medium was accepted; its reason is that of the first declined. */
    public static RtpOutcome read(SessionDescription offer, SessionDescription answer) {
        return new RtpOfferer().readAll(offer, answer);
    }

    private RtpOutcome readAll(SessionDescription offer, SessionDescription answer) {
        var ours = offer.sections();
        var theirs = answer.sections();
        if (theirs.size() > ours.size()) return new Refusal(Reason.UNFIT_ANSWER);
        for (int line = 0; line < theirs.size(); line++) { // lines left out at the end are declined
            var ourLine = ours.get(line);
            var theirLine = theirs.get(line);
            if (!ourLine.kind().equals(theirLine.kind())) return new Refusal(Reason.UNFIT_ANSWER);
            read(ourLine, theirLine);
        }
        if (!streams.isEmpty()) return new RtpAgreement(offer, streams);
        return new Refusal(refused.isEmpty() ? Reason.NO_MEDIA : refused.getFirst());
    }

    private void read(MediaSection ours, MediaSection theirs) {
        switch (RtpProtections.ofAnswer(ours, theirs)) {
            case Outcome.Objection(var reason) -> refused.add(reason);
            case Outcome.Agreed(var protection) -> read(ours, theirs, protection);
        }
    }

    private void read(MediaSection ours, MediaSection theirs, RtpProtection protection) {
        var codecs = codecs(ours.codecs(), theirs.codecs());
        if (codecs.stream().noneMatch(agreed -> agreed.codec().carriesMedia())) {
            refused.add(Reason.NO_COMMON_CODEC);
            return;
        }
        boolean rtcpMux = ours.rtcpMux() && theirs.rtcpMux();
        var agreed =
                new AgreedMedia(
                        ours.line(),
                        ours.kind(),
                        ours.mid(),
                        theirs.directionWithoutIce().reversed().and(ours.direction()),
                        codecs,
                        List.of());
        var remote = RtpRemote.of(theirs, rtcpMux).orElseThrow();
        var ice =
                ours.ice().isPresent()
                        ? theirs.ice().map(credentials -> RtpIce.of(theirs, credentials))
                        : Optional.<RtpIce>empty();
        streams.add(
                new RtpStream(
                        agreed,
                        remote,
                        RtpStream.packetTime(theirs),
                        theirs.bitrate(),
                        protection,
                        ice));
    }

    /** Those of the answer that were offered, in its order: what else it lists it may wish for and never gets. */
    private static List<AgreedCodec> codecs(List<PayloadType> ours, List<PayloadType> theirs) {
        var codecs = new ArrayList<AgreedCodec>();
        for (var their : theirs) {
            ours.stream()
                    .filter(our -> our.codec().matches(their.codec()))
                    .findFirst()
                    .map(our ->
                            new AgreedCodec(
                                    their.codec(), their.number(), our.number(), their.feedback()))
                    .ifPresent(codecs::add);
        }
        return codecs;
    }
}
