package org.ringdown.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;

/** Whose a message from an address is, and in which order trunks are tried. */
class TrunksTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("203.0.113.7");
    private static final InetAddress THERE = InetAddress.ofLiteral("203.0.113.8");
    private final Trunks trunks = new Trunks(List.of(trunk("a"), trunk("b"), allowing("c", THERE)));

    @Test
    void aTrunkIsWhereItsUriLeads() {
        assertThat(trunks.from(HERE)).isEmpty();
        trunks.learnAddresses("a", Set.of(HERE));
        assertThat(trunks.from(HERE)).extracting(Trunk::name).containsExactly("a");
    }

    @Test
    void anAllowListIsWhatCountsWhereThereIsOne() {
        trunks.learnAddresses("c", Set.of(HERE));
        assertThat(trunks.from(HERE)).isEmpty();
        assertThat(trunks.from(THERE)).extracting(Trunk::name).containsExactly("c");
    }

    @Test
    void whileDnsIsAwayWhatWasKnownIsStillTrue() {
        trunks.learnAddresses("a", Set.of(HERE));
        trunks.learnAddresses("a", Set.of());
        assertThat(trunks.from(HERE)).hasSize(1);
    }

    @Test
    void thoseThatDoNotAnswerAreTriedLastAndAreTried() {
        trunks.learnHealth("a", false);
        assertThat(trunks.inOrder(List.of("a", "b", "nobody")))
                .extracting(Trunk::name)
                .containsExactly("b", "a");
        trunks.learnHealth("a", true);
        assertThat(trunks.inOrder(List.of("a", "b")))
                .extracting(Trunk::name)
                .containsExactly("a", "b");
    }

    @Test
    void aTrunkDoesNotShowItsPassword() {
        var account = new Credentials("trunk:a", "us", "correct horse", Optional.empty());
        var peer =
                new Trunk.Peer(
                        SipUri.of(HostPort.of("pbx.example")),
                        Optional.empty(),
                        Optional.of(account),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ZERO);
        assertThat(trunk("a").with(peer).toString()).doesNotContain("correct horse");
    }

    private static Trunk trunk(String name) {
        return Trunk.at(name, SipUri.of(HostPort.of("pbx.example")));
    }

    private static Trunk allowing(String name, InetAddress address) {
        var peer = trunk(name).peer();
        return trunk(name)
                .with(
                        new Trunk.Peer(
                                peer.uri(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(address::equals),
                                Duration.ZERO));
    }
}
