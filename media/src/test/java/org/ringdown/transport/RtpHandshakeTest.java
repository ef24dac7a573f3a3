package org.ringdown.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.media.RtpKeying;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.srtp.SrtpSender;
import org.ringdown.worker.Counted;

/** DTLS toward SIP: who begins a handshake, whose is heard, and what becomes of the keys of the one before. */
class RtpHandshakeTest extends SecureRtpRig {
    @Test
    void aHandshakeThatOutrunsTheAnswerIsTakenUpWithIt() {
        arrive(PHONE, hello());
        arrive(PHONE, hello());
        assertThat(dtls.handshakes).isEmpty();

        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
        assertThat(dtls.handshakes.getFirst().fed).isEqualTo(1);
        assertThat(loop.sent()).singleElement().extracting("to").isEqualTo(address(PHONE));
    }

    @Test
    void eachPortHasTheHandshakeThatOutranTheAnswer() {
        var rtcp = new InetSocketAddress(local.getAddress(), local.getPort() + 1);
        loop.arrive(hello(), address("198.51.100.7:4001"), rtcp);
        tell(PHONE, false, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());

        assertThat(dtls.handshakes).extracting(it -> it.fed).containsExactly(0, 1);
    }

    @Test
    void aStrangersHandshakeThatOutrunsTheAnswerIsNotHeard() {
        arrive(ATTACKER, hello());
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());

        assertThat(dtls.handshakes.getFirst().fed).isZero();
        assertThat(counters.of(Counted.FOREIGN_SOURCE)).isEqualTo(1);
    }

    @Test
    void aHandshakeBeforeAnAnswerWithoutOneIsForgotten() {
        arrive(PHONE, hello());
        sdes(PHONE, OURS, THEIRS);
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());

        assertThat(dtls.handshakes.getFirst().fed).isZero();
    }

    @Test
    void aHandshakeFromAForeignAddressIsNotHeard() {
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
        pass(1_000);
        arrive(ATTACKER, hello());
        assertThat(dtls.handshakes.getFirst().fed).isZero();
        assertThat(loop.sent()).isEmpty();

        arrive(PHONE, hello());
        assertThat(dtls.handshakes.getFirst().fed).isEqualTo(1);
        assertThat(loop.sent()).singleElement().matches(sent -> sent.to().equals(address(PHONE)));
    }

    @Test
    void whereTheFarEndWaitsWeBeginAndAreTheClient() {
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), true), Optional.empty());
        pass(1);
        assertThat(loop.sent()).singleElement().matches(sent -> sent.to().equals(address(PHONE)));
        arrive(PHONE, hello());
        dtls.handshakes.getFirst().listener.done(new SrtpKeys.Pair(OURS, THEIRS));
        from(PHONE, 1);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(PHONE);
    }

    @Test
    void beforeItIsDoneNothingIsHeardOrSaid() {
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
        arrive(PHONE, rtp(1));
        speak(1);

        assertThat(heard).isEmpty();
        assertThat(loop.sent()).isEmpty();
        assertThat(counters.of(Counted.NO_KEYS_YET)).isEqualTo(2);
    }

    @Test
    void oneThatFailsIsToldAndNothingIsSaidInTheClear() {
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
        dtls.handshakes.getFirst().listener.failed("No.");
        speak(1);

        assertThat(failures).containsExactly("No.");
        assertThat(loop.sent()).isEmpty();
    }

    @Test
    void theSameFingerprintToldAgainKeepsTheAssociationAndAnotherBeginsOne() {
        key(Keyed.DTLS, PHONE);
        key(Keyed.DTLS, PHONE);
        assertThat(dtls.handshakes).hasSize(1);
        tell(PHONE, true, new RtpKeying.Dtls(List.of("sha-256 BB"), false), Optional.empty());

        assertThat(dtls.handshakes).hasSize(2);
        assertThat(dtls.handshakes.getFirst().closed).isTrue();
        from(PHONE, 1);
        assertThat(heard).isEmpty();
    }

    @Test
    void aFarEndThatShakesHandsAnewIsHeardUnderEitherKeyUntilTheNewOneIsUsed() {
        key(Keyed.DTLS, PHONE);
        from(PHONE, 1);
        arrive(PHONE, hello());
        assertThat(dtls.handshakes).hasSize(2);
        assertThat(dtls.handshakes.get(1).fingerprints).containsExactly("sha-256 AA");
        assertThat(dtls.handshakes.get(1).fed).isEqualTo(1);
        from(PHONE, 2);
        assertThat(target()).isEqualTo(PHONE);

        var late = srtp(3);
        dtls.handshakes.get(1).listener.done(new SrtpKeys.Pair(THEIR_NEXT, OURS));
        assertThat(dtls.handshakes.getFirst().closed).isTrue();
        arrive(PHONE, late);
        phone = new SrtpSender(THEIR_NEXT, new SrtpScratch());
        from(PHONE, 4);

        assertThat(heard).containsExactly(1, 2, 3, 4);
        arrive(PHONE, hello());
        assertThat(dtls.handshakes).hasSize(3);
    }

    @Test
    void aHandshakeAnewThatFailsChangesNothing() {
        key(Keyed.DTLS, PHONE);
        arrive(PHONE, hello());
        dtls.handshakes.get(1).listener.failed("No.");
        from(PHONE, 1);

        assertThat(heard).containsExactly(1);
        assertThat(failures).isEmpty();
        assertThat(target()).isEqualTo(PHONE);
        assertThat(dtls.handshakes.getFirst().closed).isFalse();
    }

    @Test
    void whatIsNoFirstWordBeginsNothing() {
        key(Keyed.DTLS, PHONE);
        for (var at : new int[] {3, 4, 13, 17, 18}) arrive(PHONE, hello().put(at, (byte) 3));
        for (int size = 1; size < 19; size++) arrive(PHONE, hello().slice(0, size));

        assertThat(dtls.handshakes).hasSize(1);
    }

    @Test
    void whereRtcpHasAPortOfItsOwnItShakesHandsForItself() {
        tell(PHONE, false, new RtpKeying.Dtls(List.of("sha-256 AA"), false), Optional.empty());
        var odd = new InetSocketAddress(local.getAddress(), local.getPort() + 1);
        loop.arrive(hello(), address("198.51.100.7:4001"), odd);
        assertThat(dtls.handshakes).hasSize(2);
        assertThat(dtls.handshakes.get(1).fed).isEqualTo(1);
        dtls.handshakes.get(1).listener.done(new SrtpKeys.Pair(THEIRS, OURS));
        loop.arrive(sealed(report()), address("198.51.100.7:4001"), odd);

        assertThat(reports).containsExactly(8);
    }
}
