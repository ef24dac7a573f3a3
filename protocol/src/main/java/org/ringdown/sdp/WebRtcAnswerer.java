package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ringdown.sdp.Refusal.Reason;

/**
 * Answers a page's offer (RFC 8829 §5.3.1): every codec both can do, under the page's payload types.
 *
 * <p>All accepted m-lines share one transport, the first's (BUNDLE, RFC 8843). Other m-lines stay in place with port zero. We are
 * ICE-lite and wait for the ClientHello. RTCP feedback and header extensions that we do not do are not answered.
 */
public final class WebRtcAnswerer {
    /** RTP under DTLS-SRTP by its true name, and by the older ones JSEP also lets a page use (RFC 8829 §5.1.2). */
    private static final Set<String> PROTOCOLS =
            Set.of(
                    "UDP/TLS/RTP/SAVPF",
                    "UDP/TLS/RTP/SAVP",
                    "TCP/DTLS/RTP/SAVPF",
                    "TCP/DTLS/RTP/SAVP",
                    "RTP/SAVPF",
                    "RTP/SAVP");

    private final SessionDescription offer;
    private final WebRtcEndpoint us;
    private final List<WebRtcMedia> free;
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<Reason> refused = new ArrayList<>();

    private record Accepted(MediaSection section, MediaSection transport, AgreedMedia media) {}

    private WebRtcAnswerer(SessionDescription offer, WebRtcEndpoint us) {
        this.offer = offer;
        this.us = us;
        this.free = new ArrayList<>(us.media());
    }

    /** A refusal where not one m-line can be accepted; its reason is that of the first we would have carried. */
    public static WebRtcOutcome answer(SessionDescription offer, WebRtcEndpoint us) {
        return new WebRtcAnswerer(offer, us).answer();
    }

    private WebRtcOutcome answer() {
        var lines = new ArrayList<MediaDescription>();
        for (var section : offer.sections()) lines.add(line(section));
        if (accepted.isEmpty()) {
            return new Refusal(refused.isEmpty() ? Reason.NO_MEDIA : refused.getFirst());
        }
        var transport = accepted.getFirst().transport;
        return new WebRtcAgreement(
                new SessionDescription(us.origin(), Optional.empty(), sessionAttributes(), lines),
                accepted.stream().map(Accepted::media).toList(),
                transport.ice().orElseThrow(),
                strong(transport.fingerprints()),
                transport.candidates());
    }

    private List<Attribute> sessionAttributes() {
        var attributes = new ArrayList<Attribute>();
        attributes.add(new Attribute("ice-lite"));
        attributes.add(new Attribute("ice-options", "ice2")); // RFC 8839 §4.2.1.5
        var first = accepted.getFirst().section;
        if (first.mid().filter(mid -> areBundled(mid, mid)).isPresent()) {
            var mids = accepted.stream().map(a -> a.section.mid().orElseThrow()).toList();
            attributes.add(new Attribute("group", "BUNDLE " + String.join(" ", mids)));
        }
        return attributes;
    }

    private MediaDescription line(MediaSection section) {
        var candidate = free.stream().filter(m -> m.kind().equals(section.kind())).findFirst();
        if (candidate.isEmpty()) return rejected(section);
        var media = candidate.get();
        var matches = CodecMatch.all(media.codecs(), section.codecs());
        var transport = transport(section);
        var objection = objection(section, transport, matches);
        if (objection.isPresent()) {
            refused.add(objection.get());
            return rejected(section);
        }
        free.remove(media);
        var all = new ArrayList<>(matches);
        if (media.source().retransmission().isPresent())
            all.addAll(CodecMatch.retransmissions(matches, section.codecs()));
        var agreed = agreed(section, media, all);
        accepted.add(new Accepted(section, transport, agreed));
        return accepted(section, media, all, agreed);
    }

    private Optional<Reason> objection(
            MediaSection section, MediaSection transport, List<CodecMatch> matches) {
        if (!section.isOffered()) return Optional.of(Reason.SWITCHED_OFF);
        if (!PROTOCOLS.contains(section.media().protocol())) {
            return Optional.of(Reason.UNSUPPORTED_TRANSPORT);
        }
        if (!sharesTransport(section)) return Optional.of(Reason.NOT_BUNDLED);
        if (!section.rtcpMux()) return Optional.of(Reason.NO_RTCP_MUX);
        if (transport.ice().isEmpty()) return Optional.of(Reason.NO_ICE);
        if (strong(transport.fingerprints()).isEmpty()) return Optional.of(Reason.NO_FINGERPRINT);
        if (!leavesUsPassive(transport)) return Optional.of(Reason.DTLS_ROLE);
        return matches.isEmpty() ? Optional.of(Reason.NO_COMMON_CODEC) : Optional.empty();
    }

