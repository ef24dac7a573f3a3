package org.ringdown.sdp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ringdown.wire.MalformedException;

/** Descriptions that several tests start from. */
final class Samples {
    /** RFC 8866 §5: an example of a session description. */
    static final String RFC_8866 =
            """
            v=0
            o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
            s=Call to John Smith
            i=SDP Offer #1
            u=http://www.jdoe.example.com/home.html
            e=Jane Doe <jane@jdoe.example.com>
            p=+1 617 555-6011
            c=IN IP4 198.51.100.1
            t=0 0
            m=audio 49170 RTP/AVP 0
            m=audio 49180 RTP/AVP 0
            m=video 51372 RTP/AVP 99
            c=IN IP6 2001:db8::2
            a=rtpmap:99 h263-1998/90000
            """;

    /** RFC 8829 §7.1: offer A1, long lines joined. */
    static final String JSEP_OFFER_A1 =
            """
            v=0
            o=- 4962303333179871722 1 IN IP4 0.0.0.0
            s=-
            t=0 0
            a=ice-options:trickle ice2
            a=group:BUNDLE a1 v1
            a=group:LS a1 v1

            m=audio 10100 UDP/TLS/RTP/SAVPF 96 0 8 97 98
            c=IN IP4 203.0.113.100
            a=mid:a1
            a=sendrecv
            a=rtpmap:96 opus/48000/2
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:97 telephone-event/8000
            a=rtpmap:98 telephone-event/48000
            a=fmtp:97 0-15
            a=fmtp:98 0-15
            a=maxptime:120
            a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid
            a=extmap:2 urn:ietf:params:rtp-hdrext:ssrc-audio-level
            a=msid:47017fee-b6c1-4162-929c-a25110252400
            a=ice-ufrag:ETEn
            a=ice-pwd:OtSK0WpNtpUjkY4+86js7ZQl
            a=fingerprint:sha-256 19:E2:1C:3B:4B:9F:81:E6:B8:5C:F4:A5:A8:D8:73:04:BB:05:2F:70:9F:04:A9:0E:05:E9:26:33:E8:70:88:A2
            a=setup:actpass
            a=tls-id:91bbf309c0990a6bec11e38ba2933cee
            a=rtcp:10101 IN IP4 203.0.113.100
            a=rtcp-mux
            a=rtcp-rsize
            a=candidate:1 1 udp 2113929471 203.0.113.100 10100 typ host
            a=candidate:1 2 udp 2113929470 203.0.113.100 10101 typ host
            a=end-of-candidates

            m=video 10102 UDP/TLS/RTP/SAVPF 100 101 102 103
            c=IN IP4 203.0.113.100
            a=mid:v1
            a=sendrecv
            a=rtpmap:100 VP8/90000
            a=rtpmap:101 H264/90000
            a=fmtp:101 packetization-mode=1;profile-level-id=42e01f
            a=rtpmap:102 rtx/90000
            a=fmtp:102 apt=100
            a=rtpmap:103 rtx/90000
            a=fmtp:103 apt=101
            a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid
            a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
            a=rtcp-fb:100 ccm fir
            a=rtcp-fb:100 nack
            a=rtcp-fb:100 nack pli
            a=msid:47017fee-b6c1-4162-929c-a25110252400
            a=ice-ufrag:BGKk
            a=ice-pwd:mqyWsAjvtKwTGnvhPztQ9mIf
            a=fingerprint:sha-256 19:E2:1C:3B:4B:9F:81:E6:B8:5C:F4:A5:A8:D8:73:04:BB:05:2F:70:9F:04:A9:0E:05:E9:26:33:E8:70:88:A2
            a=setup:actpass
            a=tls-id:91bbf309c0990a6bec11e38ba2933cee
            a=rtcp:10103 IN IP4 203.0.113.100
            a=rtcp-mux
            a=rtcp-rsize
            a=candidate:1 1 udp 2113929471 203.0.113.100 10102 typ host
            a=candidate:1 2 udp 2113929470 203.0.113.100 10103 typ host
            a=end-of-candidates
            """;

    /** RFC 3264 §10.1: Alice's offer. */
    static final String ALICE =
            """
            v=0
            o=alice 2890844526 2890844526 IN IP4 host.anywhere.com
            s=
            c=IN IP4 host.anywhere.com
            t=0 0
            m=audio 49170 RTP/AVP 0
            a=rtpmap:0 PCMU/8000
            m=video 51372 RTP/AVP 31
            a=rtpmap:31 H261/90000
            m=video 53000 RTP/AVP 32
            a=rtpmap:32 MPV/90000
            """;

    /** RFC 3264 §10.1: Bob's answer to it. */
    static final String BOB =
            """
            v=0
            o=bob 2890844730 2890844730 IN IP4 host.example.com
            s=
            c=IN IP4 host.example.com
            t=0 0
            m=audio 49920 RTP/AVP 0
            a=rtpmap:0 PCMU/8000
            m=video 0 RTP/AVP 31
            m=video 53000 RTP/AVP 32
            a=rtpmap:32 MPV/90000
            """;

