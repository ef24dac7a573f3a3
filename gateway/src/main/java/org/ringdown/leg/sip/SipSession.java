package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.media.Codec;
import org.ringdown.media.RtpRemote;
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

    /**
     * What both sides can rely on now.
     *
     * @param direction which way media may flow, from our view
     */
    record Agreed(String local, List<Codec> codecs, RtpRemote remote, Direction direction) {}

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

    String offer(List<Codec> codecs) {
        local =
                RtpOfferer.offer(
                        endpoint(Codecs.offer(codecs, policy)), policy.secure().proposal());
        return local.toString();
    }

    /** The most that our answers let flow from now on, from our view. */
    void wish(Direction most) {
        wish = most;
    }

    /** Offers what stands again, but for the way that media is to flow. */
    String offer(Direction direction) {
        local = Redirection.of(local, direction);
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
                var stream = streams.getFirst();
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
                yield new Agreed(ours.toString(), Codecs.agreed(codecs), remote, direction);
            }
        };
    }

    private RtpEndpoint endpoint(List<PayloadType> codecs) {
        return endpoint(RtpMedia.audio(port, codecs));
    }

    private RtpEndpoint answering(List<PayloadType> codecs) {
        return endpoint(RtpMedia.audio(port, codecs).withRtcpMux());
    }

    private RtpEndpoint endpoint(RtpMedia media) {
        return new RtpEndpoint(
                origin, new Connection(address), List.of(media.with(security.ours()).with(wish)));
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
