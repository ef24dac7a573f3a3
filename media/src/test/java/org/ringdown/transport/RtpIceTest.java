package org.ringdown.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.ice.IceCredentials;
import org.ringdown.ice.IceLiteAgent;
import org.ringdown.media.IceSettings;
import org.ringdown.media.RtpKeying;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunIntegrity;
import org.ringdown.stun.StunMessage;
import org.ringdown.stun.StunWriter;

/** ICE toward SIP: a check before the handshake and before sound, ours where the far end only answers. */
class RtpIceTest extends SecureRtpRig {
    @Test
    void withIceOnlyACheckTellsWhereTheFarEndIs() {
        var ours = new IceCredentials("ours", "0123456789abcdefghijkl");
        var ice = new IceSettings(ours.ufrag(), ours.password(), "them", "x".repeat(22));
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.of(ice));
        arrive(PHONE, hello());
        assertThat(dtls.handshakes.getFirst().fed).isZero();

        arrive(NAT, check(ours.ufrag(), "wrong".repeat(5)));
        assertThat(loop.sent()).isEmpty();
        arrive(NAT, check(ours.ufrag(), ours.password()));
        assertThat(loop.sent()).singleElement().matches(sent -> sent.to().equals(address(NAT)));
        arrive(NAT, hello());
        assertThat(dtls.handshakes.getFirst().fed).isEqualTo(1);
        dtls.handshakes.getFirst().listener.done(new SrtpKeys.Pair(THEIRS, OURS));

        from(ATTACKER, 1);
        from(PHONE, 2);
        from(NAT, 3);
        assertThat(heard).containsExactly(3);
        assertThat(target()).isEqualTo(NAT);
    }

    @Test
    void aFarEndThatOnlyAnswersChecksIsCheckedByUs() throws Exception {
        var theirs = new IceCredentials("them", "x".repeat(22));
        var ice =
                new IceSettings(
                        "ours",
                        "0123456789abcdefghijkl",
                        theirs.ufrag(),
                        theirs.password(),
                        true,
                        List.of(new IceSettings.Candidate(address(NAT), 100)));
        tell(PHONE, true, new RtpKeying.Sdes(OURS, THEIRS), Optional.of(ice));
        var lite = new IceLiteAgent<InetSocketAddress>(theirs);
        for (int round = 0; round < 5; round++) {
            pass(60);
            for (var sent : loop.sent()) {
                var reply = ByteBuffer.allocate(IceLiteAgent.MAX_REPLY);
                lite.receive(StunMessage.parse(sent.bytes()), local, local, 0, reply);
                arrive(NAT, reply.flip());
            }
        }
        from(PHONE, 1);
        from(NAT, 2);

        assertThat(lite.selected()).contains(local);
        assertThat(heard).containsExactly(2);
        assertThat(target()).isEqualTo(NAT);
    }

    private static ByteBuffer check(String ufrag, String password) {
        var buffer = ByteBuffer.allocate(256);
        new StunWriter(buffer, Stun.BINDING_REQUEST, ByteBuffer.allocate(12))
                .text(Stun.USERNAME, ufrag + ":them")
                .number(Stun.PRIORITY, 1)
                .number(Stun.ICE_CONTROLLING, 1L)
                .attribute(Stun.USE_CANDIDATE)
                .integrity(StunIntegrity.shortTerm(password))
                .fingerprint();
        return buffer.flip();
    }
}
