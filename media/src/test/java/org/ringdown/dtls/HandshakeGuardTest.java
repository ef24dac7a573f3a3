package org.ringdown.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Datagrams by hand: record headers as in RFC 6347 §4.1, fragment headers as in §4.2.2. */
class HandshakeGuardTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "16fefd0000000000000000000e 010000020000000000000002 abcd, a whole message",
        "16fefd0000000000000000000e 010040000000000000000002 abcd, the first part of 16 KiB",
        "16fefd00000000000000000019 010000010000000000000001 ab 0e0000000001000000000000, two messages",
        "16fefd0001000000000001000e 01ffffff0000000000000002 abcd, ciphertext that only looks so",
        "14fefd0000000000000000 0001 01 16fefd0000000000000000000c 0e0000000001000000000000, two records"
    })
    void letsSoundFragmentsPass(String datagram, String what) {
        assertThat(admits(datagram)).as(what).isTrue();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "16fefd0000000000000000000e 010040010000000000000002 abcd, of one byte more than 16 KiB",
        "16fefd0000000000000000000e 01ffffff0000000000000002 abcd, of 16 MB",
        "16fefd00000000000000000019 010000010000000000000001 ab 0effffff0001000000000000, the second of a record",
        "14fefd0000000000000000 0001 01 16fefd0000000000000000000c 0effffff0001000000000000, in the second record",
        "16fefd0000000000000000000e 010000020000000000000003 abcd, longer than its record",
        "16fefd0000000000000000000b 0100000200000000000000, shorter than its header",
        "16fefd0000000000000000000f 010000020000000000000002 abcd, a record longer than its datagram",
        "16fefd00000000000000000000 16fefd, half a record header",
        "16fefe0000000000000000000e 010000020000000000000002 abcd, of a version that there never was"
    })
    void refusesTheOthers(String datagram, String what) {
        assertThat(admits(datagram)).as(what).isFalse();
    }

    /** The shape of CVE-2026-59646: 205 bytes that ask for a quarter of a gigabyte. */
    @Test
    void refusesTheDatagramThatAsksForAQuarterOfAGigabyte() {
        var fragments = new StringBuilder();
        for (int message = 0; message < 16; message++)
            fragments.append("01ffffff%04x000000000000".formatted(message));

        assertThat(admits("16fefd000000000000000000c0" + fragments)).isFalse();
    }

    @Test
    void standsBehindDecryptionToo() throws IOException {
        assertThat(decrypted(ContentType.handshake, "140000020000000000000002abcd").len)
                .isEqualTo(14);
        assertThat(decrypted(ContentType.application_data, "14ffffff0000000000000002abcd").len)
                .isEqualTo(14);
        assertThatThrownBy(() -> decrypted(ContentType.handshake, "14ffffff0000000000000002abcd"))
                .isInstanceOf(TlsFatalAlert.class);
    }

    private static TlsDecodeResult decrypted(short type, String plaintext) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(plaintext);
        var cipher =
                (TlsCipher)
                        Proxy.newProxyInstance(
                                HandshakeGuardTest.class.getClassLoader(),
                                new Class<?>[] {TlsCipher.class},
                                (_, _, _) -> new TlsDecodeResult(bytes, 0, bytes.length, type));
        return new GuardedCrypto.GuardedCipher(cipher)
                .decodeCiphertext(1, type, ProtocolVersion.DTLSv12, bytes, 0, bytes.length);
    }

    private static boolean admits(String datagram) {
        return HandshakeGuard.admits(
                ByteBuffer.wrap(HexFormat.of().parseHex(datagram.replace(" ", ""))));
    }
}