    static final String CHROMIUM_OFFER = seed("chromium-offer.sdp");
    static final String FIREFOX_OFFER = seed("firefox-offer.sdp");
    static final String PHONE_OFFER = seed("phone-offer.sdp");

    static final List<Codec> VOICE = List.of(Codec.PCMA, Codec.PCMU, Codec.G722, Codec.OPUS);

    private static final String PAGE_DIGEST = "AB" + ":CD".repeat(31);

    private static final WebRtcEndpoint PAGE = toPage();
    private static final RtpEndpoint PHONE = toSecurePhone(VOICE);
    private static final List<SessionDescription> OFFERS =
            Stream.of(RtpProposal.values()).map(p -> RtpOfferer.offer(PHONE, p)).toList();

    private Samples() {}

    static List<String> all() {
        return List.of(
                RFC_8866, JSEP_OFFER_A1, ALICE, BOB, CHROMIUM_OFFER, FIREFOX_OFFER, PHONE_OFFER);
    }

    /** What we might be toward a page: audio only, reachable at one UDP and one TCP address. */
    static WebRtcEndpoint toPage() {
        var source = new WebRtcSource(7, "ringdown", new Msid("call", Optional.of("voice")));
        var codecs = Codec.withTelephoneEvents(VOICE);
        var audio = new WebRtcMedia("audio", Direction.SENDRECV, codecs, source);
        return new WebRtcEndpoint(
                new Origin(11, 1, "192.0.2.1"),
                new IceCredentials("ours", "0123456789abcdefghijkl"),
                List.of(
                        IceCandidate.hostUdp("1", 65535, "192.0.2.1", 3478),
                        IceCandidate.hostTcp("2", 8191, "192.0.2.1", 3478)),
                new Fingerprint("sha-256", PAGE_DIGEST),
                Set.of(),
                List.of(audio));
    }

    /** What we might be toward a SIP peer: audio only. */
    static RtpEndpoint toPhone(List<Codec> codecs) {
        var types = PayloadType.assign(Codec.withTelephoneEvents(codecs));
        return new RtpEndpoint(
                new Origin(21, 1, "192.0.2.2"),
                new Connection("192.0.2.2"),
                List.of(RtpMedia.audio(40000, types)));
    }

    /** The same with everything that protects it, and a part in ICE. */
    static RtpEndpoint toSecurePhone(List<Codec> codecs) {
        var plain = toPhone(codecs);
        var security =
                new RtpSecurity(
                        Optional.of(new Fingerprint("sha-256", PAGE_DIGEST)),
                        List.of(
                                Crypto.of(1, "AES_CM_128_HMAC_SHA1_80", new byte[30]),
                                Crypto.of(2, "AES_CM_128_HMAC_SHA1_32", new byte[30]),
                                Crypto.of(3, "AEAD_AES_128_GCM", new byte[28])),
                        Optional.of(
                                new IceEnd(
                                        new IceCredentials("ours", "0123456789abcdefghijkl"),
                                        List.of(
                                                IceCandidate.hostUdp(
                                                        "1", 65535, "192.0.2.2", 40000)),
                                        true)));
        var audio = plain.media().getFirst().withRtcpMux().with(security);
        return new RtpEndpoint(plain.origin(), plain.connection(), List.of(audio));
    }

    static SessionDescription parse(String text) {
        try {
            return SdpParser.parse(text);
        } catch (MalformedException refused) {
            throw new AssertionError(refused);
        }
    }

    /** A description with one m-line, of which the text begins with that line. */
    static MediaSection section(String media) {
        return parse("v=0\no=- 1 1 IN IP4 192.0.2.9\n" + media).sections().getFirst();
    }

    /** Puts the description through every view and every negotiation; none of them may throw. */
    static void readEverything(SessionDescription sdp) {
        sdp.bundles();
        sdp.iceLite();
        for (var s : sdp.sections()) {
            s.isOffered();
            s.connection();
            s.directionWithoutIce();
            s.codecs();
            s.packetTime();
            s.maxPacketTime();
            s.mid();
            s.ice();
            s.candidates();
            s.iceOptions();
            s.fingerprints();
            s.setup();
            s.rtcp();
            s.extensions();
            s.msids();
            s.ssrcs();
            s.cryptos();
        }
        WebRtcAnswerer.answer(sdp, PAGE);
        RtpAnswerer.answer(sdp, PHONE);
        for (var offer : OFFERS) {
            RtpOfferer.read(offer, sdp);
            RtpOfferer.read(sdp, offer);
        }
    }

    /** What browsers and phones offer; the fuzz test starts from the same files. */
    private static String seed(String name) {
        try (var in = Samples.class.getResourceAsStream("SdpFuzzTestInputs/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
