package org.ringdown.leg.page;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.MediaEngine;
import org.ringdown.media.PagePictures;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.picture.PictureCodecs;
import org.ringdown.sdp.AgreedCodec;
import org.ringdown.sdp.AgreedMedia;
import org.ringdown.sdp.Direction;
import org.ringdown.sdp.Fingerprint;
import org.ringdown.sdp.IceCandidate;
import org.ringdown.sdp.IceCredentials;
import org.ringdown.sdp.MediaDescription;
import org.ringdown.sdp.Msid;
import org.ringdown.sdp.Origin;
import org.ringdown.sdp.Redundancy;
import org.ringdown.sdp.Refusal;
import org.ringdown.sdp.SdpParser;
import org.ringdown.sdp.SessionDescription;
import org.ringdown.sdp.WebRtcAgreement;
import org.ringdown.sdp.WebRtcAnswerer;
import org.ringdown.sdp.WebRtcEndpoint;
import org.ringdown.sdp.WebRtcMedia;
import org.ringdown.sdp.WebRtcSource;
import org.ringdown.wire.MalformedException;

/** Answers a page's SDP offers as ICE-lite and passive DTLS, with every audio codec that both can do. */
public final class SdpPageNegotiation implements PageNegotiation {
    private static final char[] ICE_CHARS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray();
    private static final int UFRAG_LENGTH = 12; // unguessable, and unique on the shared port
    private static final int PASSWORD_LENGTH = 24;
    private static final int OF_PICTURES = 1;
    private static final int OF_PICTURES_AGAIN = 2;

    private static final List<org.ringdown.sdp.Codec> CODECS =
            org.ringdown.sdp.Codec.withTelephoneEvents(
                    List.of(
                            org.ringdown.sdp.Codec.OPUS,
                            org.ringdown.sdp.Codec.G722,
                            org.ringdown.sdp.Codec.PCMA,
                            org.ringdown.sdp.Codec.PCMU));

    private final MediaEngine media;
    private final PageAddresses addresses;
    private final RandomGenerator random;

    public SdpPageNegotiation(MediaEngine media, PageAddresses addresses, RandomGenerator random) {
        this.media = media;
        this.addresses = addresses;
        this.random = random;
    }

    @Override
    public Outcome answer(
            String offer, Optional<InetAddress> page, Optional<Agreed> before, int worker) {
        try {
            var here = here(page, worker);
            var parsed = SdpParser.parse(offer);
            var local = before.map(this::sameIce).orElseGet(this::freshIce);
            var source =
                    before.map(agreed -> agreed.parameters().ssrc()).orElseGet(random::nextInt);
            String cname =
                    before.map(agreed -> agreed.parameters().cname()).orElseGet(() -> iceText(16));
            var endpoint = endpoint(origin(before, here), local, here, source, cname, parsed);
            return switch (WebRtcAnswerer.answer(parsed, endpoint)) {
                case WebRtcAgreement agreement ->
                        agreed(agreement, before, local, source, cname, here, parsed);
                case Refusal(var reason) ->
                        new Refused(
                                "codec-mismatch",
                                "The offer cannot be answered: " + reason.text() + ".",
                                "Offer audio over DTLS-SRTP with rtcp-mux, as browsers do.");
            };
        } catch (MalformedException malformed) {
            return new Refused(
                    "bad-message",
                    "The offer is not SDP: " + malformed.getMessage(),
                    "Send the offer as the browser made it.");
        }
    }

    @Override
    public List<Codec> foreseePictures(List<String> promised) {
        return promised.stream()
                .flatMap(name -> PictureCodecs.named(name).stream())
                .distinct()
                .toList();
    }

    @Override
    public List<Codec> foresee(List<String> promised) {
        return promised.stream().flatMap(name -> named(name).stream()).distinct().toList();
    }

    private static Optional<Codec> named(String name) {
        return CODECS.stream()
                .filter(codec -> codec.encoding().equalsIgnoreCase(name))
                .findFirst()
                .map(SdpPageNegotiation::mediaCodec);
    }

    /** An ICE restart asks for new credentials of ours as well (RFC 8445 §9); any other offer keeps them. */
    private Outcome agreed(
            WebRtcAgreement agreement,
            Optional<Agreed> before,
            IceCredentials local,
            int ssrc,
            String cname,
            List<InetSocketAddress> here,
            SessionDescription offer) {
        var remote = agreement.ice();
        if (before.isPresent()) {
            var old = before.get().parameters();
            var fingerprints = fingerprints(agreement);
            if (fingerprints.stream().noneMatch(old.remoteFingerprints()::contains)) {
                return new Refused(
                        "bad-state",
                        "That connection belongs to another PeerConnection.",
                        "Choose a new m.");
            }
            boolean restart = !remote.ufrag().equals(old.remoteUfrag());
            if (restart && local.ufrag().equals(old.localUfrag())) {
                var fresh = freshIce();
                var again =
                        WebRtcAnswerer.answer(
                                offer,
                                endpoint(origin(before, here), fresh, here, ssrc, cname, offer));
                return agreed((WebRtcAgreement) again, before, fresh, ssrc, cname, here, offer);
            }
        }
        var sound = media(agreement, MediaDescription.AUDIO);
        if (sound.isEmpty())
            return new Refused(
                    "codec-mismatch",
                    "The offer cannot be answered: it has no sound.",
                    "Offer audio, and video beside it.");
        var audio = sound.get();
        var formats =
                audio.codecs().stream()
                        .filter(agreed -> !Redundancy.is(agreed.codec()))
                        .map(agreed -> new Format(agreed.sendType(), mediaCodec(agreed.codec())))
                        .toList();
        var parameters =
                new WebRtcParameters(
                        local.ufrag(),
                        local.password(),
                        remote.ufrag(),
                        remote.password(),
                        fingerprints(agreement),
                        formats,
                        redundancy(audio),
                        ssrc,
                        cname,
                        media(agreement, MediaDescription.VIDEO)
                                .map(video -> pictures(video, ssrc)));
        var answer = agreement.answer();
        return new Agreed(
                answer.toString(),
                audio.mid().orElse("0"),
                parameters,
                answer.origin().sessionId(),
                answer.origin().version());
    }

