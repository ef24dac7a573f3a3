package org.ringdown.leg.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.media.Codec;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.trunk.Trunk;
import org.ringdown.way.Way;

/** What somebody is offered, and what next where that is refused. */
class CalleeTest {
    private static final SipUri PBX = SipUri.of(HostPort.of("pbx.example"));
    private static final Codec OPUS = new Codec("opus", 48000, 2);
    private static final Codec PCMA = new Codec("PCMA", 8000, 1);
    private static final Codec PCMU = new Codec("PCMU", 8000, 1);

    @Test
    void theCodecsOfATrunkInItsOrder() {
        assertThat(offered("pcmu", "pcma")).containsExactly(PCMU, PCMA);
    }

    @Test
    void allOfTheCallersWhereTheTrunkNamesNone() {
        assertThat(offered()).containsExactly(OPUS, PCMA, PCMU);
    }

    @Test
    void allOfTheCallersWhereNoneIsInCommon() {
        assertThat(offered("g722")).containsExactly(OPUS, PCMA, PCMU);
    }

    @ParameterizedTest
    @CsvSource({
        "UDP, OFF SDES DTLS",
        "TCP, OFF SDES DTLS",
        "TLS, SDES OFF DTLS",
        "WS,  WEBRTC",
        "WSS, WEBRTC"
    })
    void aPhoneIsOfferedOneWayOfProtectingTheSoundAfterTheOther(Transport transport, String ways) {
        var here = new InetSocketAddress("192.0.2.1", 5060);
        var flow = new Flow(transport, new InetSocketAddress("192.0.2.7", 5060), here, 1);
        var phone = Callee.at(PBX, Way.on(flow)).of(Whose.user("bob"));

        assertThat(phone.attempts())
                .extracting(attempt -> attempt.policy().secure().name())
                .containsExactly(ways.split(" "));
    }

    @Test
    void aStrangerIsAskedOnce() {
        var stranger = Callee.at(PBX, Way.DIRECT);

        assertThat(stranger.attempts()).containsExactly(stranger);
    }

    private static List<Codec> offered(String... names) {
        var media =
                new Trunk.Media(
                        List.of(names), Trunk.Dtmf.RFC4733, Trunk.Srtp.OFF, Trunk.Offer.NOW);
        var trunk = Trunk.at("pbx", PBX).with(media);
        return new Callee(PBX, Way.DIRECT, Optional.empty(), Optional.of(trunk), Whose.trunk(trunk))
                .codecs(List.of(OPUS, PCMA, PCMU));
    }
}
