package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.sdp.Refusal.Reason;

/** Offers media to a SIP peer, and reads its answer against the offer (RFC 3264 §5 and §7). */
public final class RtpOfferer {
    private final List<RtpStream> streams = new ArrayList<>();
    private final List<Reason> refused = new ArrayList<>();

    private RtpOfferer() {}

    /** An offer of all our media in plain RTP. */
    public static SessionDescription offer(RtpEndpoint us) {
        var lines =
                us.media().stream()
                        .map(m ->
                                m.line(RtpProtocols.PLAIN, m.codecs(), m.direction(), m.rtcpMux()))
                        .toList();
        return new SessionDescription(us.origin(), Optional.of(us.connection()), List.of(), lines);
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
        var codecs = codecs(ours.codecs(), theirs.codecs());
        var objection = objection(theirs, codecs);
        if (objection.isPresent()) {
            refused.add(objection.get());
            return;
        }
        var agreed =
                new AgreedMedia(
                        ours.line(),
                        ours.kind(),
                        ours.mid(),
                        theirs.directionWithoutIce().reversed().and(ours.direction()),
                        codecs,
                        List.of());
        var remote = RtpRemote.of(theirs, ours.rtcpMux() && theirs.rtcpMux()).orElseThrow();
        streams.add(new RtpStream(agreed, remote, RtpStream.packetTime(theirs)));
    }

    private static Optional<Reason> objection(MediaSection theirs, List<AgreedCodec> codecs) {
        boolean carriesMedia = codecs.stream().anyMatch(agreed -> agreed.codec().carriesMedia());
        return RtpProtocols.objection(theirs)
                .or(() -> carriesMedia ? Optional.empty() : Optional.of(Reason.NO_COMMON_CODEC));
    }

    /** Those of the answer that were offered, in its order: what else it lists it may wish for and never gets. */
    private static List<AgreedCodec> codecs(List<PayloadType> ours, List<PayloadType> theirs) {
        var codecs = new ArrayList<AgreedCodec>();
        for (var their : theirs) {
            ours.stream()
                    .filter(our -> our.codec().matches(their.codec()))
                    .findFirst()
                    .map(our -> new AgreedCodec(their.codec(), their.number(), our.number()))
                    .ifPresent(codecs::add);
        }
        return codecs;
    }
}