    private static OptionalInt redundancy(AgreedMedia audio) {
        return audio.codecs().stream()
                .filter(agreed -> Redundancy.is(agreed.codec()))
                .mapToInt(AgreedCodec::sendType)
                .findFirst();
    }

    private static Optional<AgreedMedia> media(WebRtcAgreement agreement, String kind) {
        return agreement.media().stream().filter(media -> media.kind().equals(kind)).findFirst();
    }

    /** The streams of pictures are named after that of sound, so that they keep their names when pictures are wanted again. */
    private static PagePictures pictures(AgreedMedia video, int ssrc) {
        return new PagePictures(
                video.mid().orElse("1"),
                PictureCodecs.agreed(video, OptionalLong.empty()),
                ssrc + OF_PICTURES,
                ssrc + OF_PICTURES_AGAIN);
    }

    private static List<String> fingerprints(WebRtcAgreement agreement) {
        return agreement.fingerprints().stream()
                .map(print -> print.algorithm() + " " + print.value())
                .toList();
    }

    /** Where the page may reach us, best first. */
    private List<InetSocketAddress> here(Optional<InetAddress> page, int worker) {
        int port = media.webRtcPort(worker);
        return addresses.toward(page).stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private WebRtcEndpoint endpoint(
            Origin origin,
            IceCredentials local,
            List<InetSocketAddress> here,
            int ssrc,
            String cname,
            SessionDescription offer) {
        var source =
                new WebRtcSource(
                        Integer.toUnsignedLong(ssrc),
                        cname,
                        new Msid("ringdown", Optional.of("audio")));
        var pictures =
                new WebRtcSource(
                        Integer.toUnsignedLong(ssrc + OF_PICTURES),
                        OptionalLong.of(Integer.toUnsignedLong(ssrc + OF_PICTURES_AGAIN)),
                        cname,
                        new Msid("ringdown", Optional.of("video")));
        String[] print = media.fingerprint().split(" ", 2);
        return new WebRtcEndpoint(
                origin,
                local,
                candidates(here),
                new Fingerprint(print[0], print[1]),
                Set.of(),
                List.of(
                        new WebRtcMedia(
                                MediaDescription.AUDIO, Direction.SENDRECV, codecs(offer), source),
                        new WebRtcMedia(
                                MediaDescription.VIDEO,
                                Direction.SENDRECV,
                                PictureCodecs.described(PictureCodecs.all()),
                                PictureCodecs.feedbackOfPages(),
                                pictures)));
    }

    private static List<org.ringdown.sdp.Codec> codecs(SessionDescription offer) {
        return offer.sections().stream()
                .filter(section -> section.kind().equals(MediaDescription.AUDIO))
                .findFirst()
                .map(audio -> Redundancy.among(CODECS, audio.codecs()))
                .orElse(CODECS);
    }

    /**
     * All of {@code here} are host candidates, the one that a router gives us too: a lite agent has no other kind (RFC 8445 §5.2), and such a
     * router forwards its port to ours, so that checks find us by it.
     */
    private List<IceCandidate> candidates(List<InetSocketAddress> here) {
        var candidates = new ArrayList<IceCandidate>();
        for (int i = 0; i < here.size(); i++) {
            var at = here.get(i);
            candidates.add(
                    IceCandidate.hostUdp(
                            foundation(candidates), 65535 - i, text(at), at.getPort()));
        }
        media.webRtcTcpPort()
                .ifPresent(port -> {
                    for (int i = 0; i < here.size(); i++) { // for pages that have no other way
                        candidates.add(
                                IceCandidate.hostTcp(
                                        foundation(candidates), 8191 - i, text(here.get(i)), port));
                    }
                });
        return candidates;
    }

    private static String foundation(List<IceCandidate> before) {
        return String.valueOf(before.size() + 1);
    }

    private Origin origin(Optional<Agreed> before, List<InetSocketAddress> here) {
        var first = text(here.getFirst());
        return before.map(agreed -> new Origin(agreed.session(), agreed.version() + 1, first))
                .orElseGet(() -> new Origin(random.nextLong() >>> 2, 1, first));
    }

    private static String text(InetSocketAddress at) {
        return at.getAddress().getHostAddress();
    }

    private IceCredentials sameIce(Agreed before) {
        return new IceCredentials(
                before.parameters().localUfrag(), before.parameters().localPassword());
    }

    private IceCredentials freshIce() {
        return new IceCredentials(iceText(UFRAG_LENGTH), iceText(PASSWORD_LENGTH));
    }

    private String iceText(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) text.append(ICE_CHARS[random.nextInt(ICE_CHARS.length)]);
        return text.toString();
    }

    private static Codec mediaCodec(org.ringdown.sdp.Codec codec) {
        return new Codec(codec.name(), codec.clockRate(), codec.channels());
    }
}
