package org.ringdown.rtmfp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Envelope;
import org.ringdown.rtmfp.packet.Packet;
import org.ringdown.wire.MalformedException;

/** Both ends come to the same keys; what was touched on its way does not open. */
class CryptoTest {
    private static final Packet PACKET =
            Packet.startup(new Chunk.Ping(ByteBuffer.wrap(new byte[] {1, 2, 3})), 0);

    @ParameterizedTest
    @EnumSource
    void aGroupIsOfASafePrime(DhGroup group) {
        assertThat(group.prime().bitLength()).isEqualTo(8 * group.size());
        assertThat(group.prime().isProbablePrime(20)).isTrue();
        assertThat(group.prime().shiftRight(1).isProbablePrime(20)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void bothAgree(DhGroup group) {
        var random = new Random(1);
        var a = group.secret(random);
        var b = group.secret(random);

        assertThat(group.agree(a, group.publicKey(b)).orElseThrow())
                .isEqualTo(group.agree(b, group.publicKey(a)).orElseThrow())
                .hasSize(group.size());
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatTellsTheSecretIsRefused(DhGroup group) {
        var minusOne = group.prime().subtract(BigInteger.ONE).toByteArray();

        assertThat(group.agree(BigInteger.TEN, new byte[] {1})).isEmpty();
        assertThat(group.agree(BigInteger.TEN, new byte[0])).isEmpty();
        assertThat(group.agree(BigInteger.TEN, Arrays.copyOfRange(minusOne, 1, minusOne.length)))
                .isEmpty();
        assertThat(group.agree(BigInteger.TEN, new byte[group.size() + 1])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,false", "16,true", "10,false", "0,true"})
    void whatOneSealsTheOtherOpens(int hmac, boolean numbered) throws MalformedException {
        var pair = pair(new Protection(hmac, numbered));
        var datagram = pair[0].seal(PACKET, 77);

        assertThat(Envelope.sessionId(datagram)).hasValue(77);
        assertThat(pair[1].open(datagram)).isEqualTo(PACKET);
    }

    @ParameterizedTest
    @CsvSource({"0,false", "16,true"})
    void whatWasTouchedDoesNotOpen(int hmac, boolean numbered) {
        var pair = pair(new Protection(hmac, numbered));
        var datagram = pair[0].seal(PACKET, 77);
        datagram.put(9, (byte) (datagram.get(9) ^ 1));

        assertThatThrownBy(() -> pair[1].open(datagram)).isInstanceOf(MalformedException.class);
    }

    @Test
    void aRepeatDoesNotOpen() throws MalformedException {
        var pair = pair(new Protection(16, true));
        var first = pair[0].seal(PACKET, 77);
        var second = pair[0].seal(PACKET, 77);

        pair[1].open(second);
        pair[1].open(first); // late is well
        assertThatThrownBy(() -> pair[1].open(first)).hasMessageContaining("again");
    }

    private static PacketCipher[] pair(Protection protection) {
        byte[] secret = {1, 2};
        byte[] a = {3};
        byte[] b = {4, 5};
        return new PacketCipher[] {
            PacketCipher.of(secret, a, b, protection, protection),
            PacketCipher.of(secret, b, a, protection, protection)
        };
    }
}
