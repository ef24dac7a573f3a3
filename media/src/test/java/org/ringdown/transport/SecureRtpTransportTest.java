package org.ringdown.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.media.RtpKeying;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.srtp.SrtpSender;
import org.ringdown.worker.Counted;

/** SRTP toward SIP, however its keys came: the tag before the replay window, and both before an address is learned. */
class SecureRtpTransportTest extends SecureRtpRig {
    @ParameterizedTest
    @EnumSource
    void soundPassesBothWaysUnderTheKeys(Keyed keyed) {
        key(keyed, PHONE);
        from(PHONE, 1);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(PHONE);
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitIsRefusedAndNothingIsLearnedFromIt(Keyed keyed) {
        key(keyed, PHONE_BEHIND_NAT);
        var sound = srtp(1);
        for (int bit = 8; bit < 8 * sound.remaining(); bit++) { // the first byte says what it is
            var flipped = ByteBuffer.allocate(sound.remaining()).put(sound.duplicate()).flip();
            flipped.put(bit / 8, (byte) (flipped.get(bit / 8) ^ 1 << bit % 8));
            arrive(NAT, flipped);
        }

        assertThat(heard).isEmpty();
        assertThat(target()).isEqualTo("nowhere");
        arrive(NAT, sound);
        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(NAT);
    }

    @ParameterizedTest
    @EnumSource
    void plainRtpIsNotHeardAndNothingIsLearnedFromIt(Keyed keyed) {
        key(keyed, PHONE_BEHIND_NAT);
        pass(600);
        for (int sequence = 0; sequence < 100; sequence++) arrive(ATTACKER, rtp(sequence));
        for (int sequence = 0; sequence < 100; sequence++) arrive(NAT, rtp(sequence));

        assertThat(heard).isEmpty();
        assertThat(target()).isEqualTo("nowhere");
        assertThat(counters.of(Counted.NOT_AUTHENTIC)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void aPacketSentAgainFromElsewhereMovesNothing(Keyed keyed) {
        key(keyed, PHONE);
        var sound = srtp(1);
        var copy = ByteBuffer.allocate(64).put(sound.duplicate()).flip();
        arrive(PHONE, sound);
        pass(5_000);
        arrive(ATTACKER, copy);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(PHONE);
    }

    @ParameterizedTest
    @EnumSource
    void aTagProvesTheFarEndWhereverItSpeaksFrom(Keyed keyed) {
        key(keyed, PHONE);
        pass(20_000);
        from(NAT, 1);

        assertThat(heard).containsExactly(1);
        assertThat(target()).isEqualTo(NAT);
    }

    @ParameterizedTest
    @EnumSource
    void aNatThatRebindsIsHeardAtOnceAndFollowedWhenTheOldAddressIsSilent(Keyed keyed) {
        key(keyed, PHONE_BEHIND_NAT);
        from(NAT, 1);
        pass(20);
        from(NAT_REBOUND, 2);
        assertThat(heard).containsExactly(1, 2);
        assertThat(target()).isEqualTo(NAT);
        pass(100);
        from(NAT_REBOUND, 3);

        assertThat(target()).isEqualTo(NAT_REBOUND);
    }

    @ParameterizedTest
    @EnumSource
    void reportsAreProtectedToo(Keyed keyed) {
        key(keyed, PHONE, true);
        arrive(PHONE, report());
        assertThat(reports).isEmpty();
        arrive(ATTACKER, report());
        arrive(PHONE, sealed(report()));
        assertThat(reports).containsExactly(8);

        transport.sendRtcp(ByteBuffer.allocate(80).put(0, report(), 0, 8), 0, 8);
        var sent = loop.sent().getFirst();
        assertThat(sent.bytes().remaining()).isEqualTo(8 + 4 + 10);
    }

    // Descriptions that come again.

    @Test
    void theSameKeysToldAgainGoOnAcrossAWrapOfTheSequence() {
        sdes(PHONE, OURS, THEIRS);
        talk(PHONE, 65_500, 100, 30);
        sdes(PHONE, OURS, THEIRS);
        talk(PHONE, 65_600, 100, 30);

        assertThat(heard).hasSize(140).contains(65_528, 32, 162);
        assertThat(counters.of(Counted.NOT_AUTHENTIC)).isZero();
        assertThat(target()).isEqualTo(PHONE);
    }

    @Test
    void aNewKeyOfTheFarEndIsUnderstoodAndWhatWasOnItsWayUnderTheOldOne() {
        sdes(PHONE, OURS, THEIRS);
        talk(PHONE, 65_500, 100, 0);
        var late = srtp(65_600);
        sdes(PHONE, OURS, THEIR_NEXT);
        arrive(PHONE, late);
        phone = new SrtpSender(THEIR_NEXT, new SrtpScratch());
        talk(PHONE, 65_601, 10, 0);

        assertThat(heard).hasSize(111).endsWith(73, 74);
        assertThat(target()).isEqualTo(PHONE);
    }

    @Test
    void aNewAddressToldIsFollowedAtOnce() {
        sdes(PHONE, OURS, THEIRS);
        talk(PHONE, 1, 260, 0);
        sdes(NAT, OURS, THEIRS);

        assertThat(target()).isEqualTo(NAT);
        from(NAT, 261);
        assertThat(heard).hasSize(261);
        assertThat(target()).isEqualTo(NAT);
    }

    @Test
    void aKeyOfOursThatComesBackNeverUsesAnIndexAgain() {
        sdes(PHONE, OURS, THEIRS);
        for (int sequence = 65_530; sequence < 65_540; sequence++) speak(sequence);
        tell(PHONE, false, RtpKeying.PLAIN, Optional.empty());
        speak(65_540);
        sdes(PHONE, OURS, THEIRS);
        loop.sent();
        speak(65_541);

        var sent = loop.sent().getFirst().bytes();
        ear.resume(7, 65_539, -1);
        assertThat(ear.unprotect(sent, 0, sent.remaining())).isEqualTo(13);
        assertThat(ear.lastIndex(7)).isEqualTo(65_541);
    }

    @Test
    void closedItKeepsNothing() {
        key(Keyed.DTLS, PHONE);
        from(PHONE, 1);
        transport.close();

        assertThat(loop.openPorts()).isEmpty();
        assertThat(dtls.handshakes).allMatch(handshake -> handshake.closed);
    }
}
