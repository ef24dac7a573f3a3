package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.sound.G711;

/** The torture messages of RFC 4475 and RFC 5118, sent to the program over UDP and TCP; afterwards a good call is made. */
@Scenario
class TortureTest {
    private static final Path COMMITTED = Path.of("../protocol/src/test/resources");

    @Test
    void afterEveryTortureMessageTheNextCallIsGood(Lab lab) throws IOException {
        var messages = messages();
        assertThat(messages).hasSize(61);
        for (var message : messages) {
            overUdp(Files.readAllBytes(message), lab);
            overTcp(Files.readAllBytes(message), lab);
            assertThat(lab.gateway().alive()).as("after %s", message.getFileName()).isTrue();
        }
        System.out.println(messages.size() + " torture messages sent over UDP and TCP");
        assertThat(lab.gateway().log()).doesNotContain("Exception in thread");
        try (var phone = ScriptedPhone.open("survivor")) {
            var call =
                    phone.dial(
                            lab.gateway().uri("600"),
                            List.of("PCMA"),
                            Optional.of(new Digest("bob", "bob")));
            call.rtp().say(Voice.tone(G711.PCMA, 1500));
            call.awaitAnswer(SOON);
            assertThat(call.rtp().awaitTone(1500).good()).isTrue();
            call.hangup();
        }
    }

    /** Those of the folder RINGDOWN_VECTORS if it is set, else the ones committed beside the parser. */
    private static List<Path> messages() throws IOException {
        var folder =
                Optional.ofNullable(System.getenv("RINGDOWN_VECTORS"))
                        .map(Path::of)
                        .orElse(COMMITTED);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*rfc(4475|5118).*\\.dat"))
                    .sorted()
                    .toList();
        }
    }

    private static void overUdp(byte[] message, Lab lab) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(message, message.length, lab.gateway().sip()));
        }
    }

    private static void overTcp(byte[] message, Lab lab) throws IOException {
        var sip = lab.gateway().sip();
        try (var socket = new Socket(sip.getAddress(), sip.getPort())) {
            socket.getOutputStream().write(message);
        }
    }
}
