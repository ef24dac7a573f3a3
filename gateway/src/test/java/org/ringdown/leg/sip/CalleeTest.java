package org.ringdown.leg.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.media.Codec;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipUri;
import org.ringdown.trunk.Trunk;
import org.ringdown.way.Way;

/** What a trunk is offered. */
class CalleeTest {
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

    private static List<Codec> offered(String... names) {
        var uri = SipUri.of(HostPort.of("pbx.example"));
        var media =
                new Trunk.Media(
                        List.of(names), Trunk.Dtmf.RFC4733, Trunk.Srtp.OFF, Trunk.Offer.NOW);
        var trunk = Trunk.at("pbx", uri).with(media);
        return new Callee(uri, Way.DIRECT, Optional.empty(), Optional.of(trunk), Whose.trunk(trunk))
                .codecs(List.of(OPUS, PCMA, PCMU));
    }
}
