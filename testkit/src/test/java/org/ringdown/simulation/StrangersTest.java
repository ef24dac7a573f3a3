package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.net.UdpPort;

/** What strangers get: one answer, whatever they ask for, and no memory of them. */
class StrangersTest {
    private static final InetSocketAddress STRANGER =
            new InetSocketAddress(InetAddress.ofLiteral("10.66.0.1"), 5060);
    private static final InetSocketAddress VICTIM =
            new InetSocketAddress(InetAddress.ofLiteral("10.66.0.2"), 5060);

    private final World world = World.from(1).closed().build();
    private final List<String> answers = new ArrayList<>();
    private final UdpPort port = open(STRANGER, answers);
    private int sent;

    @Test
    void aFloodOfStrangersMakesNoState() {
        var before = world.gateway().census();
        for (int i = 0; i < 5_000; i++) {
            ask("INVITE", "friendly-scanner" + i, "sip:100@10.0.0.1");
            ask("REGISTER", "nobody" + i, "sip:10.0.0.1");
            if (i % 500 == 0) world.run(Duration.ofMillis(100));
        }
        world.run(Duration.ofSeconds(1));
        assertThat(answers) // what one source may ask, and be sent: the rest is silence
                .hasSizeBetween(400, 500)
                .allMatch(it -> it.startsWith("SIP/2.0 401 "));
        assertThat(world.gateway().census()).isEqualTo(before);
        world.finish();
    }

    @Test
    void aNameThatExistsAndOneThatDoesNotGetTheSameAnswer() {
        world.page("alice");
        world.run(Duration.ofSeconds(1));
        for (var method : List.of("INVITE", "REGISTER", "MESSAGE", "SUBSCRIBE")) {
            assertThat(answer(method, "alice", "bob"))
                    .as(method)
                    .isEqualTo(answer(method, "nobody", "nothing"))
                    .startsWith("SIP/2.0 401 ");
        }
        world.finish();
    }

    @Test
    void whatIsNotForStrangersIsThereForNobody() {
        for (var method : List.of("REFER", "PUBLISH", "NOTIFY", "INFO", "UPDATE", "PRACK")) {
            assertThat(answer(method, "alice", "bob"))
                    .as(method)
                    .isEqualTo(answer(method, "nobody", "nothing"))
                    .doesNotStartWith("SIP/2.0 2");
        }
        world.finish();
    }

    @Test
    void nobodyIsAnsweredAtTheAddressOfAnother() {
        var sentToTheVictim = new ArrayList<String>();
        open(VICTIM, sentToTheVictim);
        for (var method : List.of("INVITE", "REGISTER", "OPTIONS", "CANCEL", "BYE")) {
            ask(method, "alice", "sip:bob@10.0.0.1", ";maddr=10.66.0.2");
            world.run(Duration.ofSeconds(1));
            assertThat(sentToTheVictim).as(method).isEmpty();
            assertThat(answers).as(method).isEmpty();
        }
        world.finish();
    }

    /** Without what is new in every answer, and without what it repeats of its request. */
    private String answer(String method, String from, String to) {
        answers.clear();
        ask(method, from, "sip:" + to + "@10.0.0.1");
        world.run(Duration.ofSeconds(1));
        assertThat(answers).as(method).hasSize(1);
        return answers.getFirst()
                .replaceAll("nonce=\"[^\"]*\"", "nonce")
                .replaceAll("(?m)^(Via|From|To|Call-ID|CSeq): .*$", "$1");
    }

    private void ask(String method, String from, String uri) {
        ask(method, from, uri, "");
    }

    private void ask(String method, String from, String uri, String viaParams) {
        int number = ++sent;
        var text =
                """
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/UDP 10.66.0.1:5060;branch=z9hG4bK-%3$d%6$s
                Max-Forwards: 70
                From: <sip:%4$s@10.0.0.1>;tag=t%3$d
                To: <%5$s>
                Call-ID: c%3$d
                CSeq: 1 %1$s
                Contact: <sip:x@10.66.0.1>
                Event: presence
                User-Agent: friendly-scanner
                Content-Length: 0

                """
                        .formatted(
                                method,
                                uri,
                                number,
                                from,
                                method.equals("REGISTER") ? "sip:" + from + "@10.0.0.1" : uri,
                                viaParams)
                        .replace("\n", "\r\n");
        port.send(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), world.sip());
    }

    private UdpPort open(InetSocketAddress at, List<String> received) {
        try {
            return world.network()
                    .open(
                            at,
                            Traffic.SIGNALLING,
                            (bytes, _) ->
                                    received.add(
                                            StandardCharsets.UTF_8
                                                    .decode(bytes.duplicate())
                                                    .toString()));
        } catch (BindException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
