package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.ringdown.media.Codec;
import org.ringdown.media.Pictures;
import org.ringdown.media.RtpRemote;
import org.ringdown.picture.PictureCodecs;
import org.ringdown.sdp.Connection;
import org.ringdown.sdp.Direction;
import org.ringdown.sdp.MediaDescription;
import org.ringdown.sdp.Origin;
import org.ringdown.sdp.PayloadType;
import org.ringdown.sdp.Refusal;
import org.ringdown.sdp.RtpAgreement;
import org.ringdown.sdp.RtpAnswerer;
import org.ringdown.sdp.RtpEndpoint;
import org.ringdown.sdp.RtpMedia;
import org.ringdown.sdp.RtpOfferer;
import org.ringdown.sdp.RtpOutcome;
import org.ringdown.sdp.RtpStream;
import org.ringdown.sdp.SdpParser;
import org.ringdown.sdp.SessionDescription;
import org.ringdown.wire.MalformedException;

/** What has been offered and agreed with one far end, and the next edition of our own description. */
final class SipSession {
    private final String address;
    private final int port;
    private final MediaPolicy policy;
    private final SipSecurity security;
    private Origin origin;
    private SessionDescription local;

    /** What stands should the offer that is out be refused. */
    private SessionDescription standing;

    private Direction wish = Direction.SENDRECV;
    private final String fingerprint;
    private final RandomGenerator random;
    private OptionalInt picturePort = OptionalInt.empty();
    private Optional<SipSecurity> pictureSecurity = Optional.empty();
    private List<Codec> pictures = List.of();

    /**
     * What both sides can rely on now.
     *
     * @param direction which way media may flow, from our view
     */
    record Agreed(
            String local,
            List<Codec> codecs,
            RtpRemote remote,
            Direction direction,
            Optional<Faces> faces) {}

    /** What was agreed about pictures, and where the far end wants them. */
    record Faces(RtpRemote remote, Pictures pictures) {}

    /** The far end's description cannot be met; {@code why} is for its Warning header and our log. */
    static final class Unacceptable extends Exception {
        private static final long serialVersionUID = 1;