    /** An absent setup means active (RFC 4145 §4.1), which suits us as well as actpass. */
    private static boolean leavesUsPassive(MediaSection transport) {
        var setup = transport.setup().orElse(Setup.ACTIVE);
        return setup == Setup.ACTPASS || setup == Setup.ACTIVE;
    }

    /** The first accepted m-line sets up the transport, so it needs a port; those after it must be bundled with it. */
    private boolean sharesTransport(MediaSection section) {
        if (accepted.isEmpty()) return !section.isBundleOnly();
        var first = accepted.getFirst().section.mid();
        return first.isPresent()
                && section.mid().filter(mid -> areBundled(first.get(), mid)).isPresent();
    }

    private boolean areBundled(String one, String other) {
        return offer.bundles().stream()
                .anyMatch(group -> group.contains(one) && group.contains(other));
    }

    /** Where ICE and DTLS attributes stand: here, or in the m-line this one is bundled with (RFC 8843 §7.1.3). */
    private MediaSection transport(MediaSection section) {
        if (accepted.isEmpty() || section.ice().isPresent()) return section;
        return accepted.getFirst().transport;
    }

    private static List<Fingerprint> strong(List<Fingerprint> fingerprints) {
        return fingerprints.stream().filter(Fingerprint::isStrong).toList();
    }

    private AgreedMedia agreed(MediaSection section, WebRtcMedia media, List<CodecMatch> matches) {
        var extensions =
                section.extensions().stream()
                        .filter(e -> us.extensions().contains(e.uri()))
                        .filter(e -> e.id() <= Extmap.MAX_ONE_BYTE_ID)
                        .map(Extmap::accepted)
                        .toList();
        return new AgreedMedia(
                section.line(),
                section.kind(),
                section.mid(),
                section.direction().reversed().and(media.direction()),
                matches.stream().map(CodecMatch::agreed).toList(),
                extensions);
    }

    private MediaDescription accepted(
            MediaSection section, WebRtcMedia media, List<CodecMatch> matches, AgreedMedia agreed) {
        var types = matches.stream().map(match -> match.answered(media.feedback())).toList();
        boolean retransmits =
                types.stream().anyMatch(type -> type.codec().retransmits().isPresent());
        var attributes = new ArrayList<Attribute>();
        section.mid().ifPresent(mid -> attributes.add(new Attribute("mid", mid)));
        attributes.add(agreed.direction().attribute());
        attributes.add(new Attribute("rtcp-mux"));
        agreed.extensions().forEach(e -> attributes.add(e.attribute()));
        attributes.addAll(AnswerLines.codecs(types));
        if (agreed.direction().sends()) attributes.addAll(media.source().attributes(retransmits));
        attributes.addAll(transportAttributes());
        var destination = defaultDestination();
        return new MediaDescription(
                section.kind(),
                destination.map(IceCandidate::port).orElse(9),
                section.media().protocol(),
                AnswerLines.formats(types),
                destination.map(c -> new Connection(c.address())).or(this::nowhere),
                attributes);
    }

    private List<Attribute> transportAttributes() {
        var attributes = new ArrayList<Attribute>();
        attributes.add(new Attribute("ice-ufrag", us.ice().ufrag()));
        attributes.add(new Attribute("ice-pwd", us.ice().password()));
        attributes.add(us.fingerprint().attribute());
        attributes.add(new Attribute("setup", Setup.PASSIVE.token()));
        us.candidates().forEach(c -> attributes.add(new Attribute("candidate", c.value())));
        attributes.add(new Attribute("end-of-candidates"));
        return attributes;
    }

    /** What a peer without ICE would use (RFC 8839 §4.2.1.2); browsers only read it. */
    private Optional<IceCandidate> defaultDestination() {
        return us.candidates().stream().filter(IceCandidate::isUdp).findFirst();
    }

    private Optional<Connection> nowhere() {
        return Optional.of(new Connection("0.0.0.0"));
    }

    private MediaDescription rejected(MediaSection section) {
        return AnswerLines.rejected(section, nowhere());
    }
}
