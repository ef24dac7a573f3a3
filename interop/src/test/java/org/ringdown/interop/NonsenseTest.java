package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.phone.Breaks;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.sound.G711;

/** What somebody else sends, be it nonsense or an attack, does not disturb a call that is up, nor keep the next from being made. */
@Scenario
class NonsenseTest {
    private static final int HZ = 1500;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "42",
                "\"hello\"",
                "{\"type\":null}",
                "{\"type\":\"dance\"}",
                "{\"type\":\"call\"}",
                "{\"type\":{\"type\":\"ping\"}}",
                "{\"type\":\"call\",\"ref\":1,\"to\":[],\"m\":{}}",
                "{\"type\":\"media.open\",\"m\":\"m1\",\"offer\":\"v=9\"}",
                "{\"type\":\"answer\",\"call\":\"c_0\"}"
            })
    void aMessageThatIsNoneIsAnsweredAndTheSocketStays(String nonsense, Lab lab) {
        try (var socket = PageSocket.open(lab.gateway())) {
            socket.hello("guest");
            socket.sayText(nonsense);
            socket.await("error");
            socket.sayText("{\"type\":\"ping\"}");
            socket.await("pong");
        }
    }

    @Test
    void aFrameThatIsTooLongClosesItsSocketOnly(Lab lab) {
        try (var socket = PageSocket.open(lab.gateway());
                var other = PageSocket.open(lab.gateway())) {
            other.hello("guest");
            socket.hello("guest");
            socket.sayText("{\"type\":\"ping\",\"more\":\"" + "x".repeat(70_000) + "\"}");
            assertThat(socket.awaitClose()).isEqualTo(1009);
            other.sayText("{\"type\":\"ping\"}");
            other.await("pong");
        }
    }

    @Test
    void aTokenThatIsNoneIsRefused(Lab lab) {
        try (var socket = PageSocket.open(lab.gateway())) {
            socket.sayText(
                    "{\"type\":\"hello\",\"v\":1,\"token\":\"eyJhbGciOiJub25lIn0.e30.\",\"sdk\":\"x\"}");
            assertThat(socket.await("error").path("code").asString()).isEqualTo("token-invalid");
            assertThat(socket.awaitClose()).isEqualTo(4003);
        }
    }

    @Test
    void noiseOnTheSipPortDisturbsNobody(Lab lab) throws IOException {
        try (var phone = ScriptedPhone.open("undisturbed")) {
            var call = echo(phone, lab);
            noise(lab);
            assertThat(call.rtp().awaitTone(HZ).good()).isTrue();
            assertThat(Breaks.of(call.rtp().arrivals(), 8000, 101)).isEmpty();
            call.hangup();

            var next = echo(phone, lab);
            assertThat(next.rtp().awaitTone(HZ).good()).isTrue();
            next.hangup();
        }
        assertThat(lab.gateway().alive()).isTrue();
    }

    private static PhoneCall echo(ScriptedPhone phone, Lab lab) {
        var call =
                phone.dial(
                        lab.gateway().uri("600"),
                        List.of("PCMA"),
                        Optional.of(new Digest("bob", "bob")));
        call.rtp().say(Voice.tone(G711.PCMA, HZ));
        call.awaitAnswer(SOON);
        return call;
    }

    private static void noise(Lab lab) throws IOException {
        var random = new Random(5);
        var sip = lab.gateway().sip();
        var half =
                "INVITE sip:600@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK\r\nContent-Length: 4000000000\r\n";
        try (var socket = new DatagramSocket()) {
            for (int i = 0; i < 2000; i++) {
                var bytes =
                        i % 4 == 0
                                ? half.getBytes(StandardCharsets.UTF_8)
                                : new byte[random.nextInt(1400)];
                if (i % 4 != 0) random.nextBytes(bytes);
                socket.send(new DatagramPacket(bytes, bytes.length, sip));
            }
        }
        for (int i = 0; i < 20; i++) {
            try (var socket = new Socket(sip.getAddress(), sip.getPort())) {
                socket.getOutputStream().write(half.getBytes(StandardCharsets.UTF_8));
                var bytes = new byte[20_000];
                random.nextBytes(bytes);
                socket.getOutputStream().write(bytes);
            } catch (IOException closedOnUs) {
                assertThat(lab.gateway().alive()).isTrue(); // its right, after such a beginning
            }
        }
    }
}