        Unacceptable(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * @param address where we receive media, as text for SDP
     * @param port for RTP; RTCP is on the next one unless both agree to share it
     * @param policy of our offers
     * @param fingerprint of our certificate: "sha-256 AB:CD:…"
     * @param random beyond prediction
     */
    SipSession(
            String address,
            int port,
            MediaPolicy policy,
            String fingerprint,
            RandomGenerator random) {
        this.address = address;
        this.port = port;
        this.policy = policy;
        this.fingerprint = fingerprint;
        this.random = random;
        this.security = new SipSecurity(address, port, fingerprint, random);
        long sessionId = random.nextLong() >>> 2;
        this.origin = new Origin(sessionId, 1, address);
        this.local = RtpOfferer.offer(endpoint(List.of()));
        this.standing = local;
    }

    /** The codecs of an offer that we can carry, before anything is opened for it. */
    static List<Codec> offered(String sdp) throws Unacceptable {
        var codecs =
                parse(sdp).sections().stream()
                        .filter(section -> section.kind().equals(MediaDescription.AUDIO))
                        .filter(section -> section.media().port() != 0)
                        .findFirst()
                        .map(section -> Codecs.carried(section.codecs()))
                        .orElse(List.of());
        if (codecs.stream().allMatch(Codec::isTelephoneEvent))
            throw new Unacceptable("no common codec");
        return codecs;
    }

    /** The codecs of the pictures in an offer that we can carry; none of a browser's, which would have them on the transport of its sound. */
    static List<Codec> offeredPictures(String sdp) {
        try {
            return parse(sdp).sections().stream()
                    .filter(section -> section.kind().equals(MediaDescription.VIDEO))
                    .filter(section -> section.media().port() != 0 && section.ice().isEmpty())
                    .findFirst()
                    .map(section -> section.codecs().stream())
                    .orElse(Stream.empty())
                    .flatMap(type -> PictureCodecs.read(type.codec()).stream())
                    .distinct()
                    .toList();
        } catch (Unacceptable _) {
            return List.of();
        }
    }

    String offer(List<Codec> codecs) {
        local =
                RtpOfferer.offer(
                        endpoint(Codecs.offer(codecs, policy)), policy.secure().proposal());
        return local.toString();
    }

    /** Pictures are received here, should there be any. */
    void picturesAt(int at) {
        picturePort = OptionalInt.of(at);
        // Streams with a port each have keys of their own (RFC 4568 §6.1).
        pictureSecurity = Optional.of(new SipSecurity(address, at, fingerprint, random));
    }

    /** In which codecs we want to see the far end, and it is to see somebody; none: without pictures. */
    void pictures(List<Codec> wanted) {
        pictures = wanted;
    }

    /** The most that our answers let flow from now on, from our view. */
    void wish(Direction most) {
        wish = most;
    }

    /** Offers what stands again, but for the way that media is to flow, and for pictures, where they are wanted now, or not any more. */
    String offer(Direction direction) {
        local = Redirection.of(local, direction);
        local = PictureLines.in(local, video());
        origin = local.origin().next();
        return local.toString();
    }

    /** Our offer within the call was refused: the session stays as it was (RFC 3261 §14.1). */
    void refused() {
        var newest = local.origin();
        local = standing;
        origin = newest.next();
    }

    Agreed read(String answer, InetAddress signalling) throws Unacceptable {
        return agreed(RtpOfferer.read(local, parse(answer)), signalling);
    }

    /** @param preferred the first of these that was offered is the one that will be spoken */
    Agreed answer(String offer, List<Codec> preferred, InetAddress signalling) throws Unacceptable {
        var theirs = parse(offer);
        security.offered(theirs);
        var agreed =
                agreed(
                        RtpAnswerer.answer(theirs, answering(Codecs.offer(preferred, policy))),
                        signalling);
        origin = origin.next();
        return agreed;
    }

    private Agreed agreed(RtpOutcome outcome, InetAddress signalling) throws Unacceptable {
        return switch (outcome) {
            case Refusal(var reason) -> throw new Unacceptable(reason.text());
            case RtpAgreement(var ours, var streams) -> {
                local = ours;
                standing = ours;
                var stream =
                        streams.stream()
                                .filter(one -> one.media().kind().equals(MediaDescription.AUDIO))
                                .findFirst()
                                .orElseThrow(() -> new Unacceptable("no sound"));
                var codecs = stream.media().codecs();
                var far = stream.remote();
                var direction = stream.media().direction();
                var remote =
                        new RtpRemote(
                                socket(far.address(), far.port(), signalling),
                                socket(far.rtcpAddress(), far.rtcpPort(), signalling),
                                far.rtcpMux(),
                                signalling,
                                direction.sends() ? Codecs.sending(codecs, policy) : List.of(),
                                Codecs.receiving(codecs),
                                SipSecurity.keying(stream.protection()),
                                security.ice(stream.ice(), ours),
                                policy.comedia(),
                                policy.sendsInfo());
                var faces =
                        streams.stream()
                                .filter(one -> one.media().kind().equals(MediaDescription.VIDEO))
                                .findFirst()
                                .map(one -> faces(one, signalling));
                yield new Agreed(ours.toString(), Codecs.agreed(codecs), remote, direction, faces);
            }
        };
    }

    private Faces faces(RtpStream stream, InetAddress signalling) {
        var agreed = PictureCodecs.agreed(stream.media(), stream.bitrate());
        var far = stream.remote();
        var remote =
                new RtpRemote(
                        socket(far.address(), far.port(), signalling),
                        socket(far.rtcpAddress(), far.rtcpPort(), signalling),
                        far.rtcpMux(),
                        signalling,
                        agreed.sending(),
                        agreed.receiving(),
                        SipSecurity.keying(stream.protection()),
                        Optional.empty(),
                        policy.comedia(),
                        true);
        return new Faces(remote, agreed);
    }

    private RtpEndpoint endpoint(List<PayloadType> codecs) {
        return endpoint(RtpMedia.audio(port, codecs));
    }

    private RtpEndpoint answering(List<PayloadType> codecs) {
        return endpoint(RtpMedia.audio(port, codecs).withRtcpMux());
    }

    private RtpEndpoint endpoint(RtpMedia media) {
        var all = new ArrayList<RtpMedia>();
        all.add(media.with(security.ours()).with(wish));
        video().ifPresent(all::add);
        return new RtpEndpoint(origin, new Connection(address), all);
    }

    /** Our pictures, as far as any are wanted; without ICE, which sound alone has. */
    private Optional<RtpMedia> video() {
        boolean none = pictures.isEmpty() || picturePort.isEmpty() || !policy.hasPictures();
        if (none) return Optional.empty();
        var types =
                PayloadType.pictures(
                        PictureCodecs.described(pictures), PictureCodecs.feedbackOfPhones());
        var ours = RtpMedia.video(picturePort.getAsInt(), types);
        var keys = pictureSecurity.orElseThrow().ours().withoutIce();
        return Optional.of(ours.with(keys).with(wish));
    }

    /** A name in c= is not looked up here: whoever writes one is found where its signalling, and soon its media, comes from. */
    private static InetSocketAddress socket(String address, int port, InetAddress signalling) {
        return new InetSocketAddress(literal(address).orElse(signalling), port);
    }

    static Optional<InetAddress> literal(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    private static SessionDescription parse(String sdp) throws Unacceptable {
        try {
            return SdpParser.parse(sdp);
        } catch (MalformedException malformed) {
            throw new Unacceptable(malformed.getMessage());
        }
    }
}
