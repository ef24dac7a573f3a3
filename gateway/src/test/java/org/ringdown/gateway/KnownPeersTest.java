package org.ringdown.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ringdown.line.Lines;
import org.ringdown.line.Registrations;
import org.ringdown.shard.entrance.Callers.Known;
import org.ringdown.sip.Body;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Headers;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.trunk.Trunk;
import org.ringdown.trunk.Trunks;

/** Whose call an INVITE is before any password has been asked for. */
class KnownPeersTest {
    private static final InetAddress PBX = InetAddress.ofLiteral("203.0.113.7");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("203.0.113.66");
    private final Trunk trunk = Trunk.at("pbx", SipUri.of(HostPort.of("pbx.example")));
    private final Trunks trunks = new Trunks(List.of(trunk));
    private final KnownPeers peers =
            new KnownPeers(
                    trunks,
                    new Lines(),
                    new Registrations(),
                    Set.of("alice")::contains,
                    Set.of("here.example")::contains);

    KnownPeersTest() {
        trunks.learnAddresses("pbx", Set.of(PBX));
    }

    @Test
    void aTrunksCallsAreKnownByTheirAddress() {
        assertThat(peers.of(invite("+4930", "+4940;npdi"), PBX))
                .contains(new Known.OnTrunk(trunk, "+4940"));
    }

    @Test
    void nobodyElsesAre() {
        assertThat(peers.of(invite("+4930", "+4940"), STRANGER)).isEmpty();
    }

    @Test
    void whoeverClaimsToBeOneOfOursIsNoPeerAlsoAtATrunksAddress() {
        var spoofed = from("alice", "here.example", "+4940");
        assertThat(peers.of(spoofed, PBX)).isEmpty();
    }

    @Test
    void aNameOfOursAtThePeersOwnDomainIsThePeersBusiness() {
        assertThat(peers.of(from("alice", "pbx.example", "+4940"), PBX)).isPresent();
    }

    private static SipRequest invite(String from, String to) {
        return from(from, "pbx.example", to);
    }

    private static SipRequest from(String user, String host, String to) {
        var target = SipUri.of(to, HostPort.of("here.example"));
        var headers =
                Headers.builder()
                        .from(NameAddr.of(SipUri.of(user, HostPort.of(host))).withTag("t"))
                        .to(NameAddr.of(target))
                        .callId("c")
                        .cseq(new CSeq(1, "INVITE"));
        return new SipRequest("INVITE", target, headers.build(), Body.EMPTY);
    }
}
